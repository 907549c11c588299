"""公民旁听: seats are offered, applications taken, a draw that anybody can check again (S150, R-STR-33, R-OWN-83)."""

from huying.rules.flow import N_, Flow, Step

OFFICE = ("clerk", "leader")

DRAW = Flow(
    "draws",
    title=N_("公民旁听"),
    sub=True,
    states={"taking": N_("接受报名"), "listed": N_("报名截止"), "drawn": N_("名单已定"), "void": N_("已取消")},
    steps=[
        Step(name="offer", label=N_("开放旁听报名"), target="taking", by=OFFICE, rules=("R-STR-33", "R-OWN-83"),
             public=N_("旁听报名已开始。"), then=N_("抽签用的随机数已封存，摘要马上公布；开签以前谁也改不了。")),
        Step(name="extend", label=N_("改名额或截止时间"), source=("taking",), by=OFFICE, public=N_("旁听名额或截止时间有变动。")),
        Step(name="shut", label=N_("截止报名"), source=("taking",), target="listed", by=(*OFFICE, "house"), primary=True,
             rules=("R-OWN-83",), public=N_("旁听报名已截止。"), then=N_("报名编号的名单和它的摘要已公布，可以抽签。")),
        Step(name="draw", label=N_("抽签"), source=("listed",), target="drawn", by=OFFICE, primary=True,
             rules=("R-OWN-83",), public=N_("旁听抽签结果已公布。"), then=N_("公布随机数，任何人都可以重新算一遍。")),
        Step(name="cancel", label=N_("取消旁听"), source=("taking", "listed"), target="void", by=OFFICE, danger=True,
             public=N_("旁听已取消。")),
    ],
)  # fmt: skip

OBSERVER = Flow(
    "observers",
    title=N_("旁听报名"),
    sub=True,
    states={
        "applied": N_("已报名"),
        "seated": N_("可以旁听"),
        "waiting": N_("候补"),
        "unsuitable": N_("不能旁听"),
        "withdrawn": N_("已撤回"),
        "attended": N_("已到场"),
    },
    steps=[
        Step(name="apply", label=N_("报名旁听"), target="applied", by=("public", "clerk"),
             then=N_("抽签以后凭编号和查询码看结果。")),
        Step(name="take_back", label=N_("撤回报名"), source=("applied", "waiting", "seated"), target="withdrawn",
             by=("public", "clerk"), then=N_("名额给下一位候补。")),
        Step(name="reject", label=N_("不符合条件"), source=("applied",), target="unsuitable", by=OFFICE, discreet=True),
        Step(name="seat", label=N_("安排旁听席"), source=("applied", "waiting"), target="seated", by=("house",)),
        Step(name="put_off", label=N_("列为候补"), source=("applied",), target="waiting", by=("house",)),
        Step(name="check_in", label=N_("到场核验"), source=("seated",), target="attended", by=(*OFFICE, "keeper"), primary=True,
             then=N_("散会以后可以凭编号和查询码写下意见。")),
    ],
)  # fmt: skip
