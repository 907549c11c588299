"""A place where people meet deputies, from its plan to its closing: who may keep it, star it, name it an example."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("admin", "clerk", "house")
KEEPER = ("keeper/kept", "deputy/kept")
LIVE = ("open", "suspended")

FLOW = Flow(
    "stations",
    title=N_("联络站"),
    states={
        "planned": N_("筹建"), "open": N_("使用中"), "suspended": N_("暂停开放"), "closed": N_("已撤销"),
    },
    steps=[
        Step(name="register", label=N_("登记站点"), target="open", by=OFFICE, primary=True,
             then=N_("群众可以在公开页面上找到它；再安排联络员、标出位置、填接待时间。")),
        Step(name="plan", label=N_("登记筹建"), target="planned", by=OFFICE,
             then=N_("建成以后启用；启用以前公开页面上看不到。")),
        Step(name="open_up", label=N_("启用"), source=("planned",), target="open", by=OFFICE, primary=True),
        Step(name="amend", label=N_("更正登记"), source=("planned", *LIVE), by=OFFICE),
        Step(name="staff", label=N_("安排联络员"), source=("planned", *LIVE), by=OFFICE, tells=("keeper/kept",),
             then=N_("联络员看到并办理本站收到的民情。")),
        Step(name="set_hours", label=N_("填写接待时间"), source=("planned", *LIVE), by=(*OFFICE, *KEEPER)),
        Step(name="except_days", label=N_("登记某几天的变动"), source=LIVE, by=(*OFFICE, *KEEPER)),
        Step(name="place_pin", label=N_("标注位置"), source=("planned", *LIVE), by=(*OFFICE, *KEEPER)),
        Step(name="suspend", label=N_("暂停这个站点"), source=("open",), target="suspended", by=(*OFFICE, *KEEPER), danger=True,
             tells=("clerk", "keeper/kept"), then=N_("公开页面写明暂停的原因，群众可以改到别的站点或者在网上反映。")),
        Step(name="resume", label=N_("恢复开放"), source=("suspended",), target="open", by=(*OFFICE, *KEEPER), primary=True,
             tells=("clerk", "keeper/kept")),
        Step(name="award_star", label=N_("评定星级"), source=LIVE, by=OFFICE, tells=("keeper/kept",),
             then=N_("星级在公开页面上公布，评定的依据留痕。")),
        Step(name="withdraw_star", label=N_("取消星级"), source=LIVE, by=OFFICE, danger=True, tells=("keeper/kept",)),
        Step(name="designate", label=N_("命名示范点"), source=LIVE, by=OFFICE, tells=("keeper/kept",)),
        Step(name="undesignate", label=N_("取消示范点命名"), source=LIVE, by=OFFICE, danger=True, tells=("keeper/kept",)),
        Step(name="close", label=N_("撤销"), source=("planned", *LIVE), target="closed", by=OFFICE, danger=True,
             tells=("keeper/kept",), then=N_("站点不再公开，原有的接待和民情记录保留。")),
        Step(name="reopen", label=N_("恢复使用"), source=("closed",), target="open", by=OFFICE, tells=("keeper/kept",)),
    ],
)  # fmt: skip
