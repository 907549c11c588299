"""From an item of the agenda to a vote and back: the roll from the body, base and presence from the room."""

from django.utils.translation import gettext as _

from huying.ballots import operations as ballots
from huying.kernel.process import Refused, house
from huying.rules.flow import N_

from . import quorum
from .agenda import operations as agenda
from .agenda.flow import BEGUN
from .agenda.kinds import OUTCOMES
from .models import ItemPoll

UNDER_WAY = ("open", "suspended")
ADOPTED = ("adopted", "elected", "chosen", "complete")
LOST = ("not_adopted", "not_elected", "not_chosen")
UNDECIDED = {
    "no_quorum": N_("不足法定人数，未决定"),
    "void": N_("投票无效，未决定"),
}  # polling.NOTHING_DECIDED


def put_to_vote(
    item, *, by, at, kind="motion", secrecy="open", title="", question="", objects=(), way="", **sheet
):
    """prepared(), tied to the item."""
    asked = {
        "kind": kind,
        "secrecy": secrecy,
        "title": title,
        "question": question,
        "objects": objects,
        "way": way,
    }
    poll = prepared(item, by=by, at=at, **asked, **sheet)
    with_link(item, poll, by=by, at=at)
    return poll


def prepared(
    item, *, by, at, kind="motion", secrecy="open", title="", question="", objects=(), way="", **sheet
):
    """A prepared poll on this item: everybody with a vote stands on its roll, base and presence follow at opening.

    Refused for a kind of sitting that decides nothing (a delegation, a forum) and before the sitting is under way.
    """
    sitting = item.sitting
    if not sitting.rules.decides:
        raise Refused(_("“%(kind)s”只审议、座谈，不作表决。") % {"kind": sitting.kind_words})
    if sitting.state not in UNDER_WAY:
        raise Refused(_("会议没有在开，不能表决。"))
    if item.state not in ("adopted", "current", "done"):
        raise Refused(_("这个议题没有列入议程，不能表决。"))
    poll = ballots.propose(
        by=by, at=at, title=title or item.title[:120], question=question, kind=kind, secrecy=secrecy, objects=objects,
        way=way, organ=sitting.organ, case=item.case, **sheet,
    )  # fmt: skip
    ballots.prepare(poll, by=by, at=at, roll=roll_of(sitting))
    return poll


def with_link(item, poll, *, by, at) -> None:
    """Tie a poll to its item, as a step of the item (so that its trace vouches for the tie)."""
    agenda.put(item, by=by, at=at, poll=poll)


def roll_of(sitting) -> list[tuple]:
    """[(membership, number)] of all with a vote, in the order of the list of names."""
    rows = sitting.summons.filter(right="member").exclude(state="released").select_related("member__person")
    return [(s.member, str(n)) for n, s in enumerate(rows.order_by("place", "pk"), 1)]


def rolls(asked) -> dict[int, list[tuple]]:
    """What ballots.roll asks, for [poll]: roll_of the sitting whose item it decides, by poll."""
    links = ItemPoll.objects.filter(poll__in=list(asked)).select_related("item__sitting")
    return {link.poll_id: roll_of(link.item.sitting) for link in links}


def standings(asked) -> dict[int, dict]:
    """What ballots.standing asks, for [(poll, moment)]: base and presence of that moment (R-OWN-84), by poll."""
    moments = dict(asked)
    links = ItemPoll.objects.filter(poll__in=moments).select_related("item__sitting")
    return {link.poll_id: _standing(link.item, moments[link.poll_id]) for link in links}


def _standing(item, at) -> dict:
    sitting = item.sitting
    here = list(quorum.present(sitting, at).filter(votes=True).values_list("member", flat=True))
    now = quorum.standing(sitting, present=len(here))
    return {
        "base": now.base, "present": now.present, "members": here, "met": now.met, "sentence": now.sentence(),
        "refused": why_not_open(item),
    }  # fmt: skip


def why_not_open(item) -> str:
    """One rule for every kind of vote: it may be put ahead of time, but is opened only when its item has begun."""
    if item.sitting.state not in UNDER_WAY:
        return _("会议没有在开，不能表决。")
    if item.state not in BEGUN:
        return _("“%(item)s”还没有开始：先在议程里“开始这一项”，再开始表决。") % {"item": item.title}
    return ""


def after_declare(poll, *, by, at) -> None:
    """The wiring board calls this on every declared poll: the item gets its outcome.

    A poll without quorum, or a void one, has decided nothing: the item stays undecided and may be put to the vote again.
    """
    link = ItemPoll.objects.filter(poll=poll).select_related("item").first()
    if link is None:
        return
    outcome = "adopted" if poll.outcome in ADOPTED else "rejected" if poll.outcome in LOST else "decided"
    outcome = "undecided" if poll.outcome in UNDECIDED else outcome
    words = UNDECIDED.get(poll.outcome) or OUTCOMES[outcome]  # translated for whom reads it
    agenda.settle(link.item, by=house(), at=at, outcome=outcome, words=str(words), poll=poll.pk)
