"""Six months only with consent, only for what is broad and hard, and only while the three months still run."""

from .roads import assigns, checks, receives, writes

TITLE = "关于整治南塘河护岸的建议"


def on_its_way(county, clock):
    writes(county.lin, TITLE, "护岸多处垮塌。")
    checks(county.zhou, TITLE)
    clock.on("2026-03-12")
    assigns(county.zhou, TITLE, lead="青禾县交通运输局")
    clock.later()
    receives(county.liu, TITLE).reads("6月12日")


def asks(handler, expect=200, **more):
    return handler.visit("suggestions/extensions/new/ask/").send(
        "申请延期", expect, handling=next(w for w in handler.form("申请延期").options["handling"] if TITLE in w),
        reason="涉及三个乡镇，需要勘测。", **more,
    )  # fmt: skip


def test_granted_before_the_first_deadline(county, clock):
    on_its_way(county, clock)
    asks(county.liu, 409).reads("只有涉及面广、处理难度大的建议可以延期", "涉及三个乡镇，需要勘测")
    clock.on("2026-06-10")
    asks(county.liu, broad_and_hard=True).reads("待批")
    asks(county.liu, 409, broad_and_hard=True).reads("已经有一件延期申请等待批准")
    county.zhou.visit("").reads("延期待批")
    county.zhou.finds(TITLE, "suggestions/extensions/?tray=asked").does("同意延期", note="同意。").reads(
        "同意"
    )
    county.liu.finds(TITLE, "suggestions/handlings/?tray=received").reads("9月12日").reads_not("6月12日")
    county.lin.visit("news/").reads("延长答复期限")


def test_refused_once_the_three_months_are_over(county, clock):
    on_its_way(county, clock)
    clock.on("2026-06-13")
    asks(county.liu, 409, broad_and_hard=True).reads("答复期限 2026-06-12 已经过了，不能再延期")
    county.zhou.visit("").reads("超期 1 天")
