"""会议: planned, its agenda set, notified, open, closed, its minutes made, archived; or cancelled (R-STR-15 … R-STR-33)."""

from huying.rules.flow import N_, Flow, Step

from .kinds import KINDS

OFFICE = ("clerk", "leader")
CHAIR = ("leader", "clerk")
SUMMONED = ("deputy/summoned", "leader/summoned", "handler/summoned")
AHEAD = ("planned", "set", "notified")
RUNNING = ("open", "suspended")
HELD = ("closed", "minuted", "archived")


def has_agenda(row):
    return "" if row.agenda.exclude(state="dropped").exists() else N_("议程上还没有议题。")


def is_constituted(row):
    """R-STR-20: no bill is taken up before a preparatory meeting has elected presidium and secretary-general."""
    if not KINDS[row.kind].needs_preparatory or row.congress.level == "township" or row.constituted_at:
        return ""
    return N_("请先举行预备会议，选举主席团和秘书长、通过议程（《地方组织法》第十七条）。")


def is_plenary(row):
    if KINDS[row.kind].needs_preparatory and row.congress.level != "township":
        if row.constituted_at:
            return N_("已经登记过预备会议的结果。")
        return "" if row.was_prepared() else N_("还没有举行过达到法定人数的预备会议。")
    return N_("只有县级以上人民代表大会会议举行预备会议。")


FLOW = Flow(
    "sittings",
    title=N_("各类会议"),
    states={
        "planned": N_("筹备中"),
        "set": N_("议程已定"),
        "notified": N_("已通知"),
        "open": N_("开会中"),
        "suspended": N_("休会"),
        "closed": N_("已闭会"),
        "minuted": N_("纪要已成"),
        "archived": N_("已归档"),
        "cancelled": N_("已取消"),
    },
    steps=[
        Step(name="plan", label=N_("筹备会议"), target="planned", by=(*OFFICE, "house"),
             rules=("R-STR-15", "R-STR-16", "R-STR-17", "R-STR-24"), then=N_("先拟议程，再定议程、发通知。")),
        Step(name="change", label=N_("修改会议信息"), source=("planned", "set"), by=OFFICE),
        Step(name="set_agenda", label=N_("确定议程草案"), source=("planned",), target="set", by=OFFICE, primary=True,
             needs=(has_agenda,), rules=("R-STR-26",), then=N_("议程定了就可以发会议通知。")),
        Step(name="notify", label=N_("发出会议通知"), source=("set",), target="notified", by=OFFICE, primary=True,
             needs=(has_agenda,), rules=("R-STR-25", "R-STR-32"), public=N_("会议日期和建议议程已公布。"),
             then=N_("组成人员和列席人员在手机上回执；看得到谁已阅、谁请假。")),
        Step(name="remind", label=N_("催回执"), source=("notified",), by=(*OFFICE, "house")),
        Step(name="tell_change", label=N_("告知议程变动"), source=("notified", *RUNNING), by=(*OFFICE, "house"),
             public=N_("会议议程有变动。")),
        Step(name="postpone", label=N_("改期或改地点"), source=AHEAD, by=OFFICE,
             tells=("deputy/summoned", "leader/summoned", "handler/summoned"), public=N_("会议日期有变动。"),
             rules=("R-STR-15", "R-STR-25", "R-STR-32")),
        Step(name="close_doors", label=N_("决定不公开举行"), source=AHEAD, by=OFFICE, rules=("R-STR-33",),
             then=N_("不再公布议程，也不接受旁听。")),
        Step(name="cancel", label=N_("取消会议"), source=AHEAD, target="cancelled", by=OFFICE, danger=True,
             tells=("deputy/summoned", "leader/summoned", "handler/summoned"), public=N_("会议已取消。")),
        Step(name="number_seats", label=N_("编排座位"), source=("set", "notified"), by=OFFICE),
        Step(name="constitute", label=N_("登记预备会议结果"), source=AHEAD, by=OFFICE, needs=(is_plenary,), primary=True,
             rules=("R-STR-20", "R-STR-21"), public=N_("预备会议选举了主席团和秘书长，通过了议程。"),
             then=N_("主席团主持大会；达到法定人数就可以开会。")),
        Step(name="take_attendance", label=N_("登记到会离会"), source=("notified", *RUNNING), by=(*OFFICE, "house")),
        Step(name="sign_in", label=N_("签到"), source=("notified", *RUNNING), by=SUMMONED),
        Step(name="sign_out", label=N_("离会登记"), source=RUNNING, by=SUMMONED),
        Step(name="open", label=N_("宣布开会"), source=("notified",), target="open", by=CHAIR, primary=True,
             needs=(is_constituted,), rules=("R-STR-18", "R-STR-19", "R-STR-20", "R-STR-21", "R-STR-23", "R-STR-27"),
             public=N_("会议已经开始。"), then=N_("按议程逐项进行；每次表决都按当时在场人数核对法定人数。")),
        Step(name="fail", label=N_("未达法定人数，不能举行"), source=("notified",), target="closed", by=CHAIR, danger=True,
             rules=("R-STR-18", "R-STR-19"), tells=("deputy/summoned", "leader/summoned"),
             public=N_("因出席人数不足，会议没有举行。"), then=N_("这次不算举行；请另行召集。")),
        Step(name="preside", label=N_("登记主持人"), source=("notified", *RUNNING, "closed"), by=OFFICE, rules=("R-STR-24",),
             then=N_("纪要由主持人签字。")),
        Step(name="suspend", label=N_("休会"), source=("open",), target="suspended", by=CHAIR),
        Step(name="resume", label=N_("继续开会"), source=("suspended",), target="open", by=CHAIR, primary=True,
             rules=("R-STR-18", "R-STR-19")),
        Step(name="close", label=N_("宣布闭会"), source=RUNNING, target="closed", by=CHAIR, primary=True,
             public=N_("会议已经闭会。"), then=N_("整理纪要，签字后归档。")),
        Step(name="mark_minuted", label=N_("纪要已签"), source=("closed",), target="minuted", by=("house",)),
        Step(name="archive", label=N_("归档"), source=("minuted",), target="archived", by=("clerk", "house"), primary=True,
             then=N_("会议材料、签到、表决和纪要一并保存，不再改动。")),
    ],
)  # fmt: skip
