"""A deputy's seat in one term: taken, suspended, taken up again, ended (代表法 第六十一条至第六十三条; R-DEP-12, R-DEP-13)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("admin", "clerk", "house")

FLOW = Flow(
    "seats",
    title=N_("代表席位"),
    states={"held": N_("在任"), "suspended": N_("暂时停止执行代表职务"), "ended": N_("已终止")},
    steps=[
        Step(name="take", label=N_("登记当选"), target="held", by=OFFICE, primary=True, rules=("R-STR-08",),
             then=N_("代表从本届首次会议起执行职务。")),
        Step(name="correct_entry", label=N_("更正登记"), source=("held", "suspended"), by=OFFICE),
        Step(name="suspend", label=N_("暂停执行职务"), source=("held",), target="suspended", by=OFFICE, danger=True,
             tells=("deputy/member",), then=N_("暂停期间不能表决、联名，代表资格仍在。")),
        Step(name="resume", label=N_("恢复执行职务"), source=("suspended",), target="held", by=OFFICE, primary=True,
             tells=("deputy/member",)),
        Step(name="end", label=N_("终止资格"), source=("held", "suspended"), target="ended", by=OFFICE, danger=True,
             tells=("deputy/member",), then=N_("席位空出；由常委会或者乡镇人大公告。")),
        Step(name="undo_end", label=N_("撤销误登的终止"), source=("ended",), target="held", by=("admin",),
             tells=("deputy/member",)),
    ],
)  # fmt: skip
