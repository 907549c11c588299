"""修正案: to one paragraph of a text; put to the vote one by one before the whole (R-OWN-85)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "leader")
MOVER = ("deputy/own", "leader/own")


def text_is_open(row):
    return "" if row.motion.state == "tabled" else N_("表决稿已定，不能再提修正案。")


def not_polled(row):
    return row.why_no_poll()


def does_not_clash(row):
    return row.why_clash()


FLOW = Flow(
    "amendments",
    title=N_("修正案"),
    sub=True,
    states={
        "tabled": N_("待表决"),
        "put": N_("已交付表决"),
        "carried": N_("已采纳"),
        "lost": N_("未采纳"),
        "withdrawn": N_("已撤回"),
        "moot": N_("不再表决"),
    },
    steps=[
        Step(name="table", label=N_("提出修正案"), target="tabled", by=MOVER, acts_for=OFFICE, needs=(text_is_open,),
             tells=("clerk",),
             then=N_("主持人按次序交付表决。")),
        Step(name="put", label=N_("交付表决"), source=("tabled",), target="put", by=OFFICE, needs=(text_is_open, does_not_clash),
             rules=("R-OWN-85", "R-STR-19"), primary=True, then=N_("在表决页备好名单，由主持人开始表决。")),
        Step(name="take_back", label=N_("撤回交付"), source=("put",), target="tabled", by=OFFICE, needs=(not_polled,)),
        Step(name="carry", label=N_("表决采纳"), source=("put",), target="carried", by=("house",)),
        Step(name="lose", label=N_("表决未采纳"), source=("put",), target="lost", by=("house",)),
        Step(name="withdraw", label=N_("撤回"), source=("tabled",), target="withdrawn", by=MOVER, acts_for=OFFICE),
        Step(name="moot", label=N_("不再表决"), source=("tabled",), target="moot", by=OFFICE,
             then=N_("与已采纳的修正案冲突等原因，写明理由。")),
    ],
)  # fmt: skip
