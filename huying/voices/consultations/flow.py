"""协商: a talk, a thread online, a talk on the threshing ground, a council; topic, people, minutes, conclusions, follow-up."""

from huying.rules.flow import N_, Flow, Step

HOSTS = ("keeper/hosts", "deputy/hosts", "clerk")
BIRTH = ("keeper", "deputy", "clerk")

FLOW = Flow(
    "consultations",
    title=N_("协商议事"),
    sub=True,
    states={
        "planned": N_("筹备中"), "open": N_("讨论中"), "held": N_("已召开"), "concluded": N_("已有结论"),
        "published": N_("已公开"),
        "cancelled": N_("已取消"), "down": N_("已撤下"),
    },
    steps=[
        Step(name="plan", label=N_("筹备一次协商"), target="planned", by=BIRTH, tells=("deputy/invited", "handler/invited"),
             primary=True, then=N_("邀请的代表和单位会收到消息。")),
        Step(name="record", label=N_("补录一次协商"), target="held", by=BIRTH, then=N_("写下结论和要落实的事项。")),
        Step(name="change", label=N_("修改安排"), source=("planned", "open"), by=HOSTS,
             tells=("deputy/invited", "handler/invited")),
        Step(name="open", label=N_("开放讨论"), source=("planned",), target="open", by=HOSTS, primary=True,
             tells=("deputy/invited", "handler/invited"), public=N_("开始讨论。"),
             then=N_("受邀的人和拿到参加码的群众可以发言，群众的发言经主持人看过后显示。")),
        Step(name="hold", label=N_("记录会议"), source=("planned", "open"), target="held", by=HOSTS, primary=True,
             then=N_("写下结论和要落实的事项。")),
        Step(name="conclude", label=N_("写下结论"), source=("held",), target="concluded", by=HOSTS, primary=True,
             tells=("deputy/invited", "handler/invited"), public=N_("已形成结论。"), then=N_("逐项定下谁来办、哪天办成。")),
        Step(name="publish", label=N_("公开"), source=("concluded",), target="published", by=("keeper/hosts", "clerk"),
             public=N_("已公开。"), then=N_("议题、结论和落实情况公开可查，发言人的姓名不公开。")),
        Step(name="cancel", label=N_("取消"), source=("planned", "open"), target="cancelled", by=HOSTS, danger=True,
             tells=("deputy/invited", "handler/invited"), then=N_("受邀的人会收到消息。")),
        Step(name="take_down", label=N_("撤下"), source=("open", "published"), target="down", by=("clerk",), danger=True,
             then=N_("公开页面只留下一条撤下记录和理由。")),
    ],
)  # fmt: skip
