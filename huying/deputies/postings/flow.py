"""就近就地编站: a deputy belongs to a station where people find them; proposed, confirmed, moved, ended (S033)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "admin")
PEOPLE = ("deputy/member", "keeper/keeps")

FLOW = Flow(
    "postings",
    title=N_("代表编站"),
    sub=True,
    states={"proposed": N_("拟编入"), "confirmed": N_("已编入"), "declined": N_("未编入"), "ended": N_("已调出")},
    steps=[
        Step(name="propose", label=N_("提出编站"), target="proposed", by=(*OFFICE, "keeper/keeps", "house"), tells=("clerk",),
             rules=("R-DEP-04",), then=N_("由人大机关确认后生效。")),
        Step(name="post", label=N_("直接编入"), target="confirmed", by=(*OFFICE, "house"), tells=PEOPLE, rules=("R-DEP-04",),
             then=N_("代表和联络员会收到通知。")),
        Step(name="confirm", label=N_("确认编入"), source=("proposed",), target="confirmed", by=OFFICE, primary=True, bulk=True,
             tells=PEOPLE, then=N_("代表和联络员会收到通知，群众可以在这个站找到代表。")),
        Step(name="decline", label=N_("不编入"), source=("proposed",), target="declined", by=(*OFFICE, "deputy/member"),
             tells=("clerk", "keeper/keeps")),
        Step(name="move", label=N_("调到另一个站"), source=("confirmed",), target="ended", by=OFFICE, tells=PEOPLE,
             then=N_("原来的编站记录保留，新的编站随即生效。")),
        Step(name="end", label=N_("调出"), source=("confirmed",), target="ended", by=(*OFFICE, "house"), danger=True,
             tells=PEOPLE, then=N_("编站记录保留。")),
    ],
)  # fmt: skip
