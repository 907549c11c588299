"""Which station is nearest to a deputy: by trade, by village, by electoral district, by town. Plain Python; says why.

No map is needed: nearness is that of the administrative tree, which every congress has. Nothing is posted by this
module; it proposes, the office confirms.
"""

from collections.abc import Iterable
from dataclasses import dataclass

# what speaks for a station, the strongest first
TRADE, SAME, DISTRICT, TOWN, WITHIN = "trade", "same", "district", "town", "within"
STRENGTH = (TRADE, SAME, DISTRICT, TOWN, WITHIN)


@dataclass(frozen=True)
class Home:
    """Where a deputy belongs. `areas` and `district`: ids from the own place upwards; `trades`: words."""

    areas: tuple[int, ...] = ()
    district: tuple[int, ...] = ()
    trades: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Place:
    """A station. `areas` from its own place upwards; `rank` 0 is preferred; `load`: deputies already posted there.

    A station with `trades` is one of an industry: it takes deputies of that trade only.
    """

    key: int
    name: str = ""
    areas: tuple[int, ...] = ()
    trades: frozenset[str] = frozenset()
    rank: int = 0
    load: int = 0


@dataclass(frozen=True)
class Choice:
    """A station with what speaks for it, the strongest reason first."""

    place: Place
    reasons: tuple[str, ...]


def reasons(home: Home, place: Place) -> tuple[str, ...]:
    """All that speaks for this station; empty: it is not near at all."""
    if place.trades:
        return (TRADE,) if place.trades & home.trades else ()
    if not place.areas:
        return ()
    own, found = place.areas[0], []
    if home.areas and own == home.areas[0]:
        found.append(SAME)
    if home.district and own == home.district[0]:
        found.append(DISTRICT)
    if own in home.areas[1:] or own in home.district[1:]:
        found.append(TOWN)
    if not found and any(above in place.areas[1:] for above in (*home.areas[:1], *home.district[:1])):
        found.append(WITHIN)  # below the deputy's own town, in some village of it
    return tuple(found)


def nearest(home: Home, places: Iterable[Place], most: int = 3) -> list[Choice]:
    """The best stations, best first: by the strongest reason, then stations before points, then the emptier one."""
    found = [Choice(place, why) for place in places if (why := reasons(home, place))]
    found.sort(key=_order)
    return found[:most]


def _order(choice: Choice):
    place = choice.place
    best = min(STRENGTH.index(r) for r in choice.reasons)
    return (best, -len(choice.reasons), place.rank, place.load, place.name, place.key)
