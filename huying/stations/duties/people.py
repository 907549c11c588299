"""Who is meant by a rule: the deputies posted at a station, the leaders, the members of the standing committee."""

from typing import Any

from huying.kernel.roster import Membership

from ..models import Station

COMMITTEE = ("standing_committee", "chairpersons")


def posted() -> dict[int, list[int]]:
    """Station in use → its deputies: those posted there; where nobody is posted, the deputies of its area."""
    stations = list(Station.objects.filter(is_active=True).values_list("pk", "area", "area__parent"))
    found = _posted()
    by_area: dict[int | None, list[int]] = {}
    for pk, area in active("deputy").exclude(area=None).values_list("pk", "area"):
        by_area.setdefault(area, []).append(pk)
    for pk, area, above in stations:
        if not found.get(pk):
            found[pk] = by_area.get(area) or by_area.get(above, [])
    return {pk: found[pk] for pk, _area, _above in stations if found.get(pk)}


def _posted() -> dict[int, list[int]]:
    """What the deputies' room has written down: its rows point at the station, so they are read from this side."""
    relation = next((r for r in Station._meta.related_objects if r.get_accessor_name() == "postings"), None)
    found: dict[int, list[int]] = {}
    if relation is None:
        return found
    model: Any = relation.related_model
    rows = model.objects.filter(state="confirmed", member__is_active=True)
    for station, who in rows.order_by("pk").values_list("station", "member"):
        found.setdefault(station, []).append(who)
    return found


def houses() -> list[int]:
    return list(
        Station.objects.filter(is_active=True, kind="house").order_by("pk").values_list("pk", flat=True)
    )


def active(role: str):
    return Membership.objects.filter(role=role, is_active=True, person__isnull=False).order_by("pk")


def leaders() -> list[int]:
    return list(active("leader").values_list("pk", flat=True))


def committee() -> list[int]:
    rows = Membership.objects.filter(is_active=True, person__isnull=False, organ__kind__in=COMMITTEE)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def front_line() -> list[int]:
    """一线代表: deputies who hold no office in the congress beside their seat."""
    office = Membership.objects.filter(
        is_active=True, role__in=("leader", "clerk", "admin"), person__isnull=False
    )
    rows = active("deputy").exclude(person__in=office.values("person")).exclude(organ__kind__in=COMMITTEE)
    return list(rows.values_list("pk", flat=True))
