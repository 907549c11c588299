"""A text is tabled, its amendments are voted on, what was adopted is composed, and the whole is put to the vote."""

from django.utils.translation import gettext as _

from huying.kernel import given
from huying.kernel.process import Refused, creates, does

from .. import polling, polls
from . import text as wording
from .flow import FLOW
from .models import Motion

MOST_PARAGRAPHS = 500


@creates(FLOW["table"])
def table(*, by, at, item, title, text, kind="resolution", proposer=""):
    """The text under an item, one paragraph a line."""
    sitting = item.sitting
    if sitting.state in ("closed", "minuted", "archived", "cancelled"):
        raise Refused(_("会议已经结束，不能再提出表决文本。"))
    if not sitting.rules.decides:
        raise Refused(_("这一类会议不作表决。"))
    row = Motion(
        case_id=item.about_id or item.case_id, sitting=sitting, item=item, base=_paragraphs(text),
        kind=given.choice(kind, Motion.KINDS, _("文种")), title=given.line(title, _("标题"), 200),
        proposer=given.line(proposer, _("提出人"), 120, required=False),
    )  # fmt: skip
    return row, {"item": item.pk, "paragraphs": len(row.base)}


def _paragraphs(text) -> list[str]:
    found = wording.split(given.text(text, _("正文"), 200_000))
    if len(found) > MOST_PARAGRAPHS:
        raise Refused(_("最多 %(most)s 段，现在 %(n)s 段。") % {"most": MOST_PARAGRAPHS, "n": len(found)})
    return found


@does(FLOW["revise"])
def revise(motion, *, by, at, text, reason=""):
    motion.base = _paragraphs(text)
    return {"paragraphs": len(motion.base), "note": given.text(reason, _("理由"), 300, required=False)}


@does(FLOW["fix"])
def fix(motion, *, by, at):
    """The text that the adopted amendments make; the base where none was adopted."""
    changes = motion.adopted()
    try:
        motion.made = wording.compose(motion.base, changes)
    except ValueError:
        raise Refused(_("采纳的修正案改的是同一段，合不成一个文本；请先处理冲突。")) from None
    if not motion.made:
        raise Refused(_("采纳的修正案删去了全部文本。"))
    return {"amendments": len(changes), "paragraphs": len(motion.made)}


@does(FLOW["reopen"])
def reopen(motion, *, by, at, reason):
    motion.made, motion.poll = [], None
    return {"note": given.text(reason, _("理由"), 300)}


@does(FLOW["put"])
def put(motion, *, by, at, secrecy="open", poll=None):
    """To the vote: yes, no, abstain on the whole. `poll`: one tied to the item already (the next round)."""
    motion.poll = poll or polls.put_to_vote(
        motion.item, by=polling.preparer(by), at=at, kind="motion", secrecy=secrecy, title=motion.title[:120],
        question="\n".join(motion.paragraphs)[:20_000],
    )  # fmt: skip
    return {"poll": motion.poll.pk}


@does(FLOW["carry"])
def carry(motion, *, by, at):
    """By the declared poll, and by nothing else."""
    return {"poll": motion.poll_id, "outcome": motion.poll.outcome}


@does(FLOW["lose"])
def lose(motion, *, by, at):
    return {"poll": motion.poll_id, "outcome": motion.poll.outcome}


@does(FLOW["withdraw"])
def withdraw(motion, *, by, at, reason):
    motion.reason = given.line(reason, _("理由"), 300)
    return {"note": motion.reason}
