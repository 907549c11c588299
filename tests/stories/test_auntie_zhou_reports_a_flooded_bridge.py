"""The road that the congress exists for: a voice from a phone, a suggestion, two rounds of handling, 已落实."""

from huying.project import schedule

from .roads import assigns, checks, follows, rates, receives, replies, say

TITLE = "村口的桥被水冲了一个洞"


def test_from_a_phone_to_settled_with_a_second_round(county, clock):
    auntie = county.citizen()
    number, code = say(
        auntie, f"{TITLE}，孩子上学要绕五里路。", place="柳湾村口", phone="13900001111", author="周桂香"
    )
    auntie.reads("已收到").reads_not("林知远")

    clock.later()
    keeper = county.he.visit().reads("待分诊")
    keeper.finds(TITLE, "voices/?tray=heard").click("代表认领").send("代表认领", deputy="林知远").reads(
        "已办好"
    )
    follows(auntie, number, code).reads("人大代表已认领您反映的情况")

    clock.later()
    deputy = county.lin.visit().reads("我认领的")
    deputy.finds(TITLE, "suggestions/?tray=drafts").reads("孩子上学要绕五里路")
    deputy.does("修改", text="桥面缺口两米，汛期漫水，建议重修。", advice="重修桥面，加装护栏。")
    deputy.does("提交")

    clock.later()
    checks(county.zhou, TITLE).reads("18-5-0001")
    clock.later()
    assigns(county.zhou, TITLE, lead="青禾县人民政府办公室")
    follows(auntie, number, code).reads("已转交")

    clock.later()
    receives(county.song, TITLE)
    county.song.does("分办", lead="青禾县交通运输局").reads("已分办")
    clock.later()
    receives(county.liu, TITLE)
    clock.later(20)
    replies(county.liu, TITLE, "已经在桥面铺了钢板，今后视资金安排重修。", "B").reads("商定雨季前修好")
    follows(auntie, number, code).reads("已答复")

    clock.later()
    rates(county.lin, TITLE, "basic", "no", reason="钢板下面还是空的，没有重修。")
    county.lin.visit("suggestions/?tray=moving").click(TITLE).reads("办理中", "钢板下面还是空的")
    follows(auntie, number, code).reads("重新办理").reads_not("已落实的依据")

    clock.later(10)
    replies(county.liu, TITLE, "桥面已经重新浇筑，护栏装好，九月一日通车。", "A")
    clock.later()
    rates(county.lin, TITLE)
    clock.later()
    clerk = county.zhou.finds(TITLE, "suggestions/?tray=rated").does("办结").reads("办结")
    clerk.does("公开", secrecy_checked=True, privacy_checked=True)

    follows(auntie, number, code).reads("看建议和答复全文").reads_not("落实的依据")
    auntie.send("提交评价", rating="satisfied").reads("您的评价：满意")
    county.citizen().visit("suggestions/public/").click(TITLE).reads_not("已落实的依据")

    clock.later(30)  # the window to rate is over, the seal with it
    schedule.tell_carried_out.call()
    follows(auntie, number, code).reads(
        "已落实", "落实的依据", "桥面已经重新浇筑", "代表林知远评价办理结果：满意"
    )
    auntie.reads("代表就这件事提出了建议", "看建议和答复全文", "代表建议：重新办理")
    stranger = county.citizen().visit("suggestions/public/")
    stranger.click(TITLE).reads("已落实的依据", "桥面已经重新浇筑", "林知远").reads_not(
        "周桂香", "13900001111"
    )
