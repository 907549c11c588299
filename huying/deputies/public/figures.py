"""Public figures about a deputy; a number so small that it could point at somebody is not told."""

from django.db.models import Count, Q

from huying.ui.small_numbers import nested

from ..models import Letter


def letters_of(member) -> dict:
    """How many letters reached the deputy, were answered, and within the days: {"got", "answered", "in_time"} as told."""
    rows = Letter.objects.filter(member=member, confirmed_on__isnull=False).exclude(state="declined")
    sums = rows.aggregate(
        got=Count("pk"),
        answered=Count("pk", filter=Q(answered_on__isnull=False)),
        in_time=Count("pk", filter=Q(answered_on__isnull=False, alerted_on=None)),
    )
    names = ("got", "answered", "in_time")
    return dict(zip(names, nested(sums[name] for name in names), strict=True))
