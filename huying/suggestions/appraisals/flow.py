"""办理工作测评: suggestions or units of a year are heard about and tested for satisfaction (S073, S010; R-SUP-24)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "leader")
CONCERNED = ("deputy/leads", "handler/tested_units")


def not_polled(row):
    return row.why_no_poll()


def alone(row):
    return N_("已经列入会议，由会议交付测评。") if row.heard else ""


def sent_alone(row):
    return N_("会议听取了专题汇报，由专题汇报页报送一次，这里随之登记。") if row.heard else ""


FLOW = Flow(
    "appraisals",
    title=N_("办理工作测评"),
    sub=True,
    states={
        "picked": N_("已选定"), "scheduled": N_("已列入会议"), "put": N_("测评中"), "tested": N_("已测评"),
        "sent": N_("结果已报送"), "dropped": N_("不再测评"),
    },
    steps=[
        Step(name="pick", label=N_("选定测评对象"), target="picked", by=OFFICE, rules=("R-SUP-24",), primary=True,
             then=N_("可以列入会议听取专题汇报，也可以单独测评。")),
        Step(name="change", label=N_("修改"), source=("picked",), by=OFFICE, needs=(not_polled,)),
        Step(name="schedule", label=N_("列入会议专题汇报"), source=("picked",), target="scheduled", by=("house",),
             tells=CONCERNED, then=N_("请承办单位准备汇报，请领衔代表准备评议。")),
        Step(name="unschedule", label=N_("会议不再听取"), source=("scheduled", "put"), target="picked", by=("house",),
             needs=(not_polled,), tells=CONCERNED),
        Step(name="put", label=N_("交付测评"), source=("picked", "put"), target="put", by=OFFICE, needs=(alone, not_polled),
             tells=CONCERNED, rules=("R-SUP-24",), then=N_("表决已经备好，在表决页开始；无记名测评。")),
        Step(name="put_there", label=N_("会议交付测评"), source=("picked", "scheduled", "put"), target="put", by=("house",),
             rules=("R-SUP-24",)),
        Step(name="take_result", label=N_("测评结果"), source=("put",), target="tested", by=("house",), rules=("R-SUP-24",),
             tells=("clerk", *CONCERNED), then=N_("未达到满意的，按本级设置再次报告或者重新办理。")),
        Step(name="send_result", label=N_("报送测评结果"), source=("tested",), target="sent", by=OFFICE, needs=(sent_alone,),
             primary=True),
        Step(name="sent_there", label=N_("会议报送测评结果"), source=("tested",), target="sent", by=("house",)),
        Step(name="drop", label=N_("不再测评"), source=("picked", "put"), target="dropped", by=OFFICE, needs=(not_polled,),
             danger=True),
    ],
)  # fmt: skip
