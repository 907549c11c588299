"""决议决定落实: one thing that a resolution tells a unit to do, with its day (R-OWN-87)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "leader")
UNIT = ("handler/unit",)


def is_in_force(row):
    return "" if row.resolution.state != "repealed" else N_("决议、决定已经废止。")


FLOW = Flow(
    "resolution_duties",
    title=N_("决议落实事项"),
    sub=True,
    states={"set": N_("落实中"), "reported": N_("已报告"), "done": N_("已落实"), "lifted": N_("不再要求")},
    steps=[
        Step(name="set", label=N_("列出落实事项"), target="set", by=OFFICE, needs=(is_in_force,), starts=("resolution.duty",),
             tells=UNIT,
             rules=("R-OWN-87", "R-BIL-26"), then=N_("到期以前提醒承办单位。")),
        Step(name="note", label=N_("记录进展"), source=("set",), by=(*UNIT, *OFFICE)),
        Step(name="report", label=N_("报告落实结果"), source=("set",), target="reported", by=UNIT, acts_for=("clerk",),
             tells=("clerk",),
             stops=("resolution.duty",), primary=True),
        Step(name="accept", label=N_("确认落实"), source=("reported",), target="done", by=OFFICE, primary=True, tells=UNIT,
             public=N_("决议事项已落实。")),
        Step(name="send_back", label=N_("退回继续落实"), source=("reported",), target="set", by=OFFICE,
             starts=("resolution.duty",),
             tells=UNIT),
        Step(name="lift", label=N_("不再要求"), source=("set", "reported"), target="lifted", by=OFFICE, danger=True, drops=("*",),
             tells=UNIT),
    ],
)  # fmt: skip
