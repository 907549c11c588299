"""One turn on duty: planned, announced, signed in to, held and written down; or missed, moved, cancelled."""

from huying.rules.flow import N_, Flow, Step

HOST = ("deputy/host", "leader/host", "clerk/host", "keeper/host")
KEEPERS = ("keeper/keeps", "clerk")
AHEAD = ("planned", "announced")


def has_host_and_place(row):
    if row.what == "visit_deputies" or row.station_id:
        return ""
    return N_("请先写明站点。")


def may_be_announced(row):
    return has_host_and_place(row) if row.is_public else N_("这一件没有设为对外公告。")


def is_not_signed(row):
    return N_("已经签到，请记录情况。") if row.signed_at else ""


FLOW = Flow(
    "receptions",
    title=N_("接待和值守"),
    sub=True,
    states={
        "planned": N_("已排定"),
        "announced": N_("已公告"),
        "present": N_("已签到"),
        "held": N_("已完成"),
        "missed": N_("缺席"),
        "cancelled": N_("已取消"),
    },
    steps=[
        Step(name="plan", label=N_("安排一次"), target="planned", by=("clerk", "keeper", "deputy", "leader", "house"),
             tells=HOST[:2], then=N_("到期前一天提醒，当天在站点扫码签到。")),
        Step(name="announce", label=N_("对外公告"), source=("planned",), target="announced", by=(*KEEPERS, "house"), bulk=True,
             needs=(may_be_announced,), tells=HOST[:2], public=N_("接待安排已公告。"), then=N_("群众在公告页面可以看到和预约。")),
        Step(name="move", label=N_("改期或改地点"), source=AHEAD, by=(*HOST, *KEEPERS), tells=(*HOST[:2], "keeper/keeps"),
             needs=(is_not_signed,), public=N_("接待安排有变动。"), then=N_("预约的群众会收到通知。")),
        Step(name="cancel", label=N_("取消"), source=AHEAD, target="cancelled", by=(*HOST, *KEEPERS), danger=True,
             tells=(*HOST[:2], "keeper/keeps"), public=N_("接待已取消。"),
             then=N_("预约的群众会收到通知；取消的不算缺席，也不算完成。")),
        Step(name="remind", label=N_("到期提醒"), source=AHEAD, by=("house",), tells=(*HOST[:2], "keeper/keeps")),
        Step(name="sign_in", label=N_("签到"), source=AHEAD, target="present", by=HOST, acts_for=KEEPERS, primary=True,
             then=N_("结束以后记录接待情况。")),
        Step(name="report", label=N_("记录情况"), source=("present",), target="held", by=HOST, acts_for=KEEPERS, primary=True,
             then=N_("计入履职完成情况；群众反映的事请登记为民情。")),
        Step(name="add_matters", label=N_("补记反映的事项"), source=("held",), by=HOST, acts_for=KEEPERS),
        Step(name="miss", label=N_("记为缺席"), source=AHEAD, target="missed", by=("house",), danger=True,
             tells=(*HOST[:2], "keeper/keeps"), then=N_("可以补办；补办以前在完成情况里标红。")),
        Step(name="make_up", label=N_("安排补办"), source=("missed",), target="planned", by=(*HOST, *KEEPERS),
             tells=(*HOST[:2], "keeper/keeps")),
        Step(name="excuse", label=N_("更正：实际已到"), source=("missed",), target="present", by=KEEPERS, tells=HOST[:2],
             then=N_("请写明依据，再记录情况。")),
    ],
)  # fmt: skip
