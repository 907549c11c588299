"""会议期间的临时党委和临时党支部 (S142): set up for a session, its meetings recorded, dissolved when the session ends."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "leader")

FLOW = Flow(
    "party_organs",
    title=N_("会议临时党组织"),
    sub=True,
    states={"set_up": N_("已成立"), "dissolved": N_("已撤销")},
    steps=[
        Step(name="set_up", label=N_("登记成立"), target="set_up", by=OFFICE, then=N_("会议结束以后登记撤销。")),
        Step(name="change", label=N_("更改组成"), source=("set_up",), by=OFFICE),
        Step(name="record_meeting", label=N_("记录一次会议"), source=("set_up",), by=OFFICE, primary=True,
             then=N_("把关过的建议、议案按编号列出。")),
        Step(name="dissolve", label=N_("登记撤销"), source=("set_up",), target="dissolved", by=(*OFFICE, "house")),
    ],
)  # fmt: skip
