"""Three people, one lamp: joined into one case, and one answer reaches all three."""

from .roads import follows, say


def test_one_answer_reaches_every_merged_voice(county, clock):
    told = []
    for n, words in enumerate(("东街路灯不亮一个月了", "东街的路灯全是黑的", "东街晚上没有路灯")):
        visitor = county.citizen()
        told.append((visitor, *say(visitor, f"{words}，走路看不见。", phone=f"1390000000{n}")))
        clock.later()
    (first, number, code), *others = told
    for _visitor, other, _code in others:
        title = next(w for w in ("东街的路灯全是黑的", "东街晚上没有路灯") if w in _visitor.page.words)
        county.he.finds(title, "voices/?tray=heard").click("并案").send("并案", into=number).reads("已并案")
        assert other != number
    county.he.finds("东街路灯不亮一个月了", "voices/?tray=heard").click("分诊")
    county.he.send("转交办理", tier="county", unit="青禾县住房和城乡建设局").reads("已转交")
    county.wang.finds("东街路灯不亮一个月了", "voices/?tray=to_receive").does("接收")
    clock.later(3)
    county.wang.does("反馈办理结果", outcome="solved", text="换了十二盏灯，当晚全亮。")
    county.he.finds("东街路灯不亮一个月了", "voices/?tray=waiting_for_answer").does("答复群众")
    county.he.does("确认落实", text="当晚到现场看过，灯全亮，并电话问了三位群众。")
    for visitor, mine, secret in told:
        follows(visitor, mine, secret).reads("换了十二盏灯，当晚全亮", "已落实")
    follows(others[0][0], others[0][1], others[0][2]).reads("合在一起办理")
    wrong = county.citizen().visit("voices/follow/").send("查看", 422, number=number, code=others[0][2])
    wrong.reads("编号或者查询码不对").reads_not("换了十二盏灯")
    assert code != others[0][2]
    follows(first, number, code).send("提交评价", rating="satisfied").reads("您的评价")
