"""Where an address lies, and whose it is."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from huying.kernel.roster import Area
from huying.ui import blocks

from ..models import Address
from .matching import SHORTEST, best, current, normal, pieces

SUGGESTED = 8
STATIONS = "addresses.stations"  # asked of the project: a room beside this one keeps them


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
    doubt: str = ""  # the town that was typed, where the place does not lie in it: ask first

    @property
    def full(self) -> str:
        """The place with its town, as words that mean it beyond doubt."""
        town = self.area.parent.name if self.area is not None and self.area.parent_id else ""
        return self.name if self.name.startswith(town) else town + self.name

    @property
    def areas(self) -> list[int]:
        """Ids of the areas that hold this place, the own one first."""
        if self.area is None:
            return []
        return [pk for pk in (self.area.pk, self.area.parent_id) if pk]


def look(typed: str) -> Found | None:
    """The place that these words mean: the longest known name in them, the later one of two; None where none is known.

    Six queries at most, whatever the table's size. The names of areas and the addresses of stations are known without
    any table.
    """
    parts = set(pieces(typed))
    if not parts:
        return None
    rows = {a.key: a for a in Address.objects.filter(key__in=parts).select_related(*LINKS)}
    named = [a for a in Area.objects.select_related("parent") if normal(a.name) in parts]
    towns = [a for a in named if a.parent_id is None]
    areas = {
        normal(a.name): a for a in sorted(named, key=lambda a: a.parent in towns)
    }  # of two, that of the town typed
    stations: dict[str, Any] = {}
    found = best(typed, {*rows, *areas})
    if not found or found[0] != normal(typed):  # words that are no known place to the last letter
        stations = _stations()
        found = best(typed, {*rows, *areas, *stations})
    if not found:
        begun = starting(typed, 2)
        near = [key for key in stations if normal(typed) in key]
        if len(begun) + len(near) != 1:
            return None
        rows |= {a.key: a for a in begun}
        found = [*(a.key for a in begun), *near]
    first = found[0]
    others = [str(rows.get(k) or areas.get(k) or stations[k].address) for k in found[1:5] if k not in first]
    if first in rows:
        place = _now(rows[first], others)
    elif first in areas:
        place = Found(str(areas[first]), areas[first], others=others)
    else:
        here = stations[first]
        place = Found(here.address, here.area, station=here, others=others)
    if place.area is not None and towns and not {a.pk for a in towns} & set(place.areas):
        place.doubt = towns[0].name
    return place


def _stations() -> dict[str, Any]:
    """Stations in use by the one spelling of their address."""
    rows = sorted(blocks.ask(STATIONS, []).items(), reverse=True)
    return {key: s for _pk, s in rows if len(key := normal(s.address)) >= SHORTEST}


def example() -> str:
    """An address that is known, to show how one is written; "" where the table is empty."""
    rows = Address.objects.filter(successor=None, area__parent__isnull=False).select_related("area__parent")
    row = rows.filter(area__kind__in=("village", "community")).order_by("-area__kind", "pk").first()
    if row is None:
        return ""
    town = row.area.parent.name
    return row.text if row.text.startswith(town) else town + row.text


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
