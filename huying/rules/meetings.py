"""Meetings: how many must be there, by when a notice is due, how often a body must meet. Plain arithmetic of R-STR-15 … 33."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .deadlines import Term, before, months
from .flow import N_
from .majorities import ge, gt_half

TWO_THIRDS, MORE_THAN_HALF = "two_thirds", "more_than_half"
FRACTIONS = {TWO_THIRDS: N_("三分之二以上"), MORE_THAN_HALF: N_("过半数")}


def needed(fraction: str, base: int) -> int:
    """How many of `base` members must be present. ValueError for a fraction that no rule names, or a base below one."""
    if fraction == TWO_THIRDS:
        if base < 1:
            raise ValueError("人数不得小于 1")
        return ge(base, 2, 3)
    if fraction == MORE_THAN_HALF:
        return gt_half(base)
    raise ValueError(f"没有名为“{fraction}”的人数规则")


def signatures(deputies: int) -> int:
    """Deputies who may propose an extraordinary session: one fifth or more (R-STR-17)."""
    return ge(deputies, 1, 5)


def latest_notice(meeting: date, term: Term) -> date:
    """The last day on which the notice is in time: 2026-03-26, 7 days → 2026-03-19; 2026-01-20, 1 month → 2025-12-20."""
    year, month = divmod(meeting.year * 12 + meeting.month - 1 - term.months, 12)
    day = date(year, month + 1, min(meeting.day, monthrange(year, month + 1)[1]))
    return before(day, term.days)


@dataclass(frozen=True)
class Gap:
    """Two meetings further apart than the rule says; `until` is the last day that would have been in time."""

    after: date
    next: date | None
    until: date


def gaps(days: Iterable[date], most_months: int, today: date) -> list[Gap]:
    """Where more than so many calendar months lie between one meeting and the next, or between the last and today."""
    held = sorted(set(days))
    found = []
    for first, second in zip(held, [*held[1:], None] if held else [], strict=True):
        until = months(first, most_months)
        if (second or today) > until:
            found.append(Gap(first, second, until))
    return found


def missing_in_year(days: Iterable[date], year: int, least: int) -> int:
    """How many meetings of that year are missing to the least number; 0 where there are enough."""
    return max(0, least - sum(d.year == year for d in set(days)))
