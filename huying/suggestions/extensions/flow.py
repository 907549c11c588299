"""延期: a unit asks to answer within six months of the assignment (代表法 第五十一条第二款; R-SUG-13, R-SUG-14)."""

from huying.rules.flow import N_, Flow, Step

FLOW = Flow(
    "extensions",
    title=N_("延期申请"),
    sub=True,
    states={"asked": N_("待批"), "granted": N_("同意"), "refused": N_("不同意"), "moot": N_("已失效")},
    steps=[
        Step(name="ask", label=N_("申请延期"), target="asked", by=("handler/unit",), tells=("clerk",), rules=("R-SUG-14",),
             then=N_("同意以前，原期限不变。")),
        Step(name="grant", label=N_("同意延期"), source=("asked",), target="granted", by=("clerk",), primary=True,
             tells=("handler/unit",), rules=("R-SUG-13", "R-SUG-14"), then=N_("答复期限改为自交办之日起六个月，并告知代表。")),
        Step(name="refuse", label=N_("不同意延期"), source=("asked",), target="refused", by=("clerk",), tells=("handler/unit",),
             rules=("R-SUG-14",), then=N_("仍按原期限答复。")),
        Step(name="lapse", label=N_("申请失效"), source=("asked",), target="moot", by=("house", "clerk"), tells=("handler/unit",),
             then=N_("已经答复、退办或者超过原期限的申请不再处理。")),
    ],
)  # fmt: skip
