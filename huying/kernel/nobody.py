"""Who acts where no person does: the platform itself, and whoever has no account."""

from . import scope
from .prepared import Rows
from .roster import Membership


def house() -> Membership:
    """The platform itself, for consequences nobody clicks."""
    return _system("house")


def public() -> Membership:
    """Whoever has no account."""
    return _system("public")


def _system(role):
    congress = scope.current()
    cache = congress.__dict__.setdefault("_system_members", {})
    if role in cache:
        return cache[role]
    if (member := next(iter(_without_person(congress.pk, role)), None)) is None:
        # Not remembered: it goes when the transaction is rolled back.
        congress.__dict__["_system_members_fresh"] = True
        return Membership.objects.create(congress=congress, role=role, person=None)
    if "_system_members_fresh" not in congress.__dict__:
        cache[role] = member
    return member


_without_person = Rows(
    lambda congress, role: Membership.everywhere.filter(
        congress_id=congress, role=role, person=None
    ).order_by("pk")[:1],
    int,
    str,
)
