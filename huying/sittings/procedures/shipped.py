"""Procedures that every congress may start from. No law prescribes these stages: they are customs, to be changed at will."""

from dataclasses import dataclass

from huying.rules.flow import N_


@dataclass(frozen=True)
class Shipped:
    """`kind`: the kind of agenda items it is made for (agenda.kinds.KINDS)."""

    name: str
    kind: str
    stages: tuple[str, ...]


SHIPPED = {
    "report": Shipped(
        N_("听取和审议报告"), "report", (N_("听取报告"), N_("分组审议"), N_("联组审议"), N_("形成审议意见"))
    ),
    "plenary_report": Shipped(
        N_("大会审议报告"),
        "report",
        (N_("全体会议听取"), N_("代表团审议"), N_("主席团审议决议草案"), N_("全体会议表决")),
    ),
    "bill": Shipped(
        N_("审议议案"),
        "bill",
        (N_("听取说明"), N_("分组审议"), N_("修改草案"), N_("联组审议"), N_("表决")),
    ),
    "decision": Shipped(
        N_("讨论决定重大事项"), "decision", (N_("听取说明"), N_("分组审议"), N_("联组审议"), N_("表决"))
    ),
    "appointment": Shipped(
        N_("人事任免"), "appointment", (N_("提请机关说明"), N_("拟任人员发言"), N_("审议"), N_("表决"))
    ),
    "question": Shipped(
        N_("专题询问"), "question", (N_("听取报告"), N_("询问和答复"), N_("审议"), N_("形成审议意见"))
    ),
    "hearing": Shipped(
        N_("专题汇报和测评"), "hearing", (N_("听取汇报"), N_("代表评议"), N_("审议"), N_("满意度测评"))
    ),
    "choosing": Shipped(
        N_("民生实事票决"), "choosing", (N_("听取候选项目说明"), N_("代表团审议"), N_("投票表决"))
    ),
}
