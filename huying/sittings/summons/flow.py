"""会议通知的一份: called, read, answered; leave asked and decided; who cannot attend is replaced (R-STR-30, R-OWN-81)."""

from huying.rules.flow import N_, Flow, Step

SELF = ("deputy/addressee", "leader/addressee", "handler/addressee", "clerk/addressee")
TOLD = ("deputy/addressee", "leader/addressee", "handler/addressee")
OFFICE = ("clerk", "leader")
OPEN = ("called", "read", "coming", "refused")


def may_ask_leave(row):
    return "" if row.right == "member" else N_("列席人员不能到会的，请选“不能列席”。")


def is_attendee(row):
    return "" if row.right != "member" else N_("组成人员不能出席的，请请假并写明原因。")


def is_not_bound(row):
    """R-GEN-03: the quorum counts all members of the body, so none of them can be let off."""
    return (
        N_("组成人员不能免于参加：法定人数以全体组成人员计算。不能到会的请请假；名册有误的，请先更正名册。")
        if row.is_bound()
        else ""
    )


FLOW = Flow(
    "summons",
    title=N_("会议通知和回执"),
    sub=True,
    states={
        "called": N_("已通知"),
        "read": N_("已阅"),
        "coming": N_("将出席"),
        "leave_asked": N_("请假待批"),
        "excused": N_("已准假"),
        "refused": N_("未准假"),
        "declined": N_("不能列席"),
        "released": N_("已改派或免于参加"),
    },
    steps=[
        Step(name="call", label=N_("列入通知名单"), target="called", by=(*OFFICE, "house"), rules=("R-STR-30", "R-OWN-81"),
             tells=TOLD, then=N_("通知发出以后，本人在手机上回执。")),
        Step(name="read", label=N_("已阅"), source=("called",), target="read", by=SELF),
        Step(name="confirm", label=N_("回执：将出席"), source=(*OPEN, "declined"), target="coming", by=SELF, acts_for=OFFICE,
             primary=True),
        Step(name="ask_leave", label=N_("请假"), source=(*OPEN,), target="leave_asked", by=SELF, acts_for=OFFICE,
             needs=(may_ask_leave,), tells=("clerk",), discreet=True, rules=("R-OWN-82",),
             then=N_("批准以前仍应出席；请假人数计入到会预计。")),
        Step(name="grant_leave", label=N_("准假"), source=("leave_asked",), target="excused", by=OFFICE, primary=True,
             tells=TOLD, bulk=True),
        Step(name="refuse_leave", label=N_("不准假"), source=("leave_asked",), target="refused", by=OFFICE, tells=TOLD),
        Step(name="decline", label=N_("不能列席"), source=OPEN, target="declined", by=SELF, acts_for=OFFICE,
             needs=(is_attendee,), tells=("clerk",), discreet=True, then=N_("办公室可以改请别人。")),
        Step(name="replace", label=N_("改派"), source=(*OPEN, "declined"), target="released", by=OFFICE, needs=(is_attendee,),
             tells=TOLD, then=N_("新的列席人员收到通知。")),
        Step(name="release", label=N_("免于参加"), source=(*OPEN, "leave_asked", "declined"), target="released", by=OFFICE,
             danger=True, needs=(is_not_bound,), tells=TOLD),
        Step(name="press", label=N_("催回执"), source=("called", "read"), by=(*OFFICE, "house"), tells=TOLD, bulk=True),
    ],
)  # fmt: skip
