"""Groups that come to see a place: booked, received, counted in batches and people (S034)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("admin", "clerk", "house")
KEEPER = ("keeper/of_station", "deputy/of_station")

FLOW = Flow(
    "tours",
    title=N_("参观考察"),
    sub=True,
    states={"booked": N_("已预约"), "received": N_("已接待"), "cancelled": N_("已取消")},
    steps=[
        Step(name="book", label=N_("登记预约"), target="booked", by=(*OFFICE, "keeper", "deputy"), primary=True,
             tells=("keeper/of_station",), then=N_("接待以后登记实到人数。")),
        Step(name="log", label=N_("补登参观"), target="received", by=(*OFFICE, "keeper", "deputy")),
        Step(name="move", label=N_("改期"), source=("booked",), by=(*OFFICE, *KEEPER), tells=("keeper/of_station",)),
        Step(name="receive", label=N_("登记接待"), source=("booked",), target="received", by=(*OFFICE, *KEEPER), primary=True,
             then=N_("计入站点的参观批次和人次。")),
        Step(name="correct", label=N_("更正人数"), source=("received",), by=(*OFFICE, *KEEPER)),
        Step(name="cancel", label=N_("取消预约"), source=("booked",), target="cancelled", by=(*OFFICE, *KEEPER), danger=True,
             tells=("keeper/of_station",)),
    ],
)  # fmt: skip
