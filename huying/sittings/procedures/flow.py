"""审议程序: in which stages a kind of matter is deliberated; the congress's own, taken from those shipped or drafted anew."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "leader")

FLOW = Flow(
    "procedures",
    title=N_("审议程序"),
    sub=True,
    states={"in_use": N_("在用"), "retired": N_("停用")},
    steps=[
        Step(name="add", label=N_("加一个审议程序"), target="in_use", by=OFFICE, then=N_("在议题页“排审议程序”时可以选用。")),
        Step(name="change", label=N_("修改程序"), source=("in_use",), by=OFFICE, then=N_("已经排进议程的不跟着变。")),
        Step(name="retire", label=N_("停用"), source=("in_use",), target="retired", by=OFFICE),
        Step(name="bring_back", label=N_("恢复使用"), source=("retired",), target="in_use", by=OFFICE, primary=True),
    ],
)  # fmt: skip
