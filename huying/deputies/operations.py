"""Taking, suspending and ending seats. A seat counts against the decided number of its term and of its district."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from huying.kernel import dockets, process, scope
from huying.kernel.case import Case
from huying.kernel.process import Refused, creates, does

from .flow import FLOW
from .models import Seat

MARK = "XW"
COLUMNS = ("district", "delegation", "card", "since")


@creates(FLOW["take"])
def take(*, by, at, member, term, since, district=None, delegation=None, card=""):
    """A deputy takes a seat. Refused where the decided number is full (选举法 第十四条) or one seat is held already."""
    if member.role != "deputy":
        raise Refused(_("%(name)s的身份不是人大代表，请先在名册登记代表身份。") % {"name": member})
    if Seat.objects.filter(member=member, term=term, until=None).exists():
        raise Refused(_("%(name)s在这一届已经有席位。") % {"name": member})
    room_for(term, district)
    _inside(term, since)
    seat = Seat(
        member=member, term=term, since=since, district=district, delegation=delegation, card=card.strip()
    )
    seat.case = dockets.one(MARK, _l("代表席位"), at, counter="seats")
    return seat, {"member": member.pk, "term": term.number}


@does(FLOW["correct_entry"])
def correct_entry(seat, *, by, at, since, district=None, delegation=None, card=""):
    """Correct what was typed wrong."""
    if district is not None and district.pk != seat.district_id:
        room_for(seat.term, district, only_district=True)
    _inside(seat.term, since)
    new = {"district": district, "delegation": delegation, "card": card.strip(), "since": since}
    changed = [name for name in COLUMNS if getattr(seat, name) != new[name]]
    if not changed:
        raise Refused(_("没有改动。"))
    for name in changed:
        setattr(seat, name, new[name])
    return {"fields": changed}


@does(FLOW["suspend"])
def suspend(seat, *, by, at, since, ground, basis):
    """代表法 第六十一条: held in a criminal case, or serving a sentence without loss of political rights."""
    _not_before(seat, since)
    seat.suspended_since = since
    return {"ground": ground, "note": basis}


@does(FLOW["resume"])
def resume(seat, *, by, at, basis):
    """The cause is gone (代表法 第六十一条第三款)."""
    seat.suspended_since = None
    return {"note": basis}


@does(FLOW["end"])
def end(seat, *, by, at, until, ending, basis):
    """代表法 第六十二条、第六十三条: the seat ends with its reason; the row stays."""
    _not_before(seat, until)
    seat.until, seat.ending = until, ending
    return {"ending": ending, "note": basis}


@does(FLOW["undo_end"])
def undo_end(seat, *, by, at, reason):
    """An ending that was entered by mistake."""
    if Seat.objects.filter(member=seat.member_id, term=seat.term_id, until=None).exists():
        raise Refused(_("这位代表在这一届已经另有席位。"))
    room_for(seat.term, seat.district)
    seat.until, seat.ending, seat.suspended_since = None, "", None
    return {"note": reason}


def take_many(rows: list[dict], *, by, at) -> list[Seat]:
    """Seats of an import or a seed, one traced birth each; the same numbers are kept. Rows: arguments of `take`, `until`,
    `ending`."""
    if not rows:
        return []
    made = []
    cases = dockets.unsaved(MARK, [_l("代表席位")] * len(rows), at, counter="seats")
    for row, case in zip(rows, cases, strict=True):
        state = "ended" if row.get("until") else "held"
        made.append(Seat(**row, congress=scope.current(), state=state, case=case))
    Case.objects.bulk_create([s.case for s in made], batch_size=500)
    for seat in made:
        seat.case = seat.case  # the id exists only now
    return process.births(FLOW["take"], made, by=by, at=at, facts={"import": True})


def room_for(term, district, only_district=False) -> None:
    """Refused when the term's decided number, or the district's, is full."""
    held = Seat.objects.filter(term=term, until=None)
    if not only_district and term.seats and held.count() >= term.seats:
        raise Refused(
            _("本届代表名额 %(n)s 名已满；代表总名额经确定后不再变动（《选举法》第十四条）。")
            % {"n": term.seats}
        )
    if district is not None and held.filter(district=district).count() >= district.seats:
        raise Refused(
            _("%(district)s应选 %(n)s 名，已经满额。") % {"district": district, "n": district.seats}
        )


def _inside(term, since):
    if since < term.starts_on or (term.ends_on and since > term.ends_on):
        raise Refused(_("任职日期不在这一届的任期以内。"))


def _not_before(seat, day):
    if day < seat.since:
        raise Refused(_("日期不能早于任职日期。"))
