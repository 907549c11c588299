"""旁听、列席意见: what observers wrote and attending deputies said, and the answer to it (S149, S150)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "leader")

FLOW = Flow(
    "sitting_opinions",
    title=N_("旁听列席意见"),
    sub=True,
    states={"given": N_("待答复"), "answered": N_("已答复"), "noted": N_("留作参考")},
    steps=[
        Step(name="give", label=N_("提出意见"), target="given", by=("deputy", *OFFICE),
             tells=("clerk",), then=N_("办公室整理答复，或者转有关方面研究。")),
        Step(name="write", label=N_("写旁听意见"), target="given", by=("public",), tells=("clerk",),
             then=N_("凭编号和查询码看答复。")),
        Step(name="answer", label=N_("答复"), source=("given",), target="answered", by=OFFICE, primary=True,
             tells=("deputy/author",), public=N_("意见已答复。")),
        Step(name="note", label=N_("留作参考"), source=("given",), target="noted", by=OFFICE, tells=("deputy/author",)),
    ],
)  # fmt: skip
