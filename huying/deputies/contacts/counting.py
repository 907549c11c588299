"""How often contact is due, who is behind, and how many are reached. Plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def window(per: str, day: date) -> tuple[date, date]:
    """First and last day of the calendar month, quarter, half or year that holds `day`. KeyError for another word."""
    length = MONTHS[per]
    first = (day.month - 1) // length * length + 1
    start = date(day.year, first, 1)
    after = date(day.year + (first + length > 12), (first + length - 1) % 12 + 1, 1)
    return start, after - timedelta(days=1)


@dataclass(frozen=True)
class Kept:
    """One pair in one period: `due` contacts by its plan (0: none is asked), `had` so far."""

    layer: str
    due: int
    had: int

    @property
    def is_met(self) -> bool:
        return self.had >= max(1, self.due)


def percent(part: int, whole: int) -> int | None:
    """Whole percents, 100 only when it is all; None where there is nothing to be counted."""
    if whole <= 0:
        return None
    return min(99, round(100 * part / whole)) if part < whole else 100


def by_layer(pairs: Iterable[Kept]) -> dict[str, tuple[int, int]]:
    """{layer: (pairs, those contacted often enough in their period)}."""
    found: dict[str, tuple[int, int]] = {}
    for pair in pairs:
        all_, met = found.get(pair.layer, (0, 0))
        found[pair.layer] = (all_ + 1, met + pair.is_met)
    return found


def spread(above: Sequence, below: Sequence, size: int, near=lambda a, b: False) -> list[tuple]:
    """Share out: at most `size` of `below` to each of `above`, those that are `near` first; what is left stays left.

    Each of `below` is given to at most one. The order of both decides, so that the same lists give the same pairs.
    """
    places = dict.fromkeys(range(len(above)), size)
    found, left = [], []
    for one in below:
        home = next((n for n in places if places[n] and near(above[n], one)), None)
        if home is None:
            left.append(one)
            continue
        places[home] -= 1
        found.append((above[home], one))
    for one in left:
        home = max((n for n in places if places[n]), key=lambda n: (places[n], -n), default=None)
        if home is None:
            break
        places[home] -= 1
        found.append((above[home], one))
    return found
