"""Polls that offices make again and again, as filled-in forms; every field may be changed. Templates, no rules of their own."""

from urllib.parse import urlencode

from huying.rules.flow import N_

USUAL = (
    (N_("通过决议、决定"), {"kind": "motion", "secrecy": "open", "way": "committee_decision"}),
    (N_("代表大会通过决议"), {"kind": "motion", "secrecy": "separated", "way": "congress_decision"}),
    (N_("人事任免（逐人）"), {"kind": "appointment", "secrecy": "separated", "way": "committee_appointment"}),
    (N_("选举副职（差额）"), {"kind": "election", "secrecy": "verifiable", "way": "congress_elects_vice"}),
    (N_("民生实事项目票决"), {"kind": "choosing", "secrecy": "separated", "way": "choosing_majority", "surplus": "1/5"}),
    (N_("票决评议对象"), {"kind": "choosing", "secrecy": "separated", "way": "choosing_most"}),
    (N_("满意度测评（多个单位）"), {"kind": "satisfaction", "secrecy": "separated", "way": "satisfaction_report"}),
    (N_("一府一委两院工作报告表决"), {"kind": "motion", "secrecy": "separated", "way": "congress_decision"}),
    (N_("征求代表意见的问卷"), {"kind": "survey", "secrecy": "separated", "way": "survey_report"}),
)  # fmt: skip


def links(base: str) -> list[dict[str, str]]:
    """[{label, url}] into the form at `base`; the label is translated where it is shown."""
    return [{"label": label, "url": f"{base}?{urlencode(given)}"} for label, given in USUAL]
