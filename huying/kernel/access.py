"""The only place that says yes. A step names who; a relation narrows it to the row."""

from django.core.exceptions import FieldDoesNotExist

from . import scope
from .switches import GRANTS


def may(member, step, subject=None) -> bool:
    """May this membership take this step (on this row) in the congress being served?"""
    return any(_fits(actor, who, subject) for actor in _hats(member) for who in _grants(step))


def acts_for(member, step, subject=None):
    """Whom the member stands in for when taking the step: a membership, or None when acting for themselves."""
    for who in _own(step):
        for actor in _hats(member):
            if _fits(actor, who, subject):
                return actor if actor is not member else None
    for who in step.acts_for:
        if any(_fits(actor, who, subject) for actor in _hats(member)):
            return next(filter(None, (_person(subject, who) for who in step.by)), None)
    return None


def is_proxy(member, step, subject=None) -> bool:
    """True when the member may only enter the step for somebody else (代录)."""
    hats = _hats(member)
    if any(_fits(actor, who, subject) for actor in hats for who in _own(step)):
        return False
    return any(_fits(actor, who, subject) for actor in hats for who in step.acts_for)


def _own(step):
    """Who takes the step in their own right: the table's, and those whom the congress granted it."""
    extra = GRANTS.of().get(step.code, []) if step.open_to_tenant else []
    return (*step.by, *extra)


def _grants(step):
    return (*_own(step), *step.acts_for)


def _hats(member):
    return (member, *getattr(member, "standing_in_for", ()))


def _fits(member, who: str, subject) -> bool:
    congress = scope.current()
    if member.congress_id != congress.pk or not member.is_active:
        return False
    if subject is not None and subject.congress_id != congress.pk:
        return False
    role, _, relation = who.partition("/")
    if member.role != role:
        return False
    return not relation or subject is None or related(member, relation, subject)


def related(member, relation: str, subject) -> bool:
    """Is the member (or the member's unit) what the row's relation points at? A relation may also be a method."""
    try:
        field = subject._meta.get_field(relation)
    except FieldDoesNotExist:
        field = None
    if field is not None and field.many_to_one:
        value = getattr(subject, field.attname)
        mine = member.unit_id if field.related_model._meta.model_name == "unit" else member.pk
        return value is not None and value == mine
    return bool(getattr(subject, relation)(member))


def _person(subject, who):
    relation = who.partition("/")[2]
    value = getattr(subject, relation, None) if subject is not None and relation else None
    meta = getattr(value, "_meta", None)
    return value if meta is not None and meta.model_name == "membership" else None
