"""Counting time: terms, due days with their explanation, lamps.

The organic laws have no counting rule of their own; by analogy 《民法典》第二百零一条、第二百零二条、第二百零三条
(R-CAL-01 … R-CAL-05): the first day does not count, a month ends on the same day number or the month's last day,
working days only where the text says 工作日. Dates are whole days in Asia/Shanghai, a period ends at 24:00.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, Literal

from .calendar import Calendar, UnknownYear, national
from .majorities import _whole

Lamp = Literal["ok", "warn", "late", "wait", "done"]
_TERM = re.compile(r"(\d{1,5}) (month|day|workday)s?")
_NOT_LAW = {"P": "，是一地做法，不是法定期限", "I": "，不是法定期限", "U": "，尚未核实"}
_MOST = 36_500  # longer terms are typing errors; also keeps every due day inside the datable years


@dataclass(frozen=True)
class Term:
    """A length of time: months, then calendar days, then working days. `str()` is what `parse` reads."""

    months: int = 0
    days: int = 0
    workdays: int = 0

    def __post_init__(self) -> None:
        for name in ("months", "days", "workdays"):
            _whole(getattr(self, name), "期限")
        if not 0 < self.months + self.days + self.workdays <= _MOST or self.months > 1200:
            raise ValueError("期限应大于零，且不超过一百年")

    @classmethod
    def parse(cls, text: str) -> "Term":
        """Read "3 months", "15 days" or "10 workdays"; anything else is a ValueError in Chinese."""
        match = _TERM.fullmatch(text.strip()) if isinstance(text, str) else None
        if not match:
            raise ValueError(f"期限“{text}”无法识别；写法如 3 months、15 days、10 workdays")
        return cls(**{match[2] + "s": int(match[1])})

    def __str__(self) -> str:
        parts = [(self.months, "month"), (self.days, "day"), (self.workdays, "workday")]
        return " ".join(f"{n} {unit}{'s' if n != 1 else ''}" for n, unit in parts if n)

    @property
    def label(self) -> str:
        """The same in Chinese: 3 个月, 15 日, 10 个工作日."""
        parts = [(self.months, "个月"), (self.days, "日"), (self.workdays, "个工作日")]
        return " ".join(f"{n} {unit}" for n, unit in parts if n)

    def end(self, start: date, calendar: Calendar | None = None) -> date:
        """The last day, counted from `start` as day 0. Raises UnknownYear where working days need it."""
        day = months(start, self.months) if self.months else start
        day = days(day, self.days) if self.days else day
        return wdays(day, self.workdays, calendar) if self.workdays else day


def months(start: date, n: int) -> date:
    """Same day number n months later, or that month's last day. 《民法典》第二百零二条 (R-CAL-03)."""
    _whole(n, "月数")
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    if year > 9999:
        raise ValueError("日期超出可用范围")
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def days(start: date, n: int) -> date:
    """n calendar days later; the first day does not count. 《民法典》第二百零一条 (R-CAL-02)."""
    _whole(n, "天数")
    return _shift(start, n)


def before(event: date, n: int) -> date:
    """The last day that is n days before an event, the event not counted (R-CAL-08, R-ELE-44). Never rolled."""
    _whole(n, "天数")
    return _shift(event, -n)


def _shift(day: date, n: int) -> date:
    try:
        return day + timedelta(days=n)
    except OverflowError:
        raise ValueError("日期超出可用范围") from None


def wdays(start: date, n: int, calendar: Calendar | None = None) -> date:
    """n working days later, counting from the next day (R-CAL-04). Raises UnknownYear."""
    _whole(n, "工作日数")
    calendar = calendar or national()
    day = start
    for _ in range(n):
        day = calendar.next_workday(_tomorrow(day))
    return day


def _tomorrow(day: date) -> date:
    if day == date.max:
        raise UnknownYear(day.year + 1)
    return day + timedelta(days=1)


def is_workday(day: date, calendar: Calendar | None = None) -> bool:
    """Whether the day is worked (R-CAL-04, R-CAL-06). Raises UnknownYear."""
    return (calendar or national()).is_workday(day)


def roll(day: date, calendar: Calendar | None = None) -> date:
    """The day itself when worked, else the next working day. 《民法典》第二百零三条 (R-CAL-05). Raises UnknownYear."""
    return (calendar or national()).next_workday(day)


