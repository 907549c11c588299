"""The official calendar of working days. A year without an official notice is never guessed.

《全国年节及纪念日放假办法》(2024) and the State Council's yearly notices (R-CAL-04, R-CAL-06, R-CAL-07), seeded
from the library chinesecalendar; a later notice is entered by the operator.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from .flow import N_
from .worded import Worded


class UnknownYear(ValueError):
    """A day was asked in a year whose official notice is not known; `.year` says which."""

    def __init__(self, year: int):
        self.year = year
        super().__init__(f"{year} 年的放假通知尚未录入，不能推算工作日（日历待公布）")


@dataclass(frozen=True)
class Calendar:
    """Days off and make-up days of known years. Immutable: `with_notice` gives a new calendar.

    off: official days off; work: weekend days that are worked; notices: (year, where its notice stands).
    """

    off: frozenset[date]
    work: frozenset[date]
    notices: tuple[tuple[int, str], ...]
    _known: frozenset[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_known", frozenset(year for year, _ in self.notices))

    @property
    def years(self) -> tuple[int, ...]:
        """The years with an official notice, ascending."""
        return tuple(sorted(self._known))

    def source(self, year: int) -> str:
        """Where the notice of a known year stands; empty for an unknown year."""
        return dict(self.notices).get(year, "")

    def is_workday(self, day: date) -> bool:
        """Whether the day is worked (R-CAL-04). Raises UnknownYear instead of guessing."""
        if day.year not in self._known:
            raise UnknownYear(day.year)
        if day in self.work:
            return True
        return day.weekday() < 5 and day not in self.off

    def next_workday(self, day: date) -> date:
        """The day itself when it is worked, else the first working day after it."""
        while not self.is_workday(day):
            day = _next(day)
        return day

    def with_notice(self, year: int, off: Iterable[date], work: Iterable[date], source: str) -> "Calendar":
        """A calendar that also knows the operator's official notice for `year` (overriding a known year).

        `off` and `work` may hold days of the neighbouring years (New Year's bridge days). Raises ValueError for a
        day in both lists, a day far from the year, or an empty source.
        """
        off, work = frozenset(off), frozenset(work)
        if not 1949 < year < 9999:
            raise ValueError(f"{year} 不是可用的年份")
        if not source.strip():
            raise ValueError("请写明放假通知的名称或文号")
        if both := sorted(off & work):
            raise ValueError(f"{both[0].isoformat()} 同时列为放假和上班，请核对通知")
        if far := sorted(d for d in off | work if abs(d.year - year) > 1):
            raise ValueError(f"{far[0].isoformat()} 不在 {year} 年前后，请核对通知")
        kept_off = frozenset(d for d in self.off if d.year != year) - work
        kept_work = frozenset(d for d in self.work if d.year != year) - off
        notices = {**dict(self.notices), year: source.strip()}
        return Calendar(kept_off | off, kept_work | work, tuple(sorted(notices.items())))


def notice_doubts(year: int, off: Iterable[date], work: Iterable[date]) -> list[str]:
    """What looks mistyped in an operator's notice, in Chinese; to be shown before it is confirmed.

    《放假办法》(2024) 第二条: New Year, Labour Day (1–2 May) and National Day (1–3 October) are off every year.
    """
    off, work = frozenset(off), frozenset(work)
    fixed = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)]
    doubts: list[str] = [
        Worded(N_("%(day)s 是法定节假日，通知里没有列为放假"), day=date(year, m, d).isoformat())
        for m, d in fixed
        if date(year, m, d) not in off
    ]
    doubts += [
        Worded(N_("%(day)s 不是周末，本来就上班"), day=d.isoformat()) for d in sorted(work) if d.weekday() < 5
    ]
    if len([d for d in off if d.year == year]) < 13:
        doubts.append(Worded(N_("放假天数少于法定的 13 天")))
    return doubts


def _next(day: date) -> date:
    try:
        return day + timedelta(days=1)
    except OverflowError:
        raise UnknownYear(day.year + 1) from None


@lru_cache(maxsize=1)
def national() -> Calendar:
    """The calendar of the State Council's notices 2004–2026 as kept by chinesecalendar."""
    from chinese_calendar.constants import holidays, workdays

    years = {d.year for d in holidays}
    notices = tuple((year, f"国务院办公厅关于{year}年部分节假日安排的通知") for year in sorted(years))
    return Calendar(frozenset(holidays), frozenset(workdays), notices)
