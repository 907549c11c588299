"""Clocks started and stopped by steps; their length comes from the congress's rule profile and calendar."""

from functools import lru_cache

from django.db import models
from django.db.models import Min

from huying.rules import calendar, profiles

from .case import Clock
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
def _rules(congress_id: int, version: int, profile: str):
    from datetime import date

    from .roster import Congress

    congress = Congress.objects.get(pk=congress_id)
    known = calendar.national()
    for n in CalendarNotice.objects.filter(models.Q(congress=None) | models.Q(congress=congress)).order_by("pk"):
        days = [[date.fromisoformat(d) for d in group] for group in (n.off, n.work)]
        known = known.with_notice(n.year, days[0], days[1], n.source)
    return profiles.load(profile, overrides=congress.overrides or None), known


def rules(congress=None):
    """(Profile, Calendar) in force for the congress; `rules_version` is raised whenever either changes."""
    c = congress or current()
    return _rules(c.pk, c.rules_version, c.profile)


def start(subject, kind: str, on) -> dict:
    """Start a clock on the day `on`; the facts that the trace records of it. {} where the profile has no such clock."""
    profile, known = rules()
    explanation = profile.due(kind, on, calendar=known)
    if explanation is None:
        return {}
    Clock.objects.create(
        case_id=subject.case_id, subject_kind=subject.FLOW.subject, subject_id=subject.pk, kind=kind,
        started_on=on, due_on=explanation.day, explanation=explanation.as_dict(),
    )  # fmt: skip
    return {kind: explanation.day.isoformat() if explanation.day else None}


def running(subject):
    """Open clocks of the subject, nearest first."""
    rows = Clock.objects.filter(subject_kind=subject.FLOW.subject, subject_id=subject.pk)
    return rows.filter(met_at=None, dropped_at=None).order_by("due_on")


def turn(step, subject, at) -> dict:
    """Stop, drop and start the step's clocks, keep `subject.due_on`; what the trace says of it."""
    from django.utils import timezone

    if not (step.starts or step.stops or step.drops):
        return {}
    if step.stops:
        running(subject).filter(kind__in=step.stops).update(met_at=at)
    if step.drops:
        rows = running(subject)
        (rows if "*" in step.drops else rows.filter(kind__in=step.drops)).update(dropped_at=at)
    day, facts = timezone.localdate(at), {}
    for kind in step.starts:
        facts |= start(subject, kind, day)
    subject.due_on = running(subject).aggregate(day=Min("due_on"))["day"]
    return facts
