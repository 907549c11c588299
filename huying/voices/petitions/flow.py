"""信访事项: registered, told, handled, reviewed and re-reviewed once each (S046, S049; R-PET)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("keeper/keeps", "clerk")
RUNNING = ("registered", "accepted", "replied", "reviewing", "reviewed", "rereviewing")

FLOW = Flow(
    "petitions",
    title=N_("信访事项"),
    sub=True,
    states={
        "registered": N_("已登记"), "accepted": N_("已受理"), "elsewhere": N_("已引导、转送"), "replied": N_("已作处理意见"),
        "reviewing": N_("复查中"), "reviewed": N_("已复查"), "rereviewing": N_("复核中"), "final": N_("已终结"),
    },
    steps=[
        Step(name="open", label=N_("登记信访事项"), target="registered", by=("house",), starts=("voice.triage",),
             rules=("R-PET-01", "R-PET-03"), tells=("clerk",), then=N_("在期限内书面告知是否受理。")),
        Step(name="accept", label=N_("受理"), source=("registered",), target="accepted", by=OFFICE, stops=("voice.triage",),
             starts=("voice.handle",), rules=("R-PET-02", "R-PET-03", "R-PET-05"), tells=("handler/unit",), primary=True,
             public=N_("信访事项已受理，在规定的期限内办结。"), then=N_("办理期限自受理之日起算。")),
        Step(name="turn_away", label=N_("不予受理，引导、转送"), source=("registered",), target="elsewhere", by=OFFICE,
             stops=("voice.triage",), rules=("R-PET-03", "R-PET-07"), public=N_("已告知应走的途径。"),
             then=N_("书面告知信访人向哪里提出；检举控告材料不得转给被检举人。")),
        Step(name="extend", label=N_("延长办理期限"), source=("accepted",), by=("leader", "clerk"), drops=("voice.handle",),
             starts=("voice.handle_extended",), rules=("R-PET-05",), tells=("handler/unit", "keeper/keeps"),
             public=N_("情况复杂，办理期限已经延长。"), then=N_("只能延长一次，理由告知信访人。")),
        Step(name="reply", label=N_("作出处理意见"), source=("accepted",), target="replied", by=("handler/unit", *OFFICE),
             stops=("voice.handle", "voice.handle_extended"), starts=("voice.review",), rules=("R-PET-05", "R-PET-06"),
             primary=True, public=N_("信访事项已作出处理意见。"), then=N_("信访人可以自收到书面答复之日起在期限内请求复查。")),
        Step(name="ask_review", label=N_("请求复查"), source=("replied",), target="reviewing", by=("public",), acts_for=OFFICE,
             stops=("voice.review",), starts=("petition.review_answer",), rules=("R-PET-06",), tells=("clerk",),
             public=N_("已收到复查请求。"), then=N_("上一级机关自收到请求之日起在期限内作出复查意见。")),
        Step(name="review", label=N_("登记复查意见"), source=("reviewing",), target="reviewed", by=OFFICE,
             stops=("petition.review_answer",), starts=("voice.review",), rules=("R-PET-06",), primary=True,
             public=N_("已作出复查意见。"), then=N_("信访人可以自收到复查意见之日起在期限内请求复核。")),
        Step(name="ask_rereview", label=N_("请求复核"), source=("reviewed",), target="rereviewing", by=("public",),
             acts_for=OFFICE, stops=("voice.review",), starts=("petition.review_answer",), rules=("R-PET-06",), tells=("clerk",),
             public=N_("已收到复核请求。"), then=N_("自收到请求之日起在期限内提出复核意见。")),
        Step(name="rereview", label=N_("登记复核意见"), source=("rereviewing",), target="final", by=OFFICE,
             stops=("petition.review_answer",), rules=("R-PET-06",), primary=True, public=N_("已作出复核意见，信访事项终结。"),
             then=N_("仍以同一事实和理由提出的，不再受理。")),
        Step(name="finish", label=N_("期满终结"), source=("replied", "reviewed"), target="final", by=("clerk", "house"),
             drops=("*",), rules=("R-PET-06",), then=N_("信访人没有在期限内请求复查、复核。")),
        Step(name="end", label=N_("了结"), source=RUNNING, target="final", by=("house",), drops=("*",),
             then=N_("群众要求重新办理，原件了结。")),
    ],
)  # fmt: skip
