"""发言: what is said in a thread; of those invited at once, of citizens after a host has looked at it."""

from huying.rules.flow import N_, Flow, Step

HOSTS = ("keeper/hosts", "deputy/hosts", "clerk")

FLOW = Flow(
    "posts",
    title=N_("发言"),
    sub=True,
    states={"waiting": N_("待显示"), "shown": N_("已显示"), "hidden": N_("不显示"), "down": N_("已撤下")},
    steps=[
        Step(name="say", label=N_("群众发言"), target="waiting", by=("public",), tells=("keeper/hosts",),
             then=N_("主持人看过后显示。")),
        Step(name="write", label=N_("发言"), target="shown",
             by=("keeper/hosts", "deputy/takes_part", "handler/takes_part", "clerk"),
             then=N_("马上显示在讨论里。")),
        Step(name="show", label=N_("显示"), source=("waiting", "hidden"), target="shown", by=HOSTS, bulk=True, primary=True),
        Step(name="hide", label=N_("不显示"), source=("waiting",), target="hidden", by=HOSTS,
             then=N_("发言的人看得到理由。")),
        Step(name="take_down", label=N_("撤下"), source=("shown",), target="down", by=HOSTS, danger=True,
             then=N_("原处只留下一条撤下记录和理由。")),
    ],
)  # fmt: skip
