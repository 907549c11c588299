"""Where an address lies, and whose it is."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from huying.kernel.roster import Area

from ..models import Address
from .matching import SHORTEST, best, current, normal, pieces

SUGGESTED = 8


@dataclass
class Found:
    """A place that was meant. `renamed` is the old name that was typed, "" where the name still holds."""

    name: str
    area: Any = None
    district: Any = None
    station: Any = None
    renamed: str = ""
    until: Any = None
    others: list[str] = field(default_factory=list)  # other places that the words fit, for a second look

    @property
    def areas(self) -> list[int]:
        """Ids of the areas that hold this place, the own one first."""
        if self.area is None:
            return []
        return [pk for pk in (self.area.pk, self.area.parent_id) if pk]


def look(typed: str) -> Found | None:
    """The place that these words mean: the longest known name in them, the later one of two; None where none is known.

    Five queries at most, whatever the table's size. The names of areas themselves are known without any table.
    """
    parts = pieces(typed)
    if not parts:
        return None
    rows = {a.key: a for a in Address.objects.filter(key__in=parts).select_related(*LINKS)}
    areas = {normal(a.name): a for a in Area.objects.select_related("parent") if normal(a.name) in set(parts)}
    found = best(typed, {*rows, *areas})
    if not found:
        begun = starting(typed, 2)
        if len(begun) != 1:
            return None
        found, rows = [begun[0].key], {begun[0].key: begun[0]}
    first = found[0]
    others = [str(rows.get(k) or areas.get(k)) for k in found[1:5] if k not in first]
    if (row := rows.get(first)) is None:
        return Found(str(areas[first]), areas[first], others=others)
    return _now(row, others)


LINKS = ("area__parent", "district__area__parent", "station", "successor")


def _now(row: Address, others) -> Found:
    """The place as it is called today, by as many renamings as there were."""
    after = row
    if row.successor_id:
        links = dict(Address.objects.exclude(successor=None).values_list("pk", "successor_id"))
        after = Address.objects.select_related(*LINKS).get(pk=current(row.pk, links))
    renamed = row.text if after.pk != row.pk else ""
    district = after.district or row.district
    area = after.area or row.area or (district.area if district else None)
    return Found(
        after.text,
        area,
        district,
        after.station or row.station,
        renamed,
        row.until if renamed else None,
        others,
    )


def starting(typed: str, most: int = SUGGESTED) -> list[Address]:
    """Known addresses that go on from what was typed, or hold it; for suggestions while typing."""
    text = normal(typed)
    if len(text) < SHORTEST:
        return []
    rows = Address.objects.filter(Q(key__startswith=text)).select_related("successor").order_by("key")
    found = list(rows[:most])
    if len(found) < most:
        more = Address.objects.filter(key__contains=text).exclude(pk__in=[a.pk for a in found])
        found += list(more.select_related("successor").order_by("key")[: most - len(found)])
    return found
