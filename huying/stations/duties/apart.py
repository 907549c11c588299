"""Nobody at two places at one time: drawn turns move to another open day of their period. Pure: no Django."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from .planning import Turn

Busy = dict[
    tuple[int, date], list[tuple[int, int, object]]
]  # (who, day) → [(first minute, last minute, place)]


def clashes(busy: Busy, who: int, day: date, begin: int, minutes: int, place: object) -> bool:
    """Is this person elsewhere in these minutes of the day?"""
    taken = busy.get((who, day), ())
    return any(a < begin + minutes and begin < b and where != place for a, b, where in taken)


def apart(turns: Iterable[Turn], busy: Busy, begin: int, minutes: int, days: Iterable[date]) -> list[Turn]:
    """The turns in their order, each on its own day or the next free one of `days`; where none is free it stays."""
    made = []
    for turn in turns:
        place = (turn.place, turn.target)
        if clashes(busy, turn.who, turn.day, begin, minutes, place):
            others = sorted(days, key=partial(_later_first, turn.day))
            free = [d for d in others if not clashes(busy, turn.who, d, begin, minutes, place)]
            turn = replace(turn, day=free[0] if free else turn.day)
        busy.setdefault((turn.who, turn.day), []).append((begin, begin + minutes, place))
        made.append(turn)
    return made


def _later_first(day: date, other: date):
    """The next days first, then those before, the nearest first."""
    return other < day, abs(other - day)
