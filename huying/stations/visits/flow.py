"""走访: planned or recorded on the spot; what was found becomes voices, and the visit shows which of them were solved."""

from huying.rules.flow import N_, Flow, Step

HOST = ("deputy/host", "leader/host", "keeper/host", "clerk/host")
PEOPLE = ("deputy", "leader", "keeper", "clerk")


def has_untold(row):
    return "" if any(not f.get("number") for f in row.findings) else N_("没有还没登记的发现。")


FLOW = Flow(
    "visits",
    title=N_("走访"),
    sub=True,
    states={"planned": N_("计划走访"), "done": N_("已走访"), "cancelled": N_("已取消")},
    steps=[
        Step(name="plan", label=N_("计划一次走访"), target="planned", by=PEOPLE, tells=HOST[:2],
             then=N_("走访当天在手机上记录。")),
        Step(name="note", label=N_("记录一次走访"), target="done", by=PEOPLE, primary=True,
             then=N_("写下的问题自动登记为民情，办到哪一步在这里看得到。")),
        Step(name="record", label=N_("记录走访情况"), source=("planned",), target="done", by=HOST, acts_for=("clerk",),
             primary=True, then=N_("写下的问题自动登记为民情，办到哪一步在这里看得到。")),
        Step(name="move", label=N_("改期"), source=("planned",), by=(*HOST, "clerk"), tells=HOST[:2]),
        Step(name="cancel", label=N_("取消"), source=("planned",), target="cancelled", by=(*HOST, "clerk"), danger=True),
        Step(name="add_finding", label=N_("补记一个问题"), source=("done",), by=HOST, acts_for=("clerk",)),
        Step(name="tie", label=N_("登记为民情"), source=("done",), by=("house",), needs=(has_untold,)),
        Step(name="hear_outcome", label=N_("问题有了结果"), source=("done",), by=("house",), tells=HOST[:3],
             then=N_("可以回访告诉群众。")),
    ],
)  # fmt: skip
