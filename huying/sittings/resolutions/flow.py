"""决议、决定: numbered once adopted, signed, published, followed, repealed (地方组织法 第五十条; R-BIL-26, R-OWN-87)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "leader")


def is_signed(row):
    return "" if row.signed_on else N_("还没有签署。")


FLOW = Flow(
    "resolutions",
    title=N_("决议决定"),
    sub=True,
    states={"adopted": N_("已通过"), "signed": N_("已签署"), "published": N_("已公布"), "repealed": N_("已废止")},
    steps=[
        Step(name="record", label=N_("编号成文"), target="adopted", by=("clerk", "house"), primary=True,
             rules=("R-BIL-26", "R-OWN-87", "R-STR-19"), then=N_("列出要落实的事项，由主持人签署。")),
        Step(name="correct", label=N_("更正文字"), source=("adopted",), by=("clerk",)),
        Step(name="sign", label=N_("签署"), source=("adopted",), target="signed", by=("leader",), acts_for=("clerk",),
             primary=True,
             then=N_("签署以后公布。")),
        Step(name="publish", label=N_("公布"), source=("signed",), target="published", by=OFFICE, needs=(is_signed,),
             primary=True,
             rules=("R-STR-33",), public=N_("决议、决定已公布。")),
        Step(name="repeal", label=N_("废止"), source=("signed", "published"), target="repealed", by=OFFICE, danger=True,
             public=N_("决议、决定已废止。")),
    ],
)  # fmt: skip
