"""议程的一项: drafted, adopted with the agenda, taken up, done; or put off or struck out (R-STR-20, R-STR-26)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "leader")
LISTED = ("draft", "adopted")
BEGUN = ("current", "done")  # only then a vote on it may be opened
LEFT = ("untaken", "deferred")


def was_left(row):
    """What still stands on the agenda of a sitting that will be held needs no other one."""
    if row.state in LEFT or row.sitting.state == "cancelled":
        return ""
    return N_("会议还没有开，议题不用转到下次会议。")


FLOW = Flow(
    "agenda",
    title=N_("议题"),
    sub=True,
    states={
        "draft": N_("拟列入"),
        "adopted": N_("已列入议程"),
        "current": N_("正在进行"),
        "done": N_("已办"),
        "deferred": N_("暂不审议"),
        "untaken": N_("未进行"),
        "carried": N_("转下次会议"),
        "dropped": N_("未列入"),
    },
    steps=[
        Step(name="propose", label=N_("提出议题"), target="draft", by=(*OFFICE, "house"), rules=("R-STR-26", "R-OWN-80"),
             then=N_("议程草案由主任会议（乡级由主席团）确定。")),
        Step(name="edit", label=N_("修改议题"), source=LISTED, by=OFFICE),
        Step(name="move", label=N_("调整顺序"), source=LISTED, by=OFFICE, rules=("R-OWN-80",)),
        Step(name="adopt", label=N_("列入议程"), source=("draft",), target="adopted", by=(*OFFICE, "house"), bulk=True,
             rules=("R-STR-20", "R-STR-26"), primary=True),
        Step(name="drop", label=N_("不列入"), source=LISTED, target="dropped", by=OFFICE, danger=True),
        Step(name="take_up", label=N_("开始这一项"), source=("adopted", "deferred"), target="current", by=OFFICE, primary=True),
        Step(name="finish", label=N_("这一项结束"), source=("current",), target="done", by=(*OFFICE, "house"), primary=True),
        Step(name="put", label=N_("交付表决"), source=("adopted", "current", "done"), by=(*OFFICE, "house"),
             rules=("R-STR-19", "R-OWN-84"), then=N_("表决已备好名单，由主持人开始表决。")),
        Step(name="settle", label=N_("登记表决结果"), source=("adopted", "current", "done"), by=("house",),
             public=N_("表决结果已公布。")),
        Step(name="lay_stages", label=N_("排审议程序"), source=(*LISTED, "current"), by=OFFICE,
             then=N_("环节和先后写进议程。")),
        Step(name="pass_stage", label=N_("这一环节结束"), source=("current",), by=OFFICE),
        Step(name="defer", label=N_("暂不审议"), source=("adopted", "current"), target="deferred", by=OFFICE,
             then=N_("可以在以后的会议上再审议。")),
        Step(name="leave", label=N_("闭会时没有进行"), source=("adopted",), target="untaken", by=("house",)),
        Step(name="carry", label=N_("转下次会议"), source=(*LISTED, *LEFT), target="carried", by=(*OFFICE, "house"),
             needs=(was_left,), primary=True, then=N_("列入下次会议的议程草案；下次会议还没有排定的，排定时自动列入。")),
    ],
)  # fmt: skip
