"""征求意见: a subject and a period; every idea is answered, the result is published (S055)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk",)

FLOW = Flow(
    "calls",
    title=N_("征集意见"),
    sub=True,
    states={
        "draft": N_("起草"), "open": N_("征集中"), "closed": N_("研究答复中"), "published": N_("已公布结果"),
        "down": N_("已撤下"),
    },
    steps=[
        Step(name="draft", label=N_("发起征集"), target="draft", by=OFFICE, primary=True,
             then=N_("写好后发布，群众就可以提意见。")),
        Step(name="change", label=N_("修改征集"), source=("draft",), by=OFFICE),
        Step(name="open", label=N_("发布征集"), source=("draft",), target="open", by=OFFICE, primary=True, rules=("R-VOI-04",),
             public=N_("开始征集意见。"), then=N_("群众不用注册就可以提意见，到期自动截止。")),
        Step(name="prolong", label=N_("延长征集"), source=("open",), by=OFFICE, public=N_("征集时间已经延长。")),
        Step(name="close", label=N_("截止"), source=("open",), target="closed", by=(*OFFICE, "house"), starts=("calls.answer",),
             rules=("R-VOI-04",), tells=("clerk",), public=N_("征集已经截止，正在研究答复。"),
             then=N_("逐条答复采纳或者不采纳及理由，再公布结果。")),
        Step(name="publish", label=N_("公布结果"), source=("closed",), target="published", by=OFFICE, stops=("calls.answer",),
             primary=True, rules=("R-PET-08", "R-VOI-04"), public=N_("征集结果已经公布。"), then=N_("结果和数字公开可查。")),
        Step(name="take_down", label=N_("撤下"), source=("open", "closed", "published"), target="down", by=OFFICE, drops=("*",),
             danger=True, then=N_("公开页面只留下一条撤下记录和理由。")),
    ],
)  # fmt: skip
