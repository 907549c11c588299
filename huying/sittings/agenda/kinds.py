"""Kinds of items on an agenda. Plain Python."""

from huying.rules.flow import N_

KINDS = {
    "study": N_("第一议题学习"),
    "report": N_("听取和审议报告"),
    "bill": N_("审议议案、法规案"),
    "appointment": N_("人事任免"),
    "election": N_("选举"),
    "decision": N_("讨论决定重大事项"),
    "hearing": N_("专题汇报、评议和测评"),
    "question": N_("专题询问、质询"),
    "choosing": N_("民生实事票决"),
    "oath": N_("宪法宣誓"),
    "other": N_("其他"),
}
# what a result of a vote may be
OUTCOMES = {
    "adopted": N_("通过"), "rejected": N_("未通过"), "undecided": N_("未决定"), "heard": N_("已听取"), "decided": N_("已有结果"),
}  # fmt: skip
BY_VOTE = ("adopted", "rejected", "undecided")  # nobody fills these in by hand
FIRST = "study"
