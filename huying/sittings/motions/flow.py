"""交付表决的文本: tabled, amended paragraph by paragraph, fixed, put to the vote, decided (R-OWN-85, R-BIL-06)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "leader")


def no_open_amendments(row):
    return N_("还有修正案没有处理，先逐件表决或者撤回。") if row.open_amendments().exists() else ""


def no_amendments(row):
    return N_("已经有人对这个文本提出修正案，不能直接换文本。") if row.has_amendments() else ""


def not_polled(row):
    return row.why_no_poll()


def is_deliberated(row):
    return row.why_not_collective()


FLOW = Flow(
    "motions",
    title=N_("表决文本"),
    sub=True,
    states={
        "tabled": N_("审议中"),
        "fixed": N_("表决稿已定"),
        "carried": N_("已通过"),
        "lost": N_("未通过"),
        "withdrawn": N_("已撤回"),
    },
    steps=[
        Step(name="table", label=N_("提出表决文本"), target="tabled", by=OFFICE, primary=True,
             then=N_("组成人员可以逐段提出修正案。")),
        Step(name="revise", label=N_("更换文本"), source=("tabled",), by=OFFICE, needs=(no_amendments,)),
        Step(name="fix", label=N_("定表决稿"), source=("tabled",), target="fixed", by=OFFICE, needs=(no_open_amendments,),
             rules=("R-OWN-85",), primary=True, then=N_("由通过的修正案合成表决稿，交付表决。")),
        Step(name="reopen", label=N_("退回审议"), source=("fixed",), target="tabled", by=OFFICE, needs=(not_polled,)),
        Step(name="put", label=N_("交付表决"), source=("fixed",), by=OFFICE, needs=(not_polled, is_deliberated), primary=True,
             rules=("R-STR-19", "R-OWN-88"), then=N_("在表决页备好名单，由主持人开始表决。")),
        Step(name="carry", label=N_("表决通过"), source=("fixed",), target="carried", by=("house",), public=N_("表决通过。"),
             tells=("clerk",)),
        Step(name="lose", label=N_("表决未通过"), source=("fixed",), target="lost", by=("house",), tells=("clerk",),
             public=N_("表决没有通过。")),
        Step(name="withdraw", label=N_("撤回"), source=("tabled", "fixed"), target="withdrawn", by=OFFICE, needs=(not_polled,),
             danger=True, then=N_("撤回的不再表决。")),
    ],
)  # fmt: skip
