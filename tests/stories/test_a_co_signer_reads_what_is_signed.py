"""Desks: drafts to go on with, a notice with the title as it is now, what a deputy was not satisfied with, own clocks only."""

from datetime import timedelta

from huying.kernel import drafts, scope
from huying.suggestions.handlings import queries
from huying.suggestions.models import Suggestion
from tests.suggestions.walking import Walker

from .roads import assigns, checks, rates, receives, replies, say, writes

VOICE, TITLE = "村口的桥塌了一角", "关于重修柳湾桥的建议"


def test_a_draft_waits_on_the_desk_and_a_change_is_told_to_whoever_signed(county, clock):
    auntie, lin, gao = county.citizen(), county.lin, county.gao
    say(auntie, f"{VOICE}，孩子上学要绕路。", place="柳湾村口")
    county.he.finds(VOICE, "voices/?tray=heard").click("代表认领").send("代表认领", deputy="林知远")
    lin.visit("").reads("草稿，继续写")
    lin.finds(VOICE, "suggestions/?tray=drafts").does("邀请联名", deputies=["高秀兰"])
    gao.visit("news/").reads("邀请联名", VOICE)
    gao.visit("").reads("待联名确认").click(VOICE).does("确认联名")
    clock.later()
    lin.finds(VOICE, "suggestions/?tray=drafts").does("修改", title=TITLE, text="桥面缺口两米，建议重修。")
    gao.visit("news/").reads("正文有改动，请重新阅读并确认联名", TITLE).reads_not(VOICE)
    gao.visit("").reads("待联名确认").click(TITLE).does("确认联名")
    lin.finds(TITLE, "suggestions/?tray=drafts").reads("高秀兰").does("提交")


def test_advice_stands_on_the_page_and_half_written_words_on_the_desk(county, clock):
    with scope.congress(county.world.congress):
        drafts.save(county.lin.member, "suggestions.draft:new", {"title": "写了一半"}, at=clock())
    county.lin.visit("").click("继续写：起草建议").reads("起草建议")
    assert "写了一半" in county.lin.form("起草建议").fields["title"]
    writes(county.lin, TITLE, "桥面缺口两米。")
    county.zhou.finds(TITLE, "suggestions/?tray=submitted").does("建议撤回", reason="同一事项正在办理。")
    county.lin.finds(TITLE, "suggestions/?tray=moving").reads("审核意见：建议撤回", "同一事项正在办理")
    county.zhou.finds(TITLE, "suggestions/?tray=submitted").does("退回修改", reason="请写明地点。")
    county.lin.finds(TITLE, "suggestions/?tray=returned").reads("退回修改的理由", "请写明地点").does(
        "提交"
    ).reads_not("审核意见：建议撤回，")


def test_what_a_deputy_was_not_satisfied_with_stands_apart(county, clock):
    writes(county.lin, TITLE, "桥面缺口两米。")
    checks(county.zhou, TITLE)
    assigns(county.zhou, TITLE, lead="青禾县交通运输局", co=["青禾县住房和城乡建设局"])
    receives(county.liu, TITLE)
    assert "签收" not in clocks(county.liu)
    assert "签收" in clocks(county.wang.finds(TITLE, "suggestions/handlings/?tray=offered"))
    county.liu.visit("suggestions/handlings/?tray=again").reads_not(TITLE)
    clock.later(10)
    replies(county.liu, TITLE, "已经列入计划。", "B")
    rates(county.lin, TITLE, "basic", "no", reason="没有写明何时动工。")
    county.liu.visit("").reads("代表不满意，重新办理").click("代表不满意，重新办理").reads(TITLE)


def clocks(someone) -> str:
    """What the page says of the terms that run."""
    before, _mark, _after = someone.page.words.partition("现在可以做 ")
    return before.rpartition("来龙去脉")[2].rpartition("办理中")[2]


def test_of_one_day_the_second_round_comes_first(county):
    world = county.world
    with scope.congress(world.congress):
        again = Walker(world).redone()
        due = again.handlings.get().due_on
        walk = Walker(world, (due.replace(month=due.month - 3) - timedelta(days=2)).isoformat())
        other = walk.received(title=TITLE)
        walk.talk(walk.part(other))
        tray = next(t for t in queries.TRAYS if t.name == "received")
        found = [h.suggestion_id for h in tray.rows(world.transport_handler)]
        assert other.handlings.get().due_on == due and found.index(again.pk) < found.index(other.pk)
        assert Suggestion.objects.get(pk=again.pk).rounds == 2
