"""法律援助咨询: a voice asks for legal advice; a time is booked, the question answered, a lawsuit shown its way (S054)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("keeper/keeps", "clerk")
RUNNING = ("asked", "booked")

FLOW = Flow(
    "aid",
    title=N_("法律援助"),
    sub=True,
    states={
        "asked": N_("待预约"), "booked": N_("已预约"), "advised": N_("已解答"), "referred": N_("已引导"), "ended": N_("已了结"),
    },
    steps=[
        Step(name="open", label=N_("提出咨询"), target="asked", by=("house",), starts=("aid.reply",), rules=("R-VOI-02",),
             tells=("keeper/keeps",), then=N_("约定咨询的时间、地点和人。")),
        Step(name="book", label=N_("预约咨询"), source=RUNNING, target="booked", by=OFFICE, rules=("R-VOI-02",),
             primary=True, public=N_("已为您预约法律咨询，时间和地点见下。"),
             then=N_("群众查进度时看得到时间和地点；留了手机号的会收到短信。")),
        Step(name="miss", label=N_("没有到场"), source=("booked",), target="asked", by=OFFICE,
             then=N_("再约一个时间，或者了结。")),
        Step(name="advise", label=N_("解答"), source=RUNNING, target="advised", by=OFFICE, stops=("aid.reply",),
             rules=("R-VOI-02",), public=N_("已解答您的法律问题。"), then=N_("解答的要点告诉群众，群众可以评价。")),
        Step(name="refer", label=N_("引导诉讼、仲裁等"), source=RUNNING, target="referred", by=OFFICE, stops=("aid.reply",),
             rules=("R-PET-07", "R-VOI-02"), public=N_("已为您指明应走的途径。"), then=N_("群众按指引到有权处理的机关办理。")),
        Step(name="cancel", label=N_("取消"), source=RUNNING, target="ended", by=OFFICE, drops=("*",), danger=True,
             then=N_("理由告诉群众。")),
        Step(name="end", label=N_("了结"), source=RUNNING, target="ended", by=("house",), drops=("*",),
             then=N_("群众要求重新办理，原预约了结。")),
    ],
)  # fmt: skip
