"""办理: one unit's part in a suggestion: receipt, return, talk, co-opinion, reply (代表法 第五十一条第二款; R-SUG-09…13)."""

from huying.rules.flow import N_, Flow, Step

UNIT = ("handler/unit",)
ASSIGNER = ("clerk/is_first_stage", "handler/superior")  # whoever assigned decides on a return


def answers(row):
    return N_("协办单位向主办单位提出意见，不单独答复代表。") if row.role == "co" else ""


def gives_opinion(row):
    return "" if row.role == "co" else N_("只有协办单位提出会办意见。")


def phone_is_shared(row):
    return row.why_no_phone()


def no_wish_waits(row):
    return N_("已经请求过，正在等代表或者人大机关联系。") if row.call_wished_on else ""


def a_wish_waits(row):
    return "" if row.call_wished_on else N_("没有等待联系的请求。")


def first_round(row):
    return "" if row.round == 1 else N_("重新办理时不能申请退办。")


def not_asked_before(row):
    return N_("已经申请过退办，交办机构没有同意，应当继续办理。") if row.return_reason else ""


def can_split(row):
    return "" if row.may_split() else N_("没有可以分办的下属单位。")


def talked(row):
    return row.why_not_reply()


def lead_waits(row):
    return "" if row.suggestion.state == "assigned" else N_("建议已经答复，不能再退回会办意见。")


def unit_has_ended(row):
    still = N_("承办单位没有停用；不属于它职责的，由它申请退办。")
    return still if row.unit.is_active else ""


def needs_nobody(row):
    return unit_has_ended(row) or row.why_not_let_go()


def not_begun(row):
    return N_("下属单位已经签收，不能收回。") if row.children_received() else ""


