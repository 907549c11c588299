"""Public figures about a deputy; a number so small that it could point at somebody is not told."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from ..models import Letter

LEAST = 5


def told(n: int) -> str:
    """0 as it is, 1 to 4 as 不足 5, the number from there on."""
    return str(n) if n == 0 or n >= LEAST else _("不足 %(least)s") % {"least": LEAST}


def letters_of(member) -> dict:
    """How many letters reached the deputy, were answered, and within the days: {"got", "answered", "in_time"} as told."""
    rows = Letter.objects.filter(member=member, confirmed_on__isnull=False).exclude(state="declined")
    sums = rows.aggregate(
        got=Count("pk"),
        answered=Count("pk", filter=Q(answered_on__isnull=False)),
        in_time=Count("pk", filter=Q(answered_on__isnull=False, alerted_on=None)),
    )
    return {name: told(n) for name, n in sums.items()}
