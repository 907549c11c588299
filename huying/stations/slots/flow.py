"""云接待: an hour online that a deputy opens; citizens book it and talk in writing (S037)."""

from huying.rules.flow import N_, Flow, Step

HOST = ("deputy/host", "leader/host")
KEEPERS = ("keeper/keeps", "clerk")

KEEPERS_ANY = ("keeper", "clerk")

FLOW = Flow(
    "slots",
    title=N_("云接待"),
    sub=True,
    states={"asked": N_("待代表确认"), "open": N_("可以预约"), "closed": N_("已结束"), "cancelled": N_("已取消")},
    steps=[
        Step(name="offer", label=N_("开放一次云接待"), target="open", by=("deputy", "leader"), tells=HOST,
             primary=True, public=N_("云接待已开放预约。"), then=N_("群众可以在公开页面预约，凭编号和查询码交谈。")),
        Step(name="ask", label=N_("请代表开放一次云接待"), target="asked", by=KEEPERS_ANY, tells=HOST, primary=True,
             then=N_("代表同意以后才对外开放预约。")),
        Step(name="agree", label=N_("同意开放"), source=("asked",), target="open", by=HOST, tells=("keeper/keeps",),
             primary=True, public=N_("云接待已开放预约。"), then=N_("群众可以在公开页面预约，凭编号和查询码交谈。")),
        Step(name="change", label=N_("修改"), source=("asked", "open"), by=(*HOST, *KEEPERS), tells=HOST,
             then=N_("改了时间的，预约的群众会收到通知。")),
        Step(name="cancel", label=N_("取消"), source=("asked", "open"), target="cancelled", by=(*HOST, *KEEPERS, "house"),
             danger=True, tells=HOST, public=N_("云接待已取消。"), then=N_("预约的群众会收到通知，没谈完的可以转为民情。")),
        Step(name="close", label=N_("结束并记录"), source=("open",), target="closed", by=(*HOST, "house"), acts_for=KEEPERS,
             primary=True, public=N_("云接待已结束。"), then=N_("没有谈完的预约仍可继续交谈，直到逐件办结。")),
    ],
)  # fmt: skip
