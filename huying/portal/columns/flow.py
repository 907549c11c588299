"""A column: what the portal, the paper and the television carry under one heading (S224)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "admin")

FLOW = Flow(
    "columns",
    title=N_("栏目"),
    sub=True,
    states={"open": N_("开设"), "closed": N_("已停办")},
    steps=[
        Step(name="establish", label=N_("开设栏目"), target="open", by=(*OFFICE, "house"), primary=True),
        Step(name="adjust", label=N_("修改栏目和选题"), source=("open",), by=OFFICE),
        Step(name="close", label=N_("停办栏目"), source=("open",), target="closed", by=OFFICE, danger=True,
             then=N_("已发布的稿件仍在，只是不再放新的。")),
        Step(name="reopen", label=N_("恢复栏目"), source=("closed",), target="open", by=OFFICE),
    ],
)  # fmt: skip
