"""给代表写信: a citizen writes to a deputy; answered within the congress's clock, or the keeper is told (S039)."""

from huying.rules.flow import N_, Flow, Step

from .guards import is_overdue, is_unrated

COUNTER = ("keeper/keeps", "clerk")
READERS = ("deputy/member", "keeper/keeps", "clerk")
EVERY = ("said", "received", "answered", "handed", "declined", "closed")

FLOW = Flow(
    "letters",
    title=N_("群众来信"),
    sub=True,
    states={
        "said": N_("待确认"), "received": N_("待回复"), "answered": N_("已回复"), "handed": N_("已转民情"),
        "declined": N_("不予转送"), "closed": N_("已了结"),
    },
    steps=[
        Step(name="write", label=N_("给代表写信"), target="said", by=("public",), starts=("letter.confirm",),
             rules=("R-OWN-32",), then=N_("凭查询码确认后，信送到代表手里。")),
        Step(name="confirm", label=N_("确认来信"), source=("said",), target="received", by=("public",), acts_for=COUNTER,
             stops=("letter.confirm",), starts=("letter.answer",), rules=("R-OWN-31", "R-OWN-32"),
             tells=("deputy/member", "keeper/keeps"), public=N_("信已送到代表。")),
        Step(name="answer", label=N_("回信"), source=("received",), target="answered", by=("deputy/member", "keeper/took"),
             acts_for=("clerk",), primary=True, stops=("letter.answer",), starts=("letter.rate",), rules=("R-OWN-31",),
             public=N_("已给您回信。"), then=N_("写信人凭编号和查询码看到回信，可以评价。")),
        Step(name="alert", label=N_("超期提醒"), source=("received",), by=("house",),
             tells=("keeper/keeps", "clerk", "deputy/member"), public=N_("代表没有按时回信，已提醒联络站跟进。"),
             then=N_("联络员可以接手回信，或者转入民情分诊。")),
        Step(name="take_over", label=N_("联络员接手"), source=("received",), by=("keeper/keeps",), needs=(is_overdue,),
             tells=("deputy/member",), public=N_("联络站正在跟进。"), then=N_("由联络员与代表商量后回信。")),
        Step(name="hand_to_triage", label=N_("转作民情办理"), source=("received",), target="handed", by=READERS, drops=("*",),
             tells=("deputy/member",), public=N_("已登记为民情，由联络站分诊办理。"),
             then=N_("登记为一件民情，编号和查询码不变。")),
        Step(name="decline", label=N_("不予转送"), source=("said", "received"), target="declined", by=(*READERS, "house"),
             drops=("*",), danger=True, tells=("clerk",), public=N_("未予转送，理由见说明。")),
        Step(name="rate", label=N_("写信人评价"), source=("answered", "closed"), by=("public",), acts_for=COUNTER,
             stops=("letter.rate",), needs=(is_unrated,), rules=("R-OWN-33",), tells=("deputy/member",), public=N_("您已评价。")),
        Step(name="close", label=N_("了结"), source=("answered",), target="closed", by=("house",), drops=("*",)),
        Step(name="unmask", label=N_("查看联系方式"), source=EVERY, by=READERS, discreet=True,
             then=N_("查看的人和理由会记入办理记录。")),
        Step(name="renew_code", label=N_("补发查询码"), source=EVERY, by=COUNTER, discreet=True, then=N_("旧查询码随即作废。")),
        Step(name="correct", label=N_("更正或删除个人信息"), source=EVERY, by=COUNTER, danger=True, discreet=True,
             then=N_("按本人要求更正；留空即删除。")),
    ],
)  # fmt: skip
