"""专题汇报、评议、测评 (S073): commented on by deputies, tested, sent to the Party committee (R-SUP-24)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "leader")


def not_polled(row):
    return row.why_no_poll()


FLOW = Flow(
    "hearings",
    title=N_("专题汇报测评"),
    sub=True,
    states={"arranged": N_("待测评"), "tested": N_("已测评"), "sent": N_("结果已报送"), "dropped": N_("不再测评")},
    steps=[
        Step(name="arrange", label=N_("安排专题汇报"), target="arranged", by=OFFICE, primary=True, rules=("R-SUP-24",),
             tells=("deputy/leads", "handler/tested_units"), then=N_("请领衔代表准备评议。")),
        Step(name="change", label=N_("修改"), source=("arranged",), by=OFFICE, needs=(not_polled,)),
        Step(name="comment", label=N_("代表评议"), source=("arranged", "tested"), by=("deputy/leads",), acts_for=OFFICE,
             tells=("clerk",)),
        Step(name="put", label=N_("交付测评"), source=("arranged",), by=OFFICE, needs=(not_polled,), primary=True,
             rules=("R-SUP-24",), then=N_("在表决页备好名单，无记名测评。")),
        Step(name="take_result", label=N_("测评结果"), source=("arranged",), target="tested", by=("house",),
             tells=("deputy/leads", "handler/tested_units"), public=N_("专题测评结果已宣布。")),
        Step(name="send_result", label=N_("报送测评结果"), source=("tested",), target="sent", by=OFFICE, primary=True),
        Step(name="drop", label=N_("不再测评"), source=("arranged",), target="dropped", by=OFFICE, danger=True,
             needs=(not_polled,)),
    ],
)  # fmt: skip
