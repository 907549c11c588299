"""矛盾纠纷: opened for a voice, settled by an agreement that is revisited, or shown the legal way (S056)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("keeper/keeps", "clerk")
HANDS = ("keeper/handles", "deputy/handles", "clerk")
RUNNING = ("opened", "mediating", "agreed")

FLOW = Flow(
    "disputes",
    title=N_("矛盾纠纷"),
    sub=True,
    states={
        "opened": N_("已立档"), "mediating": N_("调解中"), "agreed": N_("已达成协议"), "kept": N_("协议已履行"),
        "failed": N_("未达成协议"), "ended": N_("已了结"),
    },
    steps=[
        Step(name="open", label=N_("立档"), target="opened", by=("house",), starts=("dispute.mediate",), rules=("R-VOI-01",),
             tells=("keeper/handles", "deputy/handles"), then=N_("指定调解人，约双方当面谈。")),
        Step(name="assign", label=N_("指定调解人"), source=("opened", "mediating"), by=OFFICE,
             tells=("keeper/handles", "deputy/handles"), then=N_("调解人会收到消息。")),
        Step(name="mediate", label=N_("记录调解"), source=("opened", "mediating"), target="mediating", by=HANDS, acts_for=OFFICE,
             rules=("R-VOI-01",), public=N_("已组织调解。"), primary=True, then=N_("谈成的记下协议，谈不成的指明法定途径。")),
        Step(name="agree", label=N_("达成协议"), source=("opened", "mediating"), target="agreed", by=HANDS, acts_for=OFFICE,
             stops=("dispute.mediate",), starts=("dispute.revisit",), rules=("R-VOI-01",), public=N_("双方已达成协议。"),
             then=N_("约定的履行日期到了以后回访。")),
        Step(name="fail", label=N_("调解不成，引导到法定途径"), source=("opened", "mediating"), target="failed", by=HANDS,
             acts_for=OFFICE, stops=("dispute.mediate",), rules=("R-PET-07",), public=N_("调解没有达成协议，已指明法定途径。"),
             then=N_("群众按指引到有权处理的机关办理。")),
        Step(name="keep", label=N_("回访：已履行"), source=("agreed",), target="kept", by=HANDS, acts_for=OFFICE,
             stops=("dispute.revisit",), rules=("R-VOI-01",), primary=True, public=N_("协议已履行。"),
             then=N_("群众看到“已落实”。")),
        Step(name="unkept", label=N_("回访：没有履行"), source=("agreed",), target="mediating", by=HANDS, acts_for=OFFICE,
             stops=("dispute.revisit",), starts=("dispute.mediate",), rules=("R-VOI-01",), public=N_("协议没有履行，继续调解。"),
             then=N_("再次调解，或者引导到法定途径。")),
        Step(name="end", label=N_("了结"), source=RUNNING, target="ended", by=("house",), drops=("*",),
             then=N_("群众要求重新办理，原档了结。")),
    ],
)  # fmt: skip
