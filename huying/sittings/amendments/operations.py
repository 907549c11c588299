"""Amendments: moved by a member, put to the vote one by one, or withdrawn, or no longer voted on."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huying.kernel import given
from huying.kernel.process import Refused, creates, does
from huying.kernel.words import recorded

from .. import polling, polls
from ..motions import text as wording
from .flow import FLOW
from .models import Amendment

WRONG = {
    "place": gettext_lazy("没有这一段，请按文本左边的段号填写。"),
    "text": gettext_lazy("请写出改成什么。"),
    "same": gettext_lazy("与原文一样，没有改动。"),
}


@creates(FLOW["table"])
def table(*, by, at, motion, op, paragraph, text="", grounds="", mover=None):
    """`mover`: a voting member of the body (default: oneself)."""
    mover = mover or by
    if (
        not motion.sitting.summons.filter(right="member", member__person=mover.person_id)
        .exclude(state="released")
        .exists()
    ):
        raise Refused(_("只有本次会议的组成人员可以提出修正案。"))
    op = given.choice(op, Amendment.OPS, _("怎么改"))
    words = "" if op == wording.DELETE else given.text(text, _("改成"), required=False)
    if wrong := wording.fault(motion.base, op, paragraph, words):
        raise Refused(str(WRONG[wrong]))
    row = Amendment(
        case_id=motion.case_id, sitting=motion.sitting, motion=motion, mover=mover, op=op, paragraph=paragraph, text=words,
        grounds=given.text(grounds, _("理由"), required=False),
    )  # fmt: skip
    return row, {"op": op, "paragraph": paragraph}


@does(FLOW["put"])
def put(amendment, *, by, at, secrecy="open", poll=None):
    """`poll`: one that is tied to the item already (the next round of an earlier one)."""
    amendment.poll = poll or polls.put_to_vote(
        amendment.motion.item, by=polling.preparer(by), at=at, kind="motion", secrecy=secrecy, title=str(amendment)[:120],
        question=spelled(amendment),
    )  # fmt: skip
    return {"poll": amendment.poll.pk}


@recorded()
def spelled(amendment) -> str:
    """What the change says, in words: the old paragraph and the new one."""
    base = amendment.motion.base
    old = "" if amendment.op == wording.INSERT else base[amendment.paragraph - 1]
    parts = [str(amendment.get_op_display())]
    if old:
        parts.append(_("原文：%(text)s") % {"text": old})
    if amendment.text:
        parts.append(_("改为：%(text)s") % {"text": amendment.text})
    return "\n".join(parts)


@does(FLOW["take_back"])
def take_back(amendment, *, by, at):
    amendment.poll = None


@does(FLOW["carry"])
def carry(amendment, *, by, at):
    return {"poll": amendment.poll_id, "outcome": amendment.poll.outcome}


@does(FLOW["lose"])
def lose(amendment, *, by, at):
    return {"poll": amendment.poll_id, "outcome": amendment.poll.outcome}


@does(FLOW["withdraw"])
def withdraw(amendment, *, by, at, reason=""):
    amendment.reason = given.line(reason, _("理由"), 300, required=False)
    return {"note": amendment.reason}


@does(FLOW["moot"])
def moot(amendment, *, by, at, reason):
    amendment.reason = given.line(reason, _("理由"), 300)
    return {"note": amendment.reason}


def proposed_order(motion, how: str) -> list[Amendment]:
    """The amendments that wait, in the order in which to vote on them (a setting: no law says which)."""
    rows = {
        a.pk: a
        for a in motion.amendments.filter(state="tabled")
        .select_related("mover__person", "motion")
        .order_by("pk")
    }
    return [rows[c.key] for c in wording.order(motion.base, [a.change for a in rows.values()], how)]