@dataclass(frozen=True)
class Explanation:
    """A due day and why it is that day; pages print `sentence()`, `as_dict()` is stored.

    day None means 日历待公布: `unknown_year` names the year whose notice is missing. `rolled_from` is the day
    before 顺延; `next_workday` is information only (the last day is a day off and nothing is rolled).
    """

    day: date | None
    start: date
    term: Term
    start_event: str = ""
    rule: str = ""
    key: str = ""
    law: str = ""
    article: str = ""
    version: str = ""
    status: str = ""
    profile: str = ""
    direction: str = ""
    roll: bool = False
    rolled_from: date | None = None
    next_workday: date | None = None
    unknown_year: int | None = None
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        """JSON-safe: dates ISO, the term as text."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Explanation":
        """The reverse of `as_dict`; keys it does not know are dropped, so that old rows stay readable."""
        known = {f.name: data[f.name] for f in fields(cls) if f.name in data}
        for name in ("day", "start", "rolled_from", "next_workday"):
            known[name] = date.fromisoformat(known[name]) if known.get(name) else None
        parts = re.findall(r"(\d+) (month|day|workday)", known["term"])
        known["term"] = Term(**{unit + "s": int(n) for n, unit in parts})
        return cls(**known)

    @property
    def source(self) -> str:
        """Where it stands: 《代表法》第五十一条第二款（2025）, or what else it rests on."""
        version = f"（{self.version[:4]}）" if self.version else ""
        return f"{title(self.law)}{self.article}{version}"

    def sentence(self) -> str:
        """Plain Chinese: 9月28日交办 ＋ 3 个月 ＝ 12月28日；《代表法》第五十一条第二款（2025）；不顺延."""
        with_year = self.day is None or self.day.year != self.start.year
        end = _cn(self.day, with_year) if self.day else f"日历待公布（{self.unknown_year}年放假通知未录入）"
        parts = [f"{_cn(self.start, with_year)}{self.start_event} ＋ {self.term.label} ＝ {end}"]
        if self.source:
            parts.append(self.source + _NOT_LAW.get(self.status, ""))
        if self.rolled_from:
            parts.append(f"{_cn(self.rolled_from, with_year)}放假，顺延到下一个工作日")
        else:
            parts.append("遇放假顺延" if self.roll else "不顺延")
        if self.next_workday:
            parts.append(f"当天放假，下一个工作日为{_cn(self.next_workday, with_year)}")
        return "；".join(parts)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Term) else value


def title(law: str) -> str:
    """《…》 around the name of a law; a practice (参照…), a group of rules (各地…) or our own setting stays bare."""
    named = law.endswith(("法", "条例", "规定", "办法", "细则", "规则", "法典"))
    return f"《{law}》" if named and not law.startswith(("参照", "各地")) else law


def _cn(day: date, with_year: bool) -> str:
    return (f"{day.year}年" if with_year else "") + f"{day.month}月{day.day}日"


def due(
    start: date,
    term: Term,
    *,
    calendar: Calendar | None = None,
    roll: bool = False,
    start_event: str = "",
    rule: str = "",
    key: str = "",
    law: str = "",
    article: str = "",
    version: str = "",
    status: str = "",
    profile: str = "",
    direction: str = "",
    note: str = "",
) -> Explanation:
    """The due day of `term` from `start`, with its reasons. Never raises for an unknown year: then day is None.

    Without `roll` a term in months or days needs no calendar; only with working days or 顺延 can the year be missing.
    """
    calendar = calendar or national()
    end = rolled_from = info = unknown = None
    try:
        end = last = term.end(start, calendar)
        if roll and (end := calendar.next_workday(last)) != last:
            rolled_from = last
    except UnknownYear as missing:
        end, unknown = None, missing.year
    if end and not roll:
        try:
            following = calendar.next_workday(end)
            info = following if following != end else None
        except UnknownYear:
            info = None  # only information; the legal day stands without it
    return Explanation(
        day=end,
        start=start,
        term=term,
        start_event=start_event,
        rule=rule,
        key=key,
        law=law,
        article=article,
        version=version,
        status=status,
        profile=profile,
        direction=direction,
        roll=roll,
        rolled_from=rolled_from,
        next_workday=info,
        unknown_year=unknown,
        note=note,
    )


def lamp(today: date, due_on: date | None, warn_days: int = 15, met_on: date | None = None) -> Lamp:
    """The lamp of a clock: done once met, wait while 日历待公布, late after the due day, warn in the last days."""
    if met_on is not None:
        return "done"
    if due_on is None:
        return "wait"
    if today > due_on:
        return "late"
    return "warn" if (due_on - today).days <= warn_days else "ok"
