"""领导干部＋人大代表＋联络站＋社区: four parties bound to one area, with one list of matters (S028)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "admin")
FOUR = ("leader/leader", "deputy/deputy", "keeper/keeps")

FLOW = Flow(
    "teams",
    title=N_("四方联动"),
    sub=True,
    states={"bound": N_("联动中"), "ended": N_("已解除")},
    steps=[
        Step(name="bind", label=N_("结成四方联动"), target="bound", by=OFFICE, tells=FOUR, primary=True,
             then=N_("片区里的民情成为四方共同的清单，各按各的权限办理。")),
        Step(name="change", label=N_("调整人员"), source=("bound",), by=OFFICE, tells=FOUR),
        Step(name="end", label=N_("解除"), source=("bound",), target="ended", by=OFFICE, danger=True, tells=FOUR),
        Step(name="renew", label=N_("重新结成"), source=("ended",), target="bound", by=OFFICE, tells=FOUR),
    ],
)  # fmt: skip
