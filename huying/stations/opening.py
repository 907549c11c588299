"""Weekly opening hours with dated exceptions. Pure: moments are given as local, naive datetimes.

`weekly`: {"1": [["08:30", "11:30"], …], …}, ISO weekdays, and days of the month as `monthly` spells them;
`exceptions`: {"2026-12-24": {"spans": [], "why": "…"}}.
Spans are half open, ordered and apart; a span ends on the day on which it begins ("24:00" is its end at most).
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from . import monthly

SPAN = re.compile(r"(\d{1,2})[:：.点时](\d{2})?分?\s*[-–—~～至到]+\s*(\d{1,2})[:：.点时](\d{2})?分?")
APART = re.compile(r"[,，;；、/\s]+")
NAMES = "一二三四五六日"
DAYS = re.compile(r"((?:周|星期|[一二三四五六日天至到—~～\-、,，和及\s]|工作日|每天)*)[:：]?")
LOOK_AHEAD = 62  # days: a place that opens no sooner says so instead of a date
Spans = list[list[str]]


class BadHours(ValueError):
    """`where` is the text that was not understood; `kind`: "format", "order" or "overlap"."""

    def __init__(self, kind: str, where: str):
        self.kind, self.where = kind, where
        super().__init__(f"{kind}: {where}")


def parse(text: str) -> Spans:
    """ "8:30-11:30，14:00-17:00" → [["08:30", "11:30"], ["14:00", "17:00"]]; empty text: closed. BadHours otherwise."""
    spans, place = [], 0
    text = text.strip()
    for found in SPAN.finditer(text):
        _blank(text[place : found.start()])
        a, b, c, d = (int(n or 0) for n in found.groups())
        begin, end = a * 60 + b, c * 60 + d
        if b > 59 or d > 59 or end > 24 * 60 or begin >= 24 * 60:
            raise BadHours("format", found[0])
        if begin >= end:
            raise BadHours("order", found[0])
        spans.append((begin, end))
        place = found.end()
    _blank(text[place:])
    return ordered(spans)


def parse_week(text: str) -> dict[str, Spans]:
    """ "周一至周五 8:30-11:30,14:00-17:00；周六 9:00-12:00" → {"1": […], …}; BadHours where it is not understood.

    Days: 周一、周三 · 周一至周五 · 工作日 · 每天 · 每月第一个周三 · 每月15日. A day that is named twice counts as named last.
    """
    week: dict[str, Spans] = {}
    for part in filter(None, (p.strip() for p in re.split(r"[;；\n]+", text))):
        if part.startswith("每月"):
            week |= _monthly(part)
            continue
        found = DAYS.match(part)
        if found is None or not found[1].strip():
            raise BadHours("format", part)
        spans = parse(part[found.end() :])
        if not spans:
            raise BadHours("format", part)
        week |= {str(day): spans for day in _days(found[1])}
    return {day: week[day] for day in sorted(week)}


def parse_month(text: str) -> dict[str, Spans]:
    """ "每月第一个周三 9:00-11:00；每月15日 8:30-11:30" → {"3#1": […], "d15": […]}; BadHours for anything else."""
    parts = filter(None, (p.strip() for p in re.split(r"[;；\n]+", text)))
    return {key: spans for part in parts for key, spans in _monthly(part).items()}


def _monthly(part: str) -> dict[str, Spans]:
    found = SPAN.search(part)
    days = monthly.parse_days(part[: found.start()]) if found else None
    if found is None or days is None:
        raise BadHours("format", part)
    return dict.fromkeys(days, parse(part[found.start() :]))


def spoken_week(weekly: Mapping[str, Spans]) -> str:
    """What parse_week takes again, one part a day."""
    days = [(day, spans) for day, spans in sorted(weekly.items()) if spans and not monthly.is_key(day)]
    said = [f"周{NAMES[int(day) - 1]} {spoken(spans)}" for day, spans in days]
    return "；".join(filter(None, (*said, spoken_month(weekly))))


def spoken_month(weekly: Mapping[str, Spans]) -> str:
    """What parse_month takes again."""
    days = [(day, spans) for day, spans in sorted(weekly.items()) if spans and monthly.is_key(day)]
    return "；".join(f"{monthly.spoken(day)} {spoken(spans)}" for day, spans in days)


def _days(text: str) -> list[int]:
    if "每天" in text:
        return [1, 2, 3, 4, 5, 6, 7]
    if "工作日" in text:
        return [1, 2, 3, 4, 5]
    found: list[int] = []
    for one in re.split(r"[、,，和及\s]+", text.strip()):
        ends = [
            NAMES.index("日" if c == "天" else c) + 1
            for c in re.findall(r"(?:周|星期)?([一二三四五六日天])", one)
        ]
        if not ends or ends != sorted(ends):
            raise BadHours("format", text.strip())
        found += range(ends[0], ends[-1] + 1)
    return found


def _blank(between: str) -> None:
    if APART.sub("", between):
        raise BadHours("format", between.strip())


def ordered(spans: Iterable[tuple[int, int]]) -> Spans:
    """Minutes of the day → spans in order; BadHours where two meet in the middle."""
    done: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if done and begin < done[-1][1]:
            raise BadHours("overlap", f"{clock(done[-1][0])}-{clock(done[-1][1])}")
        done.append((begin, end))
    return [[clock(begin), clock(end)] for begin, end in done]


def clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def minutes(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def spoken(spans: Spans) -> str:
    """What a form shows and takes again: "08:30-11:30, 14:00-17:00"."""
    return ", ".join(f"{a}-{b}" for a, b in spans)


@dataclass(frozen=True)
class Opening:
    """When a place is open. `off_days`: official days off on which the week's table does not count."""

    weekly: Mapping[str, Spans]
    exceptions: Mapping[str, Mapping]
    off_days: Collection[date] = frozenset()

    def on(self, day: date) -> Spans:
        """The spans of one day: the exception entered for it, else none on a day off, else those of the weekday."""
        said = self.exceptions.get(day.isoformat())
        if said is not None:
            return said.get("spans", [])
        if day in self.off_days:
            return []
        said_of = (self.weekly.get(key, []) for key in (str(day.isoweekday()), *monthly.keys(day)))
        return _joined([span for spans in said_of for span in spans])

    def why(self, day: date) -> str:
        """The reason entered for a day that differs."""
        return (self.exceptions.get(day.isoformat()) or {}).get("why", "")

    @property
    def is_known(self) -> bool:
        return any(self.weekly.values()) or bool(self.exceptions)

    def until(self, moment: datetime) -> datetime | None:
        """When it closes, if it is open at this moment; None where it is closed."""
        now = moment.hour * 60 + moment.minute
        for begin, end in self.on(moment.date()):
            if minutes(begin) <= now < minutes(end):
                return _moment(moment.date(), minutes(end))
        return None

    def is_open(self, moment: datetime) -> bool:
        return self.until(moment) is not None

    def next(self, moment: datetime) -> datetime | None:
        """When it opens next, strictly after this moment; None where it does not within LOOK_AHEAD days."""
        for n in range(LOOK_AHEAD + 1):
            try:
                day = moment.date() + timedelta(days=n)
            except OverflowError:
                return None
            for begin, _end in self.on(day):
                opens = _moment(day, minutes(begin))
                if opens > moment:
                    return opens
        return None


def _joined(spans: Spans) -> Spans:
    """Those of the weekday and those of the day of the month as one: in order, apart."""
    done: list[tuple[int, int]] = []
    for begin, end in sorted((minutes(a), minutes(b)) for a, b in spans):
        if done and begin <= done[-1][1]:
            done[-1] = (done[-1][0], max(end, done[-1][1]))
        else:
            done.append((begin, end))
    return [[clock(a), clock(b)] for a, b in done]


def _moment(day: date, at: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=at)
