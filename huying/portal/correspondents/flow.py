"""Correspondents and online volunteers: who writes and spreads the word for the congress (S225)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "admin")

FLOW = Flow(
    "correspondents",
    title=N_("通讯员"),
    sub=True,
    states={"active": N_("在册"), "left": N_("已退出")},
    steps=[
        Step(name="enrol", label=N_("登记通讯员"), target="active", by=OFFICE, primary=True, tells=("deputy/member",),
             then=N_("登记以后，投稿和刊发计入其名下。")),
        Step(name="revise", label=N_("修改登记"), source=("active",), by=OFFICE),
        Step(name="leave", label=N_("退出"), source=("active",), target="left", by=OFFICE, danger=True,
             tells=("deputy/member",)),
        Step(name="rejoin", label=N_("重新登记"), source=("left",), target="active", by=OFFICE),
    ],
)  # fmt: skip
