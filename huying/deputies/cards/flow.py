"""A deputy's public page and card: published by the congress, kept by the deputy (亮身份, S038)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "admin", "house")

FLOW = Flow(
    "deputy_cards",
    title=N_("代表名片"),
    sub=True,
    states={"shown": N_("公开"), "hidden": N_("不公开")},
    steps=[
        Step(name="publish", label=N_("公开代表名片"), target="shown", by=OFFICE, tells=("deputy/member",), rules=("R-DEP-09",),
             then=N_("群众可以查到这位代表的姓名、选区、站点和公开的履职情况；不公开电话、证件和住址。")),
        Step(name="edit", label=N_("修改名片"), source=("shown", "hidden"), by=("deputy/member", "clerk", "admin"), primary=True),
        Step(name="hide", label=N_("撤下名片"), source=("shown",), target="hidden", by=OFFICE, danger=True,
             tells=("deputy/member",), then=N_("群众不再看到这位代表的页面，也不能给代表写信。")),
        Step(name="show", label=N_("恢复公开"), source=("hidden",), target="shown", by=OFFICE, tells=("deputy/member",)),
    ],
)  # fmt: skip
