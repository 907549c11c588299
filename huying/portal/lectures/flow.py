"""A lecture: deputies as messengers between above and below; what was asked comes back as feedback (S227)."""

from huying.rules.flow import N_, Flow, Step

STAFF = ("clerk", "deputy/lecturer", "keeper/planner")

FLOW = Flow(
    "lectures",
    title=N_("宣讲"),
    sub=True,
    states={"planned": N_("已安排"), "held": N_("已举办"), "concluded": N_("已反馈"), "cancelled": N_("已取消")},
    steps=[
        Step(name="plan", label=N_("安排宣讲"), target="planned", by=("clerk", "deputy", "keeper"), primary=True,
             tells=("deputy/lecturer",), then=N_("公开的宣讲会出现在门户上，群众可以前往。")),
        Step(name="reschedule", label=N_("调整安排"), source=("planned",), by=STAFF, tells=("deputy/lecturer",)),
        Step(name="hold", label=N_("登记举办"), source=("planned",), target="held", by=STAFF, primary=True,
             then=N_("记下到场人数和群众提的问题。")),
        Step(name="log_feedback", label=N_("登记反馈"), source=("held",), by=STAFF,
             then=N_("听到的意见可以另行登记为民情。")),
        Step(name="conclude", label=N_("汇总反馈"), source=("held",), target="concluded", by=STAFF, primary=True,
             then=N_("下情上传：汇总的意见由人大机关阅处。"), tells=("clerk",)),
        Step(name="cancel", label=N_("取消宣讲"), source=("planned",), target="cancelled", by=STAFF, danger=True,
             tells=("deputy/lecturer",)),
    ],
)  # fmt: skip
