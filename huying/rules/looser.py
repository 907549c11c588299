"""Is one value looser than another? Terms of unlike units are compared by how short and how long they can get."""

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

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
        return bool(new.value < base.value)
    return False  # lists of kinds are named, not ranked


def is_longer(one: Term, other: Term) -> bool:
    """Whether `one` can, from some start day, end later than `other`. Doubt counts as longer."""
    a, b = (one.months, one.days, one.workdays), (other.months, other.days, other.workdays)
    if all(x <= y for x, y in zip(a, b, strict=True)):
        return False
    return bounds(one)[1] > bounds(other)[0]


def bounds(term: Term) -> tuple[int, int]:
    """(shortest, longest) the term can last, in calendar days, over all start days."""
    short, long = _month_bounds(term.months)
    n = term.workdays
    # n working days: at least n days; at most seven days for five, with the longest holidays of the year beside them
    return short + term.days + n, long + term.days + ((n * 7 + 4) // 5 + 10 * (1 + n // 120) if n else 0)


@cache
def _month_bounds(n: int) -> tuple[int, int]:
    first = date(
        2024, 1, 1
    )  # four years hold every month length, and 400-year rules change nothing below a day
    starts = (first + timedelta(days=i) for i in range(1461))
    lengths = [(months(day, n) - day).days for day in starts] if n else [0]
    return min(lengths), max(lengths)
