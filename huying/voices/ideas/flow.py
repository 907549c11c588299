"""意见: what somebody wrote to a call; each is answered adopted, partly or not adopted, with the reason (S055)."""

from huying.rules.flow import N_, Flow, Step

from .guards import call_is_not_published

OFFICE = ("clerk",)
EVERY = ("sent", "adopted", "partly", "refused")

FLOW = Flow(
    "ideas",
    title=N_("征集来的意见"),
    sub=True,
    states={
        "sent": N_("待答复"), "adopted": N_("采纳"), "partly": N_("部分采纳"), "refused": N_("未采纳"),
        "withheld": N_("不予处理"),
    },
    steps=[
        Step(name="send", label=N_("提意见"), target="sent", by=("public",), rules=("R-VOI-04",),
             public=N_("您的意见已收到。"), then=N_("凭编号和查询码可以看到答复。")),
        Step(name="enter", label=N_("代录意见"), target="sent", by=("keeper", "deputy", "clerk"), rules=("R-VOI-04",),
             then=N_("与网上提的意见一起研究答复。")),
        Step(name="adopt", label=N_("采纳"), source=EVERY, target="adopted", by=OFFICE, needs=(call_is_not_published,), bulk=True,
             primary=True, rules=("R-PET-08",), public=N_("您的意见已采纳。"), then=N_("答复告诉提意见的人。")),
        Step(name="adopt_partly", label=N_("部分采纳"), source=EVERY, target="partly", by=OFFICE, needs=(call_is_not_published,),
             bulk=True, rules=("R-PET-08",), public=N_("您的意见已部分采纳。"), then=N_("答复告诉提意见的人。")),
        Step(name="refuse", label=N_("不采纳"), source=EVERY, target="refused", by=OFFICE, needs=(call_is_not_published,),
             bulk=True,
             rules=("R-PET-08",), public=N_("您的意见没有采纳，理由见答复。"), then=N_("理由告诉提意见的人。")),
        Step(name="withhold", label=N_("不予处理"), source=EVERY, target="withheld", by=OFFICE, needs=(call_is_not_published,),
             danger=True, public=N_("您提的内容未予处理，理由见说明。"), then=N_("提意见的人凭编号可以看到理由。")),
    ],
)  # fmt: skip
