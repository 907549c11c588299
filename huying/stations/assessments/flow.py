"""A place measured by a checklist: ticked item by item with proof, finished, confirmed by the office (S019–S022)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("admin", "clerk", "house")
KEEPER = ("keeper/of_station", "deputy/of_station")


def answered(row):
    return "" if not row.unanswered() else N_("还有检查项没有填。")


FLOW = Flow(
    "assessments",
    title=N_("达标检查"),
    sub=True,
    states={"open": N_("填报中"), "finished": N_("待确认"), "confirmed": N_("已确认"), "cancelled": N_("已取消")},
    steps=[
        Step(name="start", label=N_("开始检查"), target="open", by=(*OFFICE, "keeper", "deputy"), primary=True,
             tells=("keeper/of_station",), then=N_("逐项填写，附上照片或者材料，再提交确认。")),
        Step(name="tick", label=N_("填写一项"), source=("open",), by=(*OFFICE, *KEEPER)),
        Step(name="tick_rest", label=N_("其余不用附材料的各项都达标"), source=("open",), by=(*OFFICE, *KEEPER)),
        Step(name="finish", label=N_("提交确认"), source=("open",), target="finished", by=(*OFFICE, *KEEPER), primary=True,
             needs=(answered,), tells=("clerk",), then=N_("由人大机关核对材料后确认。")),
        Step(name="send_back", label=N_("退回补充"), source=("finished",), target="open", by=OFFICE, tells=("keeper/of_station",),
             then=N_("按意见补充以后重新提交。")),
        Step(name="confirm", label=N_("确认检查结果"), source=("finished",), target="confirmed", by=OFFICE, primary=True,
             tells=("keeper/of_station",), then=N_("没有达标的项列为差距；星级另行评定。")),
        Step(name="supersede", label=N_("由新的检查取代"), source=("confirmed",), by=("house",)),
        Step(name="cancel", label=N_("取消检查"), source=("open", "finished"), target="cancelled", by=OFFICE, danger=True,
             tells=("keeper/of_station",)),
    ],
)  # fmt: skip
