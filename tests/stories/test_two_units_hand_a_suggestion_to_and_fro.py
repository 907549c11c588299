"""Nobody wants it: each unit says whose it is, the office decides at once, and the second time the leader is told."""

from .roads import assigns, checks, receives, replies, writes

TITLE = "关于清理城东河道淤泥的建议"


def test_returned_twice_reaches_the_leader_and_never_lies_between_two_chairs(county, clock):
    clerk = county.zhou
    writes(county.lin, TITLE, "河道淤积，夏天发臭。")
    checks(clerk, TITLE)
    assigns(clerk, TITLE, lead="青禾县交通运输局")
    assert "承办" in county.liu.finds(TITLE, "suggestions/handlings/?tray=offered").page.words

    county.liu.does("申请退办", reason="河道清淤不属于本局职责。", proposed="青禾县住房和城乡建设局").reads(
        "申请退办"
    )
    assert not county.liu.offered("分办"), "it must not be passed on by the unit itself"
    clerk.visit("").reads("申请退办")
    clerk.finds(TITLE, "suggestions/handlings/?tray=asked").reads("河道清淤不属于本局职责").does(
        "同意退办并改交", unit="青禾县住房和城乡建设局", reason="请住建局办理。"
    )
    assert county.chen.visit("news/").page.words.count("提请领导协调") == 0

    clock.later(3)
    receives(county.wang, TITLE)
    county.wang.does("申请退办", reason="属于水利部门。", proposed="青禾县卫生健康局")
    clerk.finds(TITLE, "suggestions/handlings/?tray=asked").does("同意退办并改交", unit="青禾县卫生健康局")
    clerk.finds(TITLE, "suggestions/?tray=assigned").reads("改交 2 次", "提请领导协调")
    county.chen.visit("news/").reads("提请领导协调", TITLE)

    county.chen.visit("").reads("待领导协调")
    county.chen.finds(TITLE, "suggestions/?tray=escalated").reads("等待领导协调").does(
        "记录协调意见", note="河道清淤由卫健局牵头，水利站配合，不再退办。"
    ).reads_not("等待领导协调")
    county.chen.visit("suggestions/?tray=escalated").reads_not(TITLE)
    county.zhao.visit("news/").reads("记录协调意见")

    receives(county.zhao, TITLE)
    clock.later()
    assert not county.zhao.visit(county.zhao.here).offered("分办")
    replies(county.zhao, TITLE, "已经牵头清淤。")
    county.lin.finds(TITLE, "suggestions/?tray=to_rate").reads("已经牵头清淤", "青禾县卫生健康局")
    county.liu.visit(f"suggestions/handlings/?q={TITLE}").reads_not("答复内容")


def test_a_return_that_is_not_granted_leaves_the_unit_responsible(county, clock):
    writes(county.lin, TITLE, "河道淤积，夏天发臭。")
    checks(county.zhou, TITLE)
    assigns(county.zhou, TITLE, lead="青禾县交通运输局")
    receives(county.liu, TITLE)
    county.liu.does("申请退办", reason="不是我们的事。")
    county.zhou.finds(TITLE, "suggestions/handlings/?tray=asked").does(
        "不同意退办", reason="航道归你局管理。"
    )
    county.liu.finds(TITLE, "suggestions/handlings/?tray=received").reads("航道归你局管理")
    assert not county.liu.offered("申请退办"), "asked once"


def test_after_its_window_a_return_is_not_offered_and_the_page_says_why(county, clock):
    writes(county.lin, TITLE, "河道淤积，夏天发臭。")
    checks(county.zhou, TITLE)
    assigns(county.zhou, TITLE, lead="青禾县交通运输局")
    part = receives(county.liu, TITLE).reads("可以申请退办到", "10 个工作日")
    assert part.offered("申请退办") and part.offered("申请延期")
    clock.on("2026-03-17")
    part.visit(part.here).reads("申请退办的期限已过", "3月16日", "第十六条")
    assert not part.offered("申请退办") and part.offered("申请延期")
    here = part.here
    part.visit(f"{here}ask_return/", 409).reads("申请退办的期限到 2026-03-16 为止")
    clock.on("2026-06-03")
    assert not part.visit(here).offered("申请延期"), "the three months are over"
