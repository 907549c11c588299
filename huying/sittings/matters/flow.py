"""重大事项: the yearly list, proposed, put on the agenda of a sitting, decided (S145; 地方组织法 第五十条; R-BIL-26)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "leader")


def has_item(row):
    return "" if row.item_id else N_("还没有列入会议议程。")


FLOW = Flow(
    "matters",
    title=N_("重大事项"),
    sub=True,
    states={
        "listed": N_("已列入年度清单"),
        "submitted": N_("议案已提交"),
        "scheduled": N_("已列入议程"),
        "decided": N_("已作决定"),
        "passed_on": N_("意见已转办"),
        "dropped": N_("不再提请"),
    },
    steps=[
        Step(name="list_matter", label=N_("列入年度清单"), target="listed", by=OFFICE, primary=True, rules=("R-BIL-26",),
             tells=("handler/unit",), then=N_("由提请机关按计划提出议案或者报告。")),
        Step(name="change", label=N_("修改"), source=("listed", "submitted"), by=OFFICE),
        Step(name="submit", label=N_("提交议案或者报告"), source=("listed",), target="submitted", by=("handler/unit",),
             acts_for=("clerk",), primary=True, tells=("clerk",), then=N_("由主任会议决定列入哪次会议。")),
        Step(name="schedule", label=N_("列入议程"), source=("listed", "submitted"), target="scheduled", by=OFFICE, primary=True,
             tells=("handler/unit",)),
        Step(name="decide", label=N_("登记决定"), source=("scheduled",), target="decided", by=(*OFFICE, "house"),
             needs=(has_item,),
             rules=("R-BIL-26", "R-OWN-88"), primary=True, tells=("handler/unit",), public=N_("重大事项已作决定。")),
        Step(name="pass_on", label=N_("不作决定，意见转办"), source=("scheduled",), target="passed_on", by=OFFICE,
             rules=("R-BIL-26",), tells=("handler/unit",)),
        Step(name="drop", label=N_("不再提请"), source=("listed", "submitted"), target="dropped", by=OFFICE, danger=True),
    ],
)  # fmt: skip
