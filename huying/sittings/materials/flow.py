"""会议材料: handed in for a group of readers, replaced by newer versions until the sitting opens, then locked."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "leader")

FLOW = Flow(
    "materials",
    title=N_("会议材料"),
    sub=True,
    states={"offered": N_("已上传"), "withdrawn": N_("已撤下")},
    steps=[
        Step(name="offer", label=N_("上传材料"), target="offered", by=(*OFFICE, "house"),
             then=N_("按阅读范围，通知里的人马上能看到。")),
        Step(name="renew", label=N_("更换新版本"), source=("offered",), by=OFFICE, tells=("deputy/readers", "leader/readers",
             "handler/readers"), then=N_("旧版本保留可查，读过旧版本的人收到通知。")),
        Step(name="regroup", label=N_("改变阅读范围"), source=("offered",), by=OFFICE),
        Step(name="withdraw", label=N_("撤下"), source=("offered",), target="withdrawn", by=OFFICE, danger=True),
    ],
)  # fmt: skip
