"""审议意见: drawn from speeches, agreed, handed to the unit, reported on, judged (监督法 第十七条; R-SUP-06, R-SUP-07)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "leader")
UNIT = ("handler/unit",)


def has_text(row):
    return "" if row.text.strip() else N_("还没有正文。")


def is_whole(row):
    return (
        ""
        if row.material_of_report()
        else N_("报告、审议意见和研究处理情况的报告都有了才能归档（监督法第十七条）。")
    )


FLOW = Flow(
    "deliberations",
    title=N_("审议意见"),
    sub=True,
    states={
        "drafted": N_("起草中"),
        "agreed": N_("已同意"),
        "sent": N_("研究处理中"),
        "reported": N_("已报告"),
        "closed": N_("已办结"),
        "dropped": N_("不再交办"),
    },
    steps=[
        Step(name="draft", label=N_("起草审议意见"), target="drafted", by=OFFICE, primary=True, rules=("R-SUP-06",),
             then=N_("从发言里摘取要点，整理成文。")),
        Step(name="edit", label=N_("修改"), source=("drafted",), by=OFFICE),
        Step(name="agree", label=N_("同意交办"), source=("drafted",), target="agreed", by=OFFICE, needs=(has_text,), primary=True,
             starts=("deliberation.handover",), rules=("R-SUP-06",), then=N_("按期交有关机关研究处理。")),
        Step(name="send", label=N_("交办"), source=("agreed",), target="sent", by=OFFICE, primary=True,
             stops=("deliberation.handover",), starts=("deliberation.report",), tells=UNIT, rules=("R-SUP-06",),
             public=N_("审议意见已交有关机关研究处理。"), then=N_("承办机关书面报告研究处理情况。")),
        Step(name="report", label=N_("报告研究处理情况"), source=("sent",), target="reported", by=UNIT, acts_for=("clerk",),
             stops=("deliberation.report", "deliberation.report_again"), tells=("clerk",), primary=True, rules=("R-SUP-06",),
             then=N_("由人大常委会审查。")),
        Step(name="send_back", label=N_("退回再报告"), source=("reported",), target="sent", by=OFFICE,
             starts=("deliberation.report_again",), tells=UNIT, rules=("R-SUP-06",)),
        Step(name="close", label=N_("办结"), source=("reported",), target="closed", by=OFFICE, needs=(is_whole,), primary=True,
             tells=UNIT, rules=("R-SUP-07",), public=N_("研究处理情况的报告已经审查办结。")),
        Step(name="drop", label=N_("不再交办"), source=("drafted", "agreed"), target="dropped", by=OFFICE, danger=True,
             drops=("*",)),
    ],
)  # fmt: skip
