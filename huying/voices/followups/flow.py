"""议定事项: what a consultation agreed that somebody does until a day; it may become a voice or a draft suggestion."""

from huying.rules.flow import N_, Flow, Step

HOSTS = ("keeper/hosts", "deputy/hosts", "clerk")

FLOW = Flow(
    "followups",
    title=N_("议定事项"),
    sub=True,
    states={
        "open": N_("落实中"), "done": N_("已落实"), "raised": N_("已转民情办理"), "proposed": N_("已拟成建议"),
        "dropped": N_("不再办理"),
    },
    steps=[
        Step(name="set", label=N_("定下一项"), target="open", by=HOSTS, starts=("followup.finish",), rules=("R-VOI-03",),
             tells=("handler/unit", "deputy/owner", "keeper/owner"), then=N_("负责人会收到消息，到期提醒。")),
        Step(name="finish", label=N_("落实了"), source=("open",), target="done",
             by=("handler/unit", "deputy/owner", "keeper/owner"),
             acts_for=HOSTS, stops=("followup.finish",), rules=("R-VOI-03",), primary=True, tells=("keeper/hosts", "clerk"),
             then=N_("公开的协商页面会写明落实情况。")),
        Step(name="raise_", label=N_("转为民情"), source=("open",), target="raised", by=HOSTS, stops=("followup.finish",),
             rules=("R-VOI-03",), then=N_("作为一件民情分诊办理。")),
        Step(name="propose", label=N_("拟成代表建议"), source=("open",), target="proposed", by=HOSTS, stops=("followup.finish",),
             rules=("R-VOI-03",), tells=("deputy/owner",), then=N_("代表的草稿里会多一件建议。")),
        Step(name="drop", label=N_("不再办理"), source=("open",), target="dropped", by=HOSTS, drops=("*",), danger=True,
             then=N_("理由写入记录。")),
    ],
)  # fmt: skip
