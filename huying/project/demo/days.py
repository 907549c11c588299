"""Moments: offices work on weekdays between eight and six, citizens write whenever they like. No clock is read here."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def at(day: date, rng: Random, *, evening: bool = False) -> datetime:
    """A moment of that day."""
    first, last = (8 * 60 + 5, 22 * 60) if evening else (8 * 60 + 35, 17 * 60 + 40)
    minute = rng.randint(first, last)
    return datetime.combine(day, time(minute // 60, minute % 60, rng.randrange(60)), CHINA)


def office_day(day: date, *, before: date | None = None) -> date:
    """The day itself, or the Monday after a weekend; the Friday where that Monday is not `before` a given day."""
    found = day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
    while before is not None and (found >= before or found.weekday() > 4):
        found -= timedelta(days=1)
    return found


def later(moment: datetime, days: int, rng: Random) -> datetime:
    """Some office hour `days` days on; on the same day after the given moment."""
    if days <= 0:
        return moment + timedelta(minutes=rng.randint(4, 40))
    return at(office_day(moment.astimezone(CHINA).date() + timedelta(days=days)), rng)


def reach(moment: datetime, goal: int | date, rng: Random) -> datetime:
    """So many days later, or on the very day that a desk needs."""
    return later(moment, goal, rng) if isinstance(goal, int) else max(at(goal, rng), moment)


def spell(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def lots(*words) -> Random:
    """The lots that fall for these words: always the same ones."""
    return Random(" ".join(map(str, words)))  # noqa: S311 - play, not secrets
