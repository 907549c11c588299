"""Is one value looser than another? Terms of unlike units are compared by how short and how long they can get."""

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from .calendar import national
from .deadlines import Term, months

if TYPE_CHECKING:
    from .profiles import Setting


def is_looser(new: "Setting", base: "Setting") -> bool:
    """Whether `new` could bind an organ later (duty) or protect a person shorter (right) than `base`."""
    if base.value is None:
        return False
    if new.value is None:
        return True
    if base.kind == "term":
        return (
            is_longer(new.value, base.value) if base.direction == "duty" else is_longer(base.value, new.value)
        )
    if base.kind == "choice":
        return base.order.index(new.value) < base.order.index(base.value)
    if base.kind == "flag":
        return bool(base.value and not new.value)
    if base.kind == "number":
        return bool(new.value > base.value if base.direction == "duty" else new.value < base.value)
    return False  # lists of kinds are named, not ranked


def is_longer(one: Term, other: Term) -> bool:
    """Whether `one` can, from some start day, end later than `other`. Doubt counts as longer."""
    a, b = (one.months, one.days, one.workdays), (other.months, other.days, other.workdays)
    if all(x <= y for x, y in zip(a, b, strict=True)):
        return False
    return bounds(one)[1] > bounds(other)[0]


def bounds(term: Term) -> tuple[int, int]:
    """(shortest, longest) the term can last, in calendar days, over all start days.

    Working days are measured over the years with an official notice (2004 on): no formula knows the holidays.
    """
    parts = [_month_bounds(term.months), (term.days, term.days), _workday_bounds(term.workdays)]
    return sum(short for short, _ in parts), sum(long for _, long in parts)


@cache
def _month_bounds(n: int) -> tuple[int, int]:
    # four years hold every length of month that follows another
    starts = (date(2024, 1, 1) + timedelta(days=i) for i in range(1461))
    lengths = [(months(day, n) - day).days for day in starts] if n else [0]
    return min(lengths), max(lengths)


@cache
def _workday_bounds(n: int) -> tuple[int, int]:
    if n == 0:
        return 0, 0
    if n > 250:  # longer than a year: two calendar days for each are more than any holiday takes
        return n, 2 * n
    known = national()
    first, last = date(known.years[0], 1, 1), date(known.years[-1], 12, 31)
    days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    worked = [day for day in days if known.is_workday(day)]
    lengths, at = [], 0  # worked[at] is the first working day after the start day
    for day in days:
        at += worked[at] == day
        if at + n > len(worked):
            break
        lengths.append((worked[at + n - 1] - day).days)
    return min(lengths), max(lengths)
