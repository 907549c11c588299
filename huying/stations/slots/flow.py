"""云接待: an hour online that a deputy opens; citizens book it and talk in writing (S037)."""

from huying.rules.flow import N_, Flow, Step

HOST = ("deputy/host", "leader/host")
KEEPERS = ("keeper/keeps", "clerk")

FLOW = Flow(
    "slots",
    title=N_("云接待"),
    sub=True,
    states={"open": N_("可以预约"), "closed": N_("已结束"), "cancelled": N_("已取消")},
    steps=[
        Step(name="offer", label=N_("开放一次云接待"), target="open", by=("deputy", "leader", "keeper", "clerk"), tells=HOST,
             primary=True, public=N_("云接待已开放预约。"), then=N_("群众可以在公开页面预约，凭编号和查询码交谈。")),
        Step(name="change", label=N_("修改"), source=("open",), by=(*HOST, *KEEPERS), tells=HOST,
             then=N_("改了时间的，预约的群众会收到通知。")),
        Step(name="cancel", label=N_("取消"), source=("open",), target="cancelled", by=(*HOST, *KEEPERS), danger=True,
             tells=HOST, public=N_("云接待已取消。"), then=N_("预约的群众会收到通知，没谈完的可以转为民情。")),
        Step(name="close", label=N_("结束并记录"), source=("open",), target="closed", by=(*HOST, "house"), acts_for=KEEPERS,
             primary=True, public=N_("云接待已结束。"), then=N_("没有谈完的预约仍可继续交谈，直到逐件办结。")),
    ],
)  # fmt: skip
