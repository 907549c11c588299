"""A citizen's place in an hour online or at an announced reception; the talk in writing; the end with a record."""

from huying.rules.flow import N_, Flow, Step

HOST = ("deputy/host", "leader/host")
KEEPERS = ("keeper/keeps", "clerk")


def talks_online(row):
    return "" if row.slot_id else N_("这是到站面谈的预约，请按时到站。")


def still_unconfirmed(row):
    return N_("这个预约已经确认过了。") if row.confirmed_at or row.confirm_by is None else ""


def not_yet_alerted(row):
    return N_("已经提醒过。") if row.alerted_at else ""


FLOW = Flow(
    "bookings",
    title=N_("预约和交谈"),
    sub=True,
    states={
        "booked": N_("已预约"),
        "talking": N_("交谈中"),
        "closed": N_("已办结"),
        "cancelled": N_("已取消"),
        "absent": N_("没有来谈"),
        "freed": N_("没有确认，名额已放开"),
        "unheld": N_("接待没有进行"),
    },
    steps=[
        Step(name="book", label=N_("预约"), target="booked", by=("public", "keeper", "clerk"), tells=(*HOST, "keeper/keeps"),
             public=N_("预约成功。"), rules=("R-OWN-62",), then=N_("请记下编号和查询码，凭它们确认、交谈、查看和取消。")),
        Step(name="confirm", label=N_("确认预约"), source=("booked",), by=("public", *KEEPERS), needs=(still_unconfirmed,),
             rules=("R-OWN-62",), public=N_("预约已确认。"), then=N_("名额保留到约定的时间；不能来的，请取消。")),
        Step(name="free", label=N_("放开没有确认的名额"), source=("booked",), target="freed", by=("house",),
             needs=(still_unconfirmed,), tells=HOST, rules=("R-OWN-62",), public=N_("没有按时确认，名额已放开。")),
        Step(name="say", label=N_("留言"), source=("booked", "talking"), target="talking", by=("public", *HOST, *KEEPERS),
             needs=(talks_online,), tells=HOST, starts=("booking.answer",), rules=("R-OWN-63",),
             then=N_("对方登录或者凭编号和查询码可以看到。")),
        Step(name="alert", label=N_("无人回话提醒"), source=("talking",), by=("house",), needs=(not_yet_alerted,),
             tells=("keeper/keeps", "clerk", *HOST), rules=("R-OWN-63",), public=N_("接待的代表还没有回话，已提醒联络站跟进。"),
             then=N_("联络员可以代为回话；一直没有回话的，转为民情办理。")),
        Step(name="close", label=N_("办结"), source=("booked", "talking"), target="closed", by=(*HOST, "house"), acts_for=KEEPERS,
             stops=("booking.answer",), drops=("*",), rules=("R-OWN-63",), primary=True, public=N_("交谈已经办结。"),
             then=N_("需要有关单位办理的，勾选转为民情，群众用新的编号继续查询。")),
        Step(name="cancel", label=N_("取消预约"), source=("booked", "talking"), target="cancelled",
             by=("public", *HOST, *KEEPERS, "house"), danger=True, drops=("*",), tells=HOST, public=N_("预约已取消。")),
        Step(name="hear_number", label=N_("记下民情编号"), source=("closed",), by=("house",)),
        Step(name="lapse", label=N_("记为没有来谈"), source=("booked",), target="absent", by=("house",),
             public=N_("预约的时间已过。")),
        Step(name="call_off", label=N_("记为接待没有进行"), source=("booked",), target="unheld", by=("house",), tells=HOST,
             rules=("R-OWN-64",), public=N_("接待没有进行，请另选时间。")),
    ],
)  # fmt: skip
