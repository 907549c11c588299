"""Who reaches what a sitting does: the office all, whoever was called to it, units what is addressed to them."""

from django.db.models import Q

from .summons.models import Summons

OFFICE = ("admin", "clerk", "leader", "house")


def called(member):
    """Keys of the sittings to which this person is called, whatever hat is worn; a question inside another one."""
    rows = Summons.objects.exclude(state="released").filter(member__person=member.person_id)
    return rows.values("sitting")


def of_sitting(member, path: str = "sitting") -> Q:
    """Rows whose sitting the member may look into."""
    if member.role in OFFICE:
        return Q(pk__isnull=False)
    if member.person_id is None:
        return Q(pk__in=[])
    return Q(**{f"{path}__in": called(member)})
