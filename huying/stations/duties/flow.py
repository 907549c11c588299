"""A congress's own rule of recurring duties: drawn up, in force, ended. Local configuration, not law."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("admin", "clerk")

FLOW = Flow(
    "duties",
    title=N_("履职安排"),
    sub=True,
    states={"draft": N_("草拟"), "in_force": N_("施行中"), "ended": N_("已停止")},
    steps=[
        Step(name="draft", label=N_("新建履职安排"), target="draft", by=OFFICE, then=N_("施行以后才生成日程。")),
        Step(name="change", label=N_("修改"), source=("draft", "in_force"), by=OFFICE,
             then=N_("已经生成的日程不变；以后生成的按新规定。")),
        Step(name="put_in_force", label=N_("施行"), source=("draft",), target="in_force", by=OFFICE, primary=True,
             then=N_("系统每天把日程补到下一个周期，也可以现在就生成。")),
        Step(name="end", label=N_("停止"), source=("draft", "in_force"), target="ended", by=OFFICE, danger=True,
             then=N_("不再生成新的日程；已经排定的照旧，需要的逐件取消。")),
        Step(name="resume", label=N_("恢复施行"), source=("ended",), target="in_force", by=OFFICE),
    ],
)  # fmt: skip
