"""Which deputies are those of a place: by electoral district, by station; of all levels."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from huying.kernel import offices
from huying.kernel.roster import Area
from huying.ui import blocks

from ..addresses.queries import Found
from ..cards import queries as cards
from ..models import Posting
from ..postings.models import level_words

MOST = 60


@dataclass
class Entry:
    """One deputy as people read it. `card` None: a guest, who has a name and a level and no page."""

    name: str
    card: Any = None
    guest: Any = None
    levels: list[str] = field(default_factory=list)
    seat: Any = None
    stations: list = field(default_factory=list)
    is_of_district: bool = False
    next: Any = None


def entries(rows) -> list[Entry]:
    """Cards with what stands beside a name; five queries, whatever the number."""
    rows = list(rows)
    members = [c.member_id for c in rows]
    seats, stations = cards.seats_of(members), cards.stations_of(members)
    levels = offices.levels_of(c.member.person_id for c in rows)
    following = blocks.ask("deputy.next", members)
    return [
        Entry(
            str(c.member), c, None, [level_words(*office) for office in levels.get(c.member.person_id, [])],
            seats.get(c.member_id), stations.get(c.member_id, []), next=following.get(c.member_id),
        )
        for c in rows
    ]  # fmt: skip


def of_place(found: Found) -> list[Entry]:
    """The deputies of a place: those of its district first, then those posted at its station; guests last."""
    areas = found.areas
    if found.area is not None and found.area.parent_id is None:  # a whole town: everything in it
        areas = [*areas, *Area.objects.filter(parent=found.area).values_list("pk", flat=True)]
    own = Q(pk=None)
    if found.district is not None:
        own = Q(member__seats__district=found.district, member__seats__until=None)
    elif areas:
        own = Q(member__seats__district__area__in=areas, member__seats__until=None)
    near = Q(station=found.station) if found.station is not None else Q(station__area__in=areas)
    posted = Posting.objects.filter(near, state="confirmed", station__is_active=True)
    at_station = Q(member__in=posted.filter(member__isnull=False).values("member"))
    district = set(cards.published().filter(own).values_list("pk", flat=True))
    rows = cards.published().filter(Q(pk__in=district) | at_station).distinct()
    made = entries(rows[:MOST])
    for entry in made:
        entry.is_of_district = entry.card.pk in district
    made.sort(key=lambda e: not e.is_of_district)
    return made + guests(posted)


def guests(posted) -> list[Entry]:
    """Deputies of other congresses who are posted here: name, level and station."""
    found: dict[int, Entry] = {}
    rows = posted.filter(guest__isnull=False, guest__is_active=True).select_related("guest", "station")
    for posting in rows.order_by("guest__pinyin", "pk")[:MOST]:
        guest = posting.guest
        entry = found.setdefault(
            guest.pk, Entry(guest.name, guest=guest, levels=[level_words(guest.level, guest.of)])
        )
        entry.stations.append(posting.station)
    return list(found.values())
