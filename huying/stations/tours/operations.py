"""Booking, receiving and counting groups."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.given import with_files
from huying.kernel.process import Forbidden, Refused, creates, does, new_case

from ..flow import OFFICE
from ..models import Tour
from .flow import FLOW

MOST = 5000  # people of one batch; more is a slip of the finger


@creates(FLOW["book"])
def book(
    *, by, at, station, group, day, starts=None, expected=None, purpose="", contact="", phone="", note=""
):
    """A group announces itself for a day to come."""
    if day < timezone.localdate(at):
        raise Refused(_("预约的日期已经过去；补登请用“补登参观”。"))
    return _new(
        by,
        at,
        station,
        group,
        day=day,
        starts=starts,
        expected=expected,
        purpose=purpose,
        contact=contact,
        phone=phone,
        note=note,
    )


@creates(FLOW["log"])
def log(*, by, at, station, group, day, people, purpose="", note="", files=()):
    """A group that has been there."""
    if day > timezone.localdate(at):
        raise Refused(_("参观的日期还没有到。"))
    _counts(people)
    row, facts = _new(by, at, station, group, day=day, people=people, purpose=purpose, note=note)
    return row, with_files(facts | {"people": people}, files, row, by, at)


@does(FLOW["move"])
def move(tour, *, by, at, day, starts=None):
    """Another day or hour."""
    if day < timezone.localdate(at):
        raise Refused(_("改到的日期已经过去。"))
    if (tour.day, tour.starts) == (day, starts):
        raise Refused(_("没有改动。"))
    tour.day, tour.starts = day, starts
    return {"day": day.isoformat()}


@does(FLOW["receive"])
def receive(tour, *, by, at, people, note="", files=()):
    """They came: how many."""
    if tour.day > timezone.localdate(at):
        raise Refused(_("还没有到预约的日期；提前来的请先改期。"))
    _counts(people)
    tour.people = people
    tour.note = note.strip() or tour.note
    return with_files({"people": people}, files, tour, by, at)


@does(FLOW["correct"])
def correct(tour, *, by, at, people, reason):
    """The number was wrong."""
    _counts(people)
    if tour.people == people:
        raise Refused(_("没有改动。"))
    before, tour.people = tour.people, people
    return {"before": before, "people": people, "note": reason}


@does(FLOW["cancel"])
def cancel(tour, *, by, at, reason=""):
    """They do not come."""
    return {"note": reason}


def _new(by, at, station, group, **columns):
    if by.role not in OFFICE and not station.kept(by):
        raise Forbidden(_("您不联络这个站点。"))
    if station.state == "closed":
        raise Refused(_("站点已经撤销。"))
    row = Tour(station=station, group=group.strip(), **columns)
    row.case = new_case(str(row), timezone.localdate(at))
    return row, {"station": station.pk, "day": row.day.isoformat()}


def _counts(people):
    if not 1 <= people <= MOST:
        raise Refused(_("人数应在 1 到 %(most)s 之间。") % {"most": MOST})
