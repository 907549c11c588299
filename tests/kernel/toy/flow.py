"""The errand's table."""

from huying.rules.flow import Flow, Step


def not_locked(row) -> str:
    return "这件差事已经锁定。" if row.is_locked else ""


FLOW = Flow(
    "toy_errand",
    states={"open": "已提出", "working": "办理中", "done": "已办结"},
    steps=[
        Step(
            name="ask",
            label="提出",
            target="open",
            by=("deputy/author",),
            acts_for=("clerk",),
            starts=("suggestion.check",),
            tells=("clerk",),
        ),
        Step(name="load", label="导入", target="open", by=("house",)),
        Step(
            name="assign",
            label="交办",
            source=("open",),
            target="working",
            by=("clerk",),
            stops=("suggestion.check",),
            starts=("suggestion.reply", "suggestion.receipt"),
            needs=(not_locked,),
            tells=("handler/unit",),
            open_to_tenant=True,
        ),
        Step(
            name="remark",
            label="补充",
            source=("open", "working"),
            by=("deputy/author",),
            acts_for=("clerk",),
        ),
        Step(
            name="answer",
            label="答复",
            source=("working",),
            target="done",
            by=("handler/unit",),
            acts_for=("clerk",),
            stops=("suggestion.reply",),
            drops=("*",),
        ),
        Step(name="praise", label="好评", source=("done",), by=("house",)),
    ],
)
