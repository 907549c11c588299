"""整改报告: who failed a test of satisfaction reports again within the clock; the office judges the report (R-SUP-24)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "leader")
UNIT = ("handler/unit",)

FLOW = Flow(
    "remedies",
    title=N_("整改报告"),
    sub=True,
    states={"asked": N_("待报告"), "reported": N_("待审查"), "accepted": N_("已认可"), "waived": N_("不再要求")},
    steps=[
        Step(name="ask", label=N_("要求再次报告"), target="asked", by=("house",), starts=("suggestion.remedy",), tells=UNIT,
             rules=("R-SUP-24",), then=N_("请在期限内报告整改情况。")),
        Step(name="report", label=N_("报告整改情况"), source=("asked",), target="reported", by=UNIT, stops=("suggestion.remedy",),
             tells=("clerk",), primary=True, then=N_("由人大机关审查。")),
        Step(name="send_back", label=N_("退回重报"), source=("reported",), target="asked", by=OFFICE, tells=UNIT,
             starts=("suggestion.remedy",), then=N_("期限从退回之日重新起算。")),
        Step(name="accept", label=N_("认可整改"), source=("reported",), target="accepted", by=OFFICE, primary=True, tells=UNIT),
        Step(name="waive", label=N_("不再要求"), source=("asked", "reported"), target="waived", by=OFFICE, drops=("*",),
             tells=UNIT, danger=True),
    ],
)  # fmt: skip
