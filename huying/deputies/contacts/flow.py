"""双联: who keeps contact with whom, by which plan, and what came of it (S029–S032; 代表法 第四十四条)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "admin")

PLANS = Flow(
    "contact_plans",
    title=N_("联系计划"),
    sub=True,
    states={"draft": N_("拟定中"), "active": N_("施行中"), "ended": N_("结束")},
    steps=[
        Step(name="draft", label=N_("拟定联系计划"), target="draft", by=OFFICE, rules=("R-DEP-08",),
             then=N_("施行后按计划的次数检查有没有联系到。")),
        Step(name="edit", label=N_("修改计划"), source=("draft",), by=OFFICE),
        Step(name="activate", label=N_("施行计划"), source=("draft",), target="active", by=OFFICE, primary=True),
        Step(name="end", label=N_("结束计划"), source=("draft", "active"), target="ended", by=(*OFFICE, "house"), danger=True,
             then=N_("联系关系和联系记录保留。")),
    ],
)  # fmt: skip

PAIRS = Flow(
    "contact_pairs",
    title=N_("联系关系"),
    sub=True,
    states={"paired": N_("联系中"), "ended": N_("已结束")},
    steps=[
        Step(name="pair", label=N_("建立联系关系"), target="paired", by=(*OFFICE, "house"), rules=("R-DEP-08",),
             tells=("leader/upper", "deputy/upper", "deputy/lower"), then=N_("双方会收到通知。")),
        Step(name="replan", label=N_("改用另一个计划"), source=("paired",), by=OFFICE, bulk=True),
        Step(name="end", label=N_("结束联系关系"), source=("paired",), target="ended", by=(*OFFICE, "house"), danger=True,
             bulk=True, tells=("leader/upper", "deputy/upper", "deputy/lower")),
    ],
)  # fmt: skip

CONTACTS = Flow(
    "contacts",
    title=N_("联系记录"),
    sub=True,
    states={"logged": N_("已记录"), "passed": N_("已转民情"), "void": N_("误记作废")},
    steps=[
        Step(name="log", label=N_("记一次联系"), target="logged", by=("deputy/concerned", "leader/concerned", "house"),
             acts_for=OFFICE, primary=True, then=N_("记下的联系计入联系次数；反映的问题可以转作民情办理。")),
        Step(name="pass_on", label=N_("问题转作民情"), source=("logged",), target="passed", primary=True,
             by=("deputy/concerned", "leader/concerned", *OFFICE), then=N_("登记为一件民情，由联络员分诊。")),
        Step(name="void", label=N_("误记作废"), source=("logged",), target="void", by=("deputy/wrote", "leader/wrote", *OFFICE),
             danger=True),
    ],
)  # fmt: skip
