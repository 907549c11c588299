"""Building and refurbishing a place: planned, paid for, before and after shown, done (S024)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("admin", "clerk", "house")
KEEPER = ("keeper/of_station", "deputy/of_station")

FLOW = Flow(
    "upgrades",
    title=N_("站点建设改造"),
    sub=True,
    states={"planned": N_("计划中"), "under_way": N_("实施中"), "done": N_("已完成"), "cancelled": N_("已取消")},
    steps=[
        Step(name="plan", label=N_("登记改造计划"), target="planned", by=OFFICE, primary=True, tells=("keeper/of_station",),
             then=N_("开工前拍下改造前的照片，完成后对比。")),
        Step(name="amend", label=N_("更正计划"), source=("planned", "under_way"), by=OFFICE),
        Step(name="begin", label=N_("开工"), source=("planned",), target="under_way", by=OFFICE, primary=True,
             tells=("keeper/of_station",)),
        Step(name="fund", label=N_("登记投入"), source=("planned", "under_way", "done"), by=OFFICE),
        Step(name="photograph", label=N_("上传对比照片"), source=("planned", "under_way", "done"), by=(*OFFICE, *KEEPER)),
        Step(name="finish", label=N_("完成"), source=("under_way",), target="done", by=OFFICE, primary=True,
             tells=("keeper/of_station", "leader"), then=N_("改造前后的照片和投入留在站点的页面上。")),
        Step(name="cancel", label=N_("取消计划"), source=("planned", "under_way"), target="cancelled", by=OFFICE, danger=True,
             tells=("keeper/of_station",)),
    ],
)  # fmt: skip
