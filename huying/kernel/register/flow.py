"""The register: every change of the roster is a step with its trace; nothing is written silently."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("admin", "clerk/clerical", "house")

FLOW = Flow(
    "roster",
    title=N_("名册"),
    states={"listed": N_("在册"), "ended": N_("已停用")},
    steps=[
        Step(name="enter", label=N_("登记入册"), target="listed", by=OFFICE, primary=True),
        Step(name="change", label=N_("更正登记"), source=("listed", "ended"), by=OFFICE),
        Step(name="decide", label=N_("登记名额决定"), source=("listed",), by=("admin",),
             rules=("R-STR-03", "R-STR-04", "R-STR-05", "R-STR-06", "R-STR-07", "R-STR-12"),
             then=N_("名额确定后不再变动；法律规定的情形除外。")),
        Step(name="rule", label=N_("登记本级规定"), source=("listed",), by=("admin",),
             then=N_("未到期的期限按新规定重新计算，并通知有关人员。")),
        Step(name="switch", label=N_("更改本级设置"), source=("listed",), by=("admin", "house"),
             then=N_("立即生效；谁改的、改前改后写入留痕。")),
        Step(name="import_table", label=N_("导入表格"), source=("listed",), by=("admin", "clerk", "house")),
        Step(name="end", label=N_("停用"), source=("listed",), target="ended", by=OFFICE, danger=True,
             then=N_("名册不删除记录：停用后不能再选用，原有的办理记录保留。")),
        Step(name="restore", label=N_("恢复使用"), source=("ended",), target="listed", by=OFFICE),
    ],
)  # fmt: skip
