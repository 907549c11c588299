"""Admission: how a person gets, keeps and loses access to one office. Every act on an account is a step here."""

from huying.rules.flow import N_, Flow, Step

PEOPLE = ("admin", "clerk", "leader", "keeper", "deputy", "handler")
STAFF = (
    "admin",
    "clerk",
    "leader",
    "keeper",
    "handler",
)  # who needs a second factor where the congress says so
OWN = tuple(f"{role}/member" for role in PEOPLE)
OFFICE = (
    "admin",
    "clerk/below",
)  # a clerk looks after deputies, keepers and handlers, not after the office itself

FLOW = Flow(
    "admissions",
    title=N_("账号"),
    states={"invited": N_("待启用"), "active": N_("在用"), "left": N_("已离任")},
    steps=[
        Step(
            name="invite", label=N_("建立账号"), target="invited", by=(*OFFICE, "house"), primary=True,
            then=N_("发一张邀请凭条，本人凭码启用。"),
        ),
        Step(
            name="issue", label=N_("发邀请凭条"), source=("invited", "active"), by=OFFICE, bulk=True, primary=True,
            then=N_("凭条只显示这一次，请打印后当面交给本人；旧凭条同时作废。"),
        ),
        Step(name="accept", label=N_("启用账号"), source=("invited", "active"), target="active", by=("house",)),
        Step(name="switch", label=N_("切换身份"), source=("invited", "active"), by=OWN),
        Step(
            name="change_contact", label=N_("更改联系方式"), source=("invited", "active"), by=OFFICE, tells=OWN,
            then=N_("系统通知本人。"),
        ),
        Step(
            name="remove_factor", label=N_("解除动态口令"), source=("invited", "active"), by=("admin",), tells=OWN, danger=True,
            then=N_("本人下次登录时重新绑定；系统通知本人。"),
        ),
        Step(name="unmask", label=N_("查看完整号码"), source=("invited", "active", "left"), by=OFFICE),
        Step(
            name="leave", label=N_("办理离任"), source=("invited", "active"), target="left", by=OFFICE, danger=True,
            then=N_("本人不能再登录这一身份；未办完的事项列出来，供移交。"),
        ),
        Step(name="readmit", label=N_("恢复身份"), source=("left",), target="invited", by=("admin",)),
    ],
)  # fmt: skip
