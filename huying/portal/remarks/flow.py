"""What people say of the congress's own work: answered, and question and answer stand on the portal (S229)."""

from huying.rules.flow import N_, Flow, Step

FLOW = Flow(
    "remarks",
    title=N_("对人大工作的意见"),
    sub=True,
    states={"received": N_("待答复"), "answered": N_("已公开答复"), "declined": N_("不予公开")},
    steps=[
        Step(name="remark", label=N_("提意见"), target="received", by=("public",), starts=("portal.remark",),
             rules=("R-OWN-70",), tells=("clerk", "leader"), then=N_("由常委会机关答复，意见和答复一起公开。")),
        Step(name="answer", label=N_("公开答复"), source=("received",), target="answered", by=("clerk", "leader"),
             stops=("portal.remark",), primary=True, public=N_("已公开答复。"), then=N_("意见和答复一起出现在门户上。")),
        Step(name="decline", label=N_("不予公开"), source=("received",), target="declined", by=("clerk", "leader"),
             drops=("portal.remark",), danger=True, then=N_("原文不公开，理由和件数公开。")),
        Step(name="answer_again", label=N_("补充答复"), source=("answered",), by=("clerk", "leader"),
             public=N_("答复有补充。")),
        Step(name="reconsider", label=N_("重新处理"), source=("declined",), target="received", by=("leader",),
             starts=("portal.remark",)),
    ],
)  # fmt: skip
