"""会议纪要: written from the facts, corrected with the reason, circulated, checked, signed (R-OWN-86)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "leader")


SIGNERS = ("leader/presiding", "deputy/presiding")


def was_checked(row):
    return "" if row.checked_on else N_("还没有经工作人员核对。")


def has_signer(row):
    if row.presiding_members():
        return ""
    return N_("还没有登记这次会议由谁主持：请先在会议页“登记主持人”。")


FLOW = Flow(
    "minutes",
    title=N_("会议纪要"),
    sub=True,
    states={"drafted": N_("整理中"), "circulated": N_("征求意见"), "signed": N_("已签字")},
    steps=[
        Step(name="draft", label=N_("生成纪要"), target="drafted", by=("clerk",), rules=("R-OWN-86",), primary=True,
             then=N_("核对事实，需要改的写明理由。")),
        Step(name="refresh", label=N_("按事实重新生成"), source=("drafted",), by=("clerk",),
             then=N_("以前的改动在版本里看得到，要保留的重新写入。")),
        Step(name="correct", label=N_("更正纪要"), source=("drafted", "circulated"), by=OFFICE, rules=("R-OWN-86",),
             then=N_("改动逐处显示在旁边。")),
        Step(name="circulate", label=N_("送组成人员"), source=("drafted",), target="circulated", by=("clerk",), primary=True,
             tells=("deputy/readers", "leader/readers"), then=N_("组成人员可以提出意见。")),
        Step(name="remark", label=N_("提出意见"), source=("circulated",), by=("deputy/readers", "leader/readers"),
             acts_for=("clerk",),
             tells=("clerk",)),
        Step(name="check", label=N_("核对签字"), source=("drafted", "circulated"), by=("clerk",), rules=("R-OWN-86",),
             tells=SIGNERS, then=N_("由会议主持人签字。")),
        Step(name="sign", label=N_("主持人签字"), source=("drafted", "circulated"), target="signed", by=SIGNERS,
             acts_for=("clerk",),
             needs=(was_checked, has_signer), primary=True, rules=("R-OWN-86",), then=N_("纪要不再改动，会议可以归档。")),
    ],
)  # fmt: skip
