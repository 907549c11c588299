"""News for people: written with the step that causes them, delivered by jobs afterwards."""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.db import models
from django.utils.translation import gettext as _g

from .prepared import Prepared, insert
from .roster import Membership
from .scope import Owned, current
from .words import recorded

_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


class Notice(Owned):
    """One piece of news for one member. `step` and the case say what happened; words are made when shown."""

    to = models.ForeignKey(Membership, models.PROTECT, related_name="notices")
    case = models.ForeignKey("kernel.Case", models.PROTECT, null=True, related_name="+")
    subject_kind = models.CharField(max_length=24, blank=True)
    subject_id = models.PositiveBigIntegerField(null=True)
    step = models.CharField(max_length=60)
    text = models.CharField(
        max_length=200, blank=True
    )  # its own words; of a lamp: the days left when it was told
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)  # handed to the channels

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "to", "-at"], name="notice_to"),
            models.Index(fields=["at"], name="notice_unsent", condition=models.Q(sent_at__isnull=True)),
        ]


def audience(who: str, subject):
    """Active members that "role" or "role/relation" names for this row."""
    role, _, relation = who.partition("/")
    if relation and (members := getattr(subject, f"{relation}_members", None)):
        return [m for m in members() if m.is_active]  # the same people as the method, found at once
    rows = Membership.objects.filter(role=role, is_active=True)
    if not relation:
        return rows
    value = getattr(subject, relation)
    if callable(value):
        return [m for m in rows if value(m)]
    if value is None:
        return []
    if value._meta.model_name == "unit":
        return rows.filter(unit=value)
    return [value] if value.is_active else []


def recipients(tells, subject) -> set[int]:
    """Keys of the members in all these audiences; roles, units and persons are asked for in one query."""
    roles: set[str] = set()
    people: set[int] = set()
    units: set[tuple[str, int]] = set()
    found: set[int] = set()
    for who in tells:
        role, _, relation = who.partition("/")
        column = _column(subject.__class__, relation) if relation else None
        if not relation:
            roles.add(role)
        elif column is None or hasattr(subject, f"{relation}_members"):
            found |= {m.pk for m in audience(who, subject)}
        elif (value := getattr(subject, column.attname)) is not None:
            if column.related_model._meta.model_name == "unit":
                units.add((role, value))
            else:
                people.add(value)
    return found | {pk for (pk,) in _active(roles, people, units)}


def _active(roles: set, people: set, units: set) -> list:
    """Keys of the active members of these roles, with these keys, or of these roles in these units; one question."""
    congress = current().pk
    match len(roles), len(people), len(units):
        case 0, 0, 0:
            return []
        case 1, 0, 0:
            return _of_role(congress, *roles)
        case 0, 1, 0:
            return _with_key(congress, *people)
        case 0, 0, 1:
            return _of_unit(congress, *next(iter(units)))
    asked = models.Q(role__in=roles) | models.Q(pk__in=people)
    for role, unit in units:
        asked |= models.Q(role=role, unit=unit)
    return list(Membership.objects.filter(asked, is_active=True).values_list("pk"))


def _members(congress, **those):
    return Membership.everywhere.filter(congress_id=congress, is_active=True, **those).values_list("pk")


_of_role = Prepared(lambda congress, role: _members(congress, role=role), int, str)
_with_key = Prepared(lambda congress, pk: _members(congress, pk=pk), int, int)
_of_unit = Prepared(lambda congress, role, unit: _members(congress, role=role, unit=unit), int, str, int)


@cache
def _column(model, relation):
    """The foreign key of that name; None where the relation is a method."""
    return next((f for f in model._meta.concrete_fields if f.name == relation and f.many_to_one), None)


@contextmanager
def kept_quiet():
    """For seeds: what is laid into the past is news to nobody."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def tell(step, subject, *, by, at) -> None:
    """A notice for everyone the step names, but not for whoever took it."""
    if _quiet.get():
        return
    tell_people(step.code, subject, recipients(step.tells, subject) - {by.pk}, at=at)


def tell_named(step, subject, person: int, *, at) -> None:
    """To whoever a step was entered for (代录): nothing is done in one's name without one's knowing."""
    if person in recipients(step.tells, subject):
        return
    with recorded():
        text = _g("机关代您办理：%(step)s") % {"step": _g(step.label)}
    tell_people(step.code, subject, {person}, at=at, text=text)


def tell_people(step: str, subject, people, *, at, text: str = "") -> None:
    """The same for memberships that the wiring board names: `step` is a step's code ("polls.open")."""
    if _quiet.get():
        return
    news = [
        Notice(
            congress_id=subject.congress_id,
            to_id=pk,
            case_id=subject.case_id,
            subject_kind=subject.FLOW.subject,
            subject_id=subject.pk,
            step=step,
            text=text,
            at=at,
        )
        for pk in sorted(people)
    ]
    insert(news)
