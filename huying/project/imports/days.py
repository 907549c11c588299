"""Days within the words of a state: does one of them lie ahead?"""

import re
from calendar import monthrange
from datetime import date

_FULL = re.compile(
    r"(?<!\d)(20\d\d)(?:(\d\d)(\d\d)|(?:年|[-./](?=\d))(?:(\d{1,2})(?:(?:月|[-./](?=\d))(\d{1,2})?)?)?)?(?!\d)"
)
_WITHOUT_YEAR = re.compile(r"(?<!\d)(\d{1,2})(?:月|[-./](?=\d))(\d{1,2})?(?!\d)")


def lies_ahead(words: str, today: date, *, sure: bool) -> bool:
    """`sure`: it is said to have happened, so a month counts from its first day, and a day without a year is past. Else
    it may be a plan: the month must be over, and a day without a year is one of this year."""
    found = [[int(part) for part in one if part] for one in _FULL.findall(words)]
    if not found and not sure:
        found = [[today.year, *(int(p) for p in one if p)] for one in _WITHOUT_YEAR.findall(words)]
    return any(_day(*one, first=sure) > today for one in found)


def _day(year: int, month: int = 0, day: int = 0, *, first: bool) -> date:
    """The first or the last day that is meant; what is no day never comes."""
    if month > 12 or (month and day > monthrange(year, month)[1]):
        return date.max
    month = month or (1 if first else 12)
    return date(year, month, day or (1 if first else monthrange(year, month)[1]))
