"""Clocks started and stopped by steps; their length comes from the congress's rule profile and calendar."""

import json
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db import models

from huying.rules import calendar, profiles

from .case import Clock
from .prepared import Prepared, insert, put
from .scope import Owned, current


class CalendarNotice(models.Model):
    """The official notice for one year, entered by the operator; `congress` narrows it to a local holiday."""

    year = models.PositiveSmallIntegerField()
    off = models.JSONField(default=list)
    work = models.JSONField(default=list)
    source = models.CharField(max_length=200)
    congress = models.ForeignKey("kernel.Congress", models.PROTECT, null=True, blank=True)


class RuleChange(Owned):
    """A local value an operator typed over the preset, with its source; kept for the record."""

    key = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    law = models.CharField(max_length=200, blank=True)
    article = models.CharField(max_length=80, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")


@lru_cache(maxsize=256)
def _rules(congress_id: int, version: int, profile: str, overrides: str):
    known = calendar.national()
    rows = CalendarNotice.objects.filter(models.Q(congress=None) | models.Q(congress=congress_id)).order_by(
        "pk"
    )
    for n in rows:
        days = [[date.fromisoformat(d) for d in group] for group in (n.off, n.work)]
        known = known.with_notice(n.year, days[0], days[1], n.source)
    return profiles.load(profile, overrides=json.loads(overrides) or None), known


def rules(congress=None):
    """(Profile, Calendar) in force for the congress; `rules_version` is raised whenever either changes."""
    c = congress or current()
    return _rules(c.pk, c.rules_version, c.profile, json.dumps(c.overrides, sort_keys=True))


def start(subject, kind: str, on) -> dict:
    """Start a clock on the day `on`; the facts that the trace records of it. {} where the profile has no such clock."""
    if (clock := _made(subject, kind, on)) is None:
        return {}
    clock.save()
    subject.__dict__.setdefault("_clocks_started", []).append(clock)  # the trace tells it, whoever started it
    return {kind: _iso(clock)}


def drop(subject, *kinds: str) -> None:
    """The step being taken ends these clocks too, if they run: what they count is not so any more."""
    subject.__dict__.setdefault("_clocks_dropped", set()).update(kinds)


def _made(subject, kind, on) -> Clock | None:
    profile, known = rules()
    explanation = profile.due(kind, on, calendar=known)
    if explanation is None:
        return None
    return Clock(
        congress_id=current().pk, case_id=subject.case_id, subject_kind=subject.FLOW.subject, subject_id=subject.pk,
        kind=kind, started_on=on, due_on=explanation.day, explanation=explanation.as_dict(),
    )  # fmt: skip


def _iso(clock) -> str | None:
    return clock.due_on.isoformat() if clock.due_on else None


def running(subject):
    """Open clocks of the subject, nearest first."""
    rows = Clock.objects.filter(subject_kind=subject.FLOW.subject, subject_id=subject.pk)
    return rows.filter(met_at=None, dropped_at=None).order_by("due_on")


def nearest(days) -> date | None:
    """Of [(kind, day or None)] the nearest day of a duty; where nothing is owed, that of what may still be done.

    A window (the unit's days to object, the citizen's to rate) makes nothing late while a duty runs beside it.
    """
    known = list(days)
    if len(known) > 1:
        settings = rules()[0].settings
        known = [k for k in known if k[0] not in settings or not settings[k[0]].is_window] or known
    return min((day for _kind, day in known if day), default=None)


def shut_on(subject, kind: str, on: date) -> date | None:
    """The last day of a window that has passed by the day `on`, whatever became of its clock; None where it is open."""
    rows = Clock.objects.filter(subject_kind=subject.FLOW.subject, subject_id=subject.pk, kind=kind)
    day = rows.order_by("-pk").values_list("due_on", flat=True).first()
    return day if day is not None and day < on else None


class Open(NamedTuple):
    """An open clock, as far as a step asks."""

    pk: int
    kind: str
    due_on: date | None


_open_ones = Prepared(
    lambda congress, kind, pk: (
        Clock.everywhere.filter(
            congress_id=congress, subject_kind=kind, subject_id=pk, met_at=None, dropped_at=None
        )
        .order_by("due_on")
        .values_list("pk", "kind", "due_on")
    ),
    int,
    str,
    int,
)


def open_now(subject) -> list[Open]:
    """As running(), only what a step asks of a clock: worded once."""
    return [Open(*row) for row in _open_ones(current().pk, subject.FLOW.subject, subject.pk)]


def turn(step, subject, at, *, born: bool = False) -> dict:
    """Stop, drop and start the step's clocks, keep `subject.due_on`; what the trace says of it. `born`: by this step.

    {"clocks": {kind: day started for, or None}, "met": [kinds], "dropped": [kinds]}, empty parts left out.
    """
    from django.utils import timezone

    by_body, ended_too = (
        subject.__dict__.pop("_clocks_started", []),
        subject.__dict__.pop("_clocks_dropped", ()),
    )
    if not (step.starts or step.stops or step.drops or by_body or ended_too):
        return {}
    new = {c.pk for c in by_body}
    old = [] if born else [c for c in open_now(subject) if c.pk not in new]
    met = [c for c in old if c.kind in step.stops]
    drops = {*step.drops, *ended_too}
    dropped = [c for c in old if c not in met and ("*" in drops or c.kind in drops)]
    for field, ended in (("met_at", met), ("dropped_at", dropped)):
        if ended:
            put(Clock, [c.pk for c in ended], **{field: at})
    day = timezone.localdate(at)
    days = {kind: subject.counts_from(kind, day) for kind in step.starts}
    counted = (_made(subject, kind, first) for kind, first in days.items() if first is not None)
    insert(made := [clock for clock in counted if clock is not None])
    started = by_body + made
    left = [c for c in old if c not in met and c not in dropped]
    subject.due_on = nearest((c.kind, c.due_on) for c in [*left, *started])
    facts = {
        "clocks": {c.kind: _iso(c) for c in started},
        "met": [c.kind for c in met],
        "dropped": [c.kind for c in dropped],
    }
    return {name: part for name, part in facts.items() if part}
