"""The machine marks, a person decides: 系统提示 → 已确认 or 已解除."""

from huying.rules.flow import N_, Flow, Step

KEEPERS = ("keeper/keeps", "clerk")

FLOW = Flow(
    "alarms",
    title=N_("紧急提示"),
    sub=True,
    states={"raised": N_("系统提示，待确认"), "heeded": N_("已确认紧急"), "cleared": N_("已解除"), "overtaken": N_("已另行标注")},
    steps=[
        Step(name="alert", label=N_("系统提示：可能紧急"), target="raised", by=("house",), tells=KEEPERS,
             then=N_("由工作人员确认或者解除。")),
        Step(name="heed", label=N_("确认紧急"), source=("raised",), target="heeded", by=KEEPERS, primary=True,
             then=N_("标为急难愁盼或者危及安全，排在最前。")),
        Step(name="clear", label=N_("不属紧急，解除提示"), source=("raised",), target="cleared", by=KEEPERS,
             then=N_("理由记入办理记录；需要时可以重新标注缓急。")),
        Step(name="overtake", label=N_("已由工作人员标注"), source=("raised",), target="overtaken", by=("house",)),
    ],
)  # fmt: skip