FLOW = Flow(
    "handlings",
    title=N_("办理"),
    sub=True,
    states={
        "offered": N_("待签收"),
        "received": N_("办理中"),
        "asked": N_("申请退办"),
        "split": N_("已分办"),
        "replied": N_("已办复"),
        "returned": N_("已退办"),
        "cancelled": N_("已取消"),
    },
    steps=[
        Step(name="offer", label=N_("分送承办单位"), target="offered", by=("house",), tells=UNIT,
             starts=("suggestion.receipt", "suggestion.opinion", "suggestion.reply",
                     "suggestion.reply_extended"),
             rules=("R-SUG-06", "R-SUG-09", "R-SUG-13"), then=N_("请签收。")),
        Step(name="receive", label=N_("签收"), source=("offered",), target="received", by=UNIT, primary=True, bulk=True,
             stops=("suggestion.receipt",), starts=("suggestion.contact", "suggestion.opinion"),
             then=N_("答复以前应当与代表联系沟通。")),
        Step(name="urge", label=N_("催办"), source=("offered", "received", "asked", "split"), by=("clerk", "leader"), bulk=True,
             tells=UNIT, then=N_("承办单位会收到催办通知。")),
        Step(name="log_contact", label=N_("记录沟通"), source=("received", "replied"), by=(*UNIT, "clerk"), needs=(answers,),
             stops=("suggestion.contact",), rules=("R-SUG-11",), then=N_("沟通情况代表可以看到。")),
        Step(name="see_phone", label=N_("查看代表电话"), source=("received", "split"), by=UNIT, needs=(answers, phone_is_shared),
             discreet=True, rules=("R-SUG-11",), then=N_("查看的人和理由会记入办理记录。")),
        Step(name="ask_call", label=N_("请代表联系本单位"), source=("received", "split"), by=UNIT, needs=(answers, no_wish_waits),
             tells=("clerk", "deputy/lead_author"), rules=("R-SUG-11",), then=N_("由人大机关转达；代表回电或者约时间。")),
        Step(name="answer_call", label=N_("回应联系请求"), source=("received", "split", "replied"),
             by=("clerk", "deputy/lead_author"), needs=(a_wish_waits,), tells=UNIT, rules=("R-SUG-11",)),
        Step(name="withhold_phone", label=N_("代表不再同意查看手机号"),
             source=("offered", "received", "asked", "split", "replied", "returned", "cancelled"), by=("house",)),
        Step(name="ask_return", label=N_("申请退办"), source=("offered", "received"), target="asked", by=UNIT,
             needs=(first_round, not_asked_before), starts=("suggestion.reassign",),
             tells=ASSIGNER, rules=("R-SUG-10",), then=N_("交办机构同意以前，仍由本单位负责，不得自行转交。")),
        Step(name="grant_return", label=N_("同意退办并改交"), source=("asked",), target="returned", by=ASSIGNER, primary=True,
             stops=("suggestion.reassign",), drops=("*",), tells=UNIT, rules=("R-SUG-10",)),
        Step(name="refuse_return", label=N_("不同意退办"), source=("asked",), target="received", by=ASSIGNER,
             stops=("suggestion.reassign", "suggestion.receipt"), starts=("suggestion.contact", "suggestion.opinion"),
             tells=UNIT, rules=("R-SUG-10",), then=N_("该单位应当继续办理。")),
        # the unit was closed: its duties go on with another one, and so do all days that were running
        Step(name="hand_on", label=N_("改由其他单位办理"), source=("offered", "received", "asked"), target="offered",
             by=("clerk", "handler/superior"), needs=(unit_has_ended,), bulk=True,
             drops=("suggestion.reassign", "suggestion.receipt"), starts=("suggestion.receipt",),
             tells=(*UNIT, "handler/superior", "handler/lead", "deputy/lead_author"), rules=("R-SUG-06",),
             then=N_("新的承办单位签收办理；答复期限不变。")),
        Step(name="succeed", label=N_("由承接机关接办"), source=("split",), by=("clerk",), needs=(unit_has_ended,),
             tells=(*UNIT, "deputy/lead_author"), rules=("R-SUG-06",), then=N_("已经分办的各部门继续办理；期限不变。")),
        Step(name="let_go", label=N_("停用单位不再办理"), source=("offered", "received", "asked"), target="cancelled",
             by=("clerk", "handler/superior"), needs=(needs_nobody,), drops=("*",),
             tells=("handler/superior", "handler/lead"), rules=("R-SUG-09",), then=N_("其他承办单位继续办理。")),
        Step(name="split", label=N_("分办"), source=("received",), target="split", by=UNIT, needs=(can_split, first_round),
             drops=("suggestion.contact", "suggestion.opinion"), rules=("R-SUG-06", "R-SUG-09"),
             then=N_("各承办部门签收办理。")),
        Step(name="unsplit", label=N_("收回分办"), source=("split",), target="received", by=UNIT, needs=(not_begun,),
             starts=("suggestion.contact", "suggestion.opinion")),
        Step(name="give_opinion", label=N_("提出会办意见"), source=("received",), target="replied", by=UNIT, primary=True,
             needs=(gives_opinion,), stops=("suggestion.opinion", "suggestion.opinion_redo"),
             tells=("handler/lead",), rules=("R-SUG-09",), then=N_("会办意见送主办单位。")),
        Step(name="send_back_opinion", label=N_("退回会办意见"), source=("replied",), target="received", by=("handler/lead",),
             needs=(gives_opinion, lead_waits), starts=("suggestion.opinion_redo",), tells=UNIT, rules=("R-SUG-09",),
             then=N_("协办单位应当重新提出会办意见。")),
        Step(name="reply", label=N_("答复"), source=("received",), target="replied", by=UNIT, primary=True,
             needs=(answers, talked), drops=("suggestion.contact",),
             stops=("suggestion.reply", "suggestion.reply_extended", "suggestion.redo"),
             rules=("R-SUG-11", "R-SUG-12", "R-SUG-13", "R-SUG-16"), then=N_("答复送代表，由代表评价。")),
        Step(name="conclude", label=N_("下属单位均已办复"), source=("split",), target="replied", by=("house",), drops=("*",)),
        Step(name="extend", label=N_("延长答复期限"), source=("offered", "received", "asked", "split"), by=("house",), tells=UNIT,
             drops=("suggestion.reply",), starts=("suggestion.reply_extended",), rules=("R-SUG-13", "R-SUG-14")),
        Step(name="reopen", label=N_("重新办理"), source=("replied",), target="received", by=("house",), tells=UNIT,
             starts=("suggestion.redo",), rules=("R-SUG-19",)),
        Step(name="resume", label=N_("分办单位重新办理"), source=("replied",), target="split", by=("house",), tells=UNIT),
        Step(name="cancel", label=N_("取消"), source=("offered", "received", "asked", "split"), target="cancelled",
             by=("house",), drops=("*",), tells=UNIT),
    ],
)  # fmt: skip
