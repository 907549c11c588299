"""发言: asked for, called, spoken, recorded, signed; questions get their answers (R-BIL-12, R-BIL-27, R-BIL-28)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "leader")
SPEAKER = ("deputy/own", "leader/own", "handler/own")


def is_running(row):
    return "" if row.sitting.state == "open" else N_("会议没有在进行，不能请人发言。")


def floor_is_free(row):
    return N_("还有人正在发言，请先结束他的发言。") if row.others_speaking() else ""


def not_sealed(row):
    return N_("纪要已经签字，发言记录不再改动。") if row.sitting.state in ("minuted", "archived") else ""


def is_question(row):
    return "" if row.way == "question" else N_("只有询问才需要答复。")


def has_record(row):
    return "" if row.text or row.summary else N_("还没有发言记录。")


FLOW = Flow(
    "speeches",
    title=N_("发言"),
    sub=True,
    states={
        "asked": N_("等待发言"),
        "speaking": N_("正在发言"),
        "spoken": N_("已发言"),
        "signed": N_("本人已核签"),
        "withdrawn": N_("已取消"),
    },
    steps=[
        Step(name="ask", label=N_("要求发言"), target="asked", by=SPEAKER, acts_for=OFFICE, rules=("R-BIL-27",), primary=True,
             then=N_("主持人按名单先后请人发言。")),
        Step(name="move", label=N_("调整次序"), source=("asked",), by=OFFICE),
        Step(name="call", label=N_("请发言"), source=("asked",), target="speaking", by=OFFICE, primary=True,
             needs=(is_running, floor_is_free), rules=("R-BIL-28",), tells=("deputy/own", "leader/own", "handler/own"),
             then=N_("计时开始，屏幕上显示剩余时间。")),
        Step(name="extend", label=N_("延长发言时间"), source=("speaking",), by=OFFICE, rules=("R-BIL-28",)),
        Step(name="end", label=N_("发言结束"), source=("speaking",), target="spoken", by=(*SPEAKER, *OFFICE), primary=True,
             then=N_("补记发言要点，由本人核签。")),
        Step(name="note", label=N_("记录发言"), source=("speaking", "spoken", "signed"), target="spoken", by=(*SPEAKER, *OFFICE),
             needs=(not_sealed,), then=N_("本人核对以后签字。")),
        Step(name="sign", label=N_("核签发言记录"), source=("spoken",), target="signed", by=SPEAKER, acts_for=OFFICE,
             needs=(has_record, not_sealed), primary=True),
        Step(name="answer", label=N_("答复询问"), source=("speaking", "spoken", "signed"), by=("handler/answering", *OFFICE),
             needs=(is_question, not_sealed), rules=("R-BIL-12",), tells=("deputy/own", "leader/own")),
        Step(name="withdraw", label=N_("取消发言"), source=("asked",), target="withdrawn", by=(*SPEAKER, *OFFICE)),
    ],
)  # fmt: skip
