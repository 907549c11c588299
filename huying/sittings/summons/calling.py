"""Calling people to a sitting in one go: one row and one trace each, one statement for the rows, one for the notices."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import dockets, process, scope
from huying.kernel.notices import Notice
from huying.kernel.roster import Membership
from huying.kernel.words import recorded
from huying.ui import when

from .flow import FLOW
from .models import Summons

LONGEST = 200  # of what a notice says


def call_all(sitting, people, right: str, *, by, at) -> list[Summons]:
    """`people`: rolls.Called. Whoever is called already is left alone. The rows that are new."""
    here = list(
        sitting.summons.exclude(state="released").values_list("member", "unit", "name", "case", "place")
    )
    members = {m for m, _unit, _name, _case, _place in here if m}
    others = {(u, n) for m, u, n, _case, _place in here if not m}
    fresh = [
        p for p in people
        if (p.member.pk not in members if p.member else (p.unit and p.unit.pk, p.name) not in others)
    ]  # fmt: skip
    if not fresh:
        return []
    docket = here[0][3] if here else dockets.one_of_year("TZ", sitting.title, at).pk
    first = max((place for *_rest, place in here), default=0)
    rows = [
        Summons(
            congress=scope.current(), sitting=sitting, case_id=docket, member=p.member, unit=p.unit, right=right,
            place=first + n, name=p.name, post=p.post, card=p.card, why=p.why, level=p.level,
        )
        for n, p in enumerate(fresh, 1)
    ]  # fmt: skip
    return process.births(FLOW["call"], rows, by=by, at=at, facts={"sitting": sitting.pk, "right": right})


def tell(sitting, rows, step: str, *, at, text: str = "") -> None:
    """A notice for everybody called, pointing at their own paper; for the head of a unit to whoever acts for the unit.

    `text` is what it says, cut to what a notice holds.
    """
    rows = list(rows)
    units = {s.unit_id for s in rows if s.unit_id and not s.member_id}
    handlers = Membership.objects.filter(unit__in=units, role="handler", is_active=True).values_list(
        "unit", "pk"
    )
    acting: dict[int, list[int]] = {}
    for unit, pk in handlers if units else ():
        acting.setdefault(unit, []).append(pk)
    said = _said(sitting, at) if step == "summons.call" else shortened(text)
    Notice.objects.bulk_create(
        Notice(
            congress_id=sitting.congress_id, to_id=to, case_id=s.case_id, subject_kind="summons", subject_id=s.pk,
            step=step, at=at, text=said,
        )
        for s in rows for to in ([s.member_id] if s.member_id else acting.get(s.unit_id, ()))
    )  # fmt: skip


@recorded()
def _said(sitting, at) -> str:
    """What a member reads first: that it is a notice, when and where."""
    place = _("，%(place)s") % {"place": sitting.place} if sitting.place else ""
    words = {
        "day": when.day_words(sitting.day, timezone.localdate(at)),
        "clock": f"{sitting.starts_at:%H:%M}",
        "place": place,
    }
    return (_("会议通知：%(day)s %(clock)s%(place)s") % words)[:200]


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def press(one, *, by, at) -> None:
    """Ask again for an answer (a step of the row)."""
    from . import operations

    operations.press(one, by=by, at=at)
