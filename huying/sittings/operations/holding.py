"""Opening with a quorum, breaking off, closing, and what comes after."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import given
from huying.kernel.process import Refused, does, house
from huying.kernel.words import recorded

from .. import quorum, rolls
from ..agenda import operations as agenda
from ..flow import FLOW
from ..models import ItemPoll, Presence


@does(FLOW["open"])
def open(row, *, by, at):
    """Base, presence and quorum are frozen; refused without a quorum (R-STR-18, R-STR-19, R-STR-21, R-STR-23, R-STR-27)."""
    if timezone.localdate(at) < row.day:
        raise Refused(_("还没有到开会的日期（%(day)s）。") % {"day": row.day.isoformat()})
    if gone := rolls.strangers(row):
        raise Refused(
            _("%(names)s已经不是这个机构的组成人员，或者正在暂停执行职务：请先在通知名单上免于参加。")
            % {"names": "、".join(str(s.called) for s in gone[:10])}
        )
    now = quorum.at(row, at)
    if not now.met:
        raise Refused(_("不能开会：%(why)s") % {"why": now.sentence()})
    row.opened_at, row.base, row.present, row.quorate = at, now.base, now.present, True
    return {"quorum": now.as_dict()}


@does(FLOW["fail"])
def fail(row, *, by, at, reason=""):
    """Too few came: recorded with the numbers, closed, not held."""
    now = quorum.at(row, at)
    if now.met:
        raise Refused(_("已经达到法定人数：%(why)s") % {"why": now.sentence()})
    row.base, row.present, row.quorate, row.closed_at = now.base, now.present, False, at
    row.reason = given.line(reason, _("说明"), 300, required=False)
    if not row.reason:
        with recorded():
            row.reason = now.sentence()
    _all_leave(row, at)
    items = untouched(row)
    _leave_over(items, items, None, at)  # what this sitting was called for, the next one is called for
    return {"quorum": now.as_dict(), "note": row.reason, "carried": len(items)}


@does(FLOW["preside"])
def preside(row, *, by, at, chair, reason=""):
    """Who presides, or presided, where that is not who was planned (the chair may ask a deputy chair, R-STR-24)."""
    if row.chair_id == chair.pk:
        raise Refused(_("没有改动。"))
    if row.rules.body != "invited" and chair.role != "leader" and not _is_member(row, chair):
        raise Refused(_("%(name)s不是这次会议的组成人员，不能主持。") % {"name": chair})
    before, row.chair = row.chair_id, chair
    return {"from": before, "to": chair.pk, "note": given.line(reason, _("说明"), 300, required=False)}


def _is_member(row, member) -> bool:
    return (
        row.summons.filter(right="member", member__person=member.person_id).exclude(state="released").exists()
    )


@does(FLOW["suspend"])
def suspend(row, *, by, at, reason=""):
    return {"note": given.line(reason, _("说明"), 300, required=False)}


@does(FLOW["resume"])
def resume(row, *, by, at):
    """Going on needs the quorum again (R-OWN-84)."""
    now = quorum.at(row, at)
    if not now.met:
        raise Refused(_("不能继续开会：%(why)s") % {"why": now.sentence()})
    return {"quorum": now.as_dict()}


@does(FLOW["close"])
def close(row, *, by, at, carry=(), following=None):
    """Everybody leaves. Items that were not reached are noted as such; those in `carry` go on to the next sitting of the
    body: to `following`, or to whichever is planned next.
    """
    if row.agenda.filter(state="current").exists():
        raise Refused(_("还有一项议题正在进行，请先结束这一项。"))
    votes = ItemPoll.objects.filter(item__sitting=row, poll__state__in=("open", "closed")).order_by("pk")
    if titles := list(votes.values_list("poll__title", flat=True)):
        why = _("还有表决没有截止或者没有计票，不能闭会：%(titles)s")
        raise Refused(why % {"titles": _("、").join(titles)})
    row.closed_at = at
    items, wanted = untouched(row), {one.pk for one in carry}
    if strange := wanted - {one.pk for one in items}:
        raise Refused(_("有 %(n)s 项不是这次会议没有进行的议题。") % {"n": len(strange)})
    _leave_over(items, [one for one in items if one.pk in wanted], following, at)
    return {"left": _all_leave(row, at), "untaken": len(items), "carried": len(wanted)}


def untouched(row) -> list:
    """Items that stand on the agenda and were neither begun nor decided."""
    rows = row.agenda.filter(state="adopted", taken_up_at=None, outcome="")
    return list(rows.order_by("place", "pk"))


def _leave_over(items, carried, following, at) -> None:
    for item in items:
        agenda.leave(item, by=house(), at=at)
    for item in carried:
        agenda.carry(item, by=house(), at=at, following=following)


def _all_leave(row, at) -> int:
    return Presence.objects.filter(sitting=row, until=None).update(until=at, left_by="close")


@does(FLOW["mark_minuted"])
def mark_minuted(row, *, by, at):
    """The minutes are signed."""


@does(FLOW["archive"])
def archive(row, *, by, at):
    """From here on nothing is added."""
