"""Two colleagues press at the same matter: one wins, the other reads what changed and has every word still there."""

from .people import Member
from .roads import writes

TITLE = "关于规范早市的建议"


def test_the_second_sees_what_the_first_did(county, clock):
    writes(county.lin, TITLE, "早市占道。")
    one, other = county.zhou, Member(clock, county.world.zhou)
    one.finds(TITLE, "suggestions/?tray=submitted").click("退回修改")
    other.finds(TITLE, "suggestions/?tray=submitted").click("建议撤回")
    other.send("建议撤回", reason="与去年的建议重复。").reads("已办好")
    one.send("退回修改", 409, reason="请补充具体路段，我写了很久。")
    one.reads("别人已经办过", "与去年的建议重复", "周文清")
    assert one.form("退回修改").fields["reason"] == ["请补充具体路段，我写了很久。"]
    one.send("退回修改").reads("已办好")
    county.lin.finds(TITLE, "suggestions/?tray=returned").reads("请补充具体路段，我写了很久")


def test_a_doubled_press_is_done_once(county, clock):
    writes(county.lin, TITLE, "早市占道。")
    clerk = county.zhou.finds(TITLE, "suggestions/?tray=submitted").click("审核通过")
    there, page = clerk.here, clerk.page
    clerk.send("审核通过").reads("已办好")
    clerk.here, clerk.page = there, page  # the second press of the same form
    clerk.send("审核通过")
    clerk.finds(TITLE, "suggestions/?tray=accepted").reads("18-5-0001")
    assert clerk.page.words.count("审核通过") == 1
