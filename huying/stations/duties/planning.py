"""Who is on duty where and when: periods, turns and days, drawn up without chance. No Django here.

The same rule, people and calendar give the same plan; a longer span gives the same turns for the periods it shares with
a shorter one. Days off are left out by asking `is_workday`, which may raise UnknownYear: nothing is guessed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

EVERY = ("week", "month", "quarter", "year")
MOST_DAYS = 800  # a plan reaches no further: nobody posts people for longer


@dataclass(frozen=True, order=True)
class Period:
    """One week (Monday to Sunday), month, quarter or year. `number` counts on from one to the next."""

    first: date
    last: date
    key: str
    number: int


@dataclass(frozen=True)
class Host:
    """Somebody on duty and the places where, in a steady order; no places: anywhere."""

    who: int
    places: tuple[int, ...] = ()


@dataclass(frozen=True)
class Turn:
    """One planned duty. `key` tells it apart within its period, whoever holds it."""

    period: Period
    key: str
    day: date
    who: int
    place: int | None = None
    target: int | None = None


def period_of(every: str, day: date) -> Period:
    """The period that holds the day. Keys: 2026-W47, 2026-11, 2026-Q4, 2026. ValueError for an unknown frequency."""
    if every == "week":
        year, week, _weekday = day.isocalendar()
        first = day - timedelta(days=day.weekday())
        return Period(first, first + timedelta(days=6), f"{year}-W{week:02d}", first.toordinal() // 7)
    months = {"month": 1, "quarter": 3, "year": 12}.get(every)
    if months is None:
        raise ValueError(f"unknown frequency {every!r}")
    number = (day.year * 12 + day.month - 1) // months
    first, after = _month(number * months), _month((number + 1) * months)
    part = (day.month - 1) // 3 + 1
    key = {"month": f"{day:%Y-%m}", "quarter": f"{day.year}-Q{part}", "year": f"{day.year}"}[every]
    return Period(first, after - timedelta(days=1), key, number)


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def periods(every: str, since: date, until: date) -> Iterator[Period]:
    """The periods that overlap the span, in order; ValueError for a span of more than MOST_DAYS days."""
    if (until - since).days > MOST_DAYS:
        raise ValueError(f"more than {MOST_DAYS} days")
    day = since
    while day <= until:
        period = period_of(every, day)
        yield period
        day = period.last + timedelta(days=1)


def days(period: Period, is_workday: Callable[[date], bool], *, since: date, until: date,
         weekday: int | None = None) -> list[date]:  # fmt: skip
    """The working days of the period within the span; those of the weekday (0 Monday) where one of them is worked."""
    first, last = max(period.first, since), min(period.last, until)
    span = (first + timedelta(days=n) for n in range((last - first).days + 1))
    worked = [day for day in span if is_workday(day)]
    return [day for day in worked if day.weekday() == weekday] or worked if weekday is not None else worked


def by_place(
    period: Period, open_days: Sequence[date], posted: Mapping[int, Sequence[int]], times: int
) -> list[Turn]:
    """Each place `times` in the period, its people taking turns; places begin on different days."""
    made: list[Turn] = []
    for rank, place in enumerate(sorted(posted)):
        people = sorted(posted[place])
        for n in range(times if people and open_days else 0):
            turn = period.number * times + n
            day = _day(open_days, n, times, rank)
            made.append(Turn(period, f"s{place}.{n}", day, people[turn % len(people)], place))
    return made


def _day(open_days: Sequence[date], n: int, times: int, rank: int) -> date:
    share = max(1, len(open_days) // times)
    return open_days[n * len(open_days) // times + rank % share]


def by_person(period: Period, open_days: Sequence[date], hosts: Sequence[Host], times: int) -> list[Turn]:
    """Each person `times` in the period. Those of the same places are spread evenly over the days, and over the places."""
    groups: dict[tuple[int, ...], list[int]] = {}
    for host in sorted(hosts, key=lambda h: h.who):
        groups.setdefault(host.places, []).append(host.who)
    made: list[Turn] = []
    for places, people in sorted(groups.items()) if open_days else ():
        for n, rank, who, day in _spread(period, open_days, people, times):
            place = places[(period.number * times + n + rank) % len(places)] if places else None
            made.append(Turn(period, f"p{who}.{n}", day, who, place))
    return made


def by_target(period: Period, open_days: Sequence[date], hosts: Sequence[int], targets: Mapping[int, int | None],
              times: int) -> list[Turn]:  # fmt: skip
    """Each target is seen `times` in the period, `targets` saying where; the hosts share them out. Nobody sees themselves."""
    made: list[Turn] = []
    for n, rank, target, day in _spread(period, open_days, sorted(targets), times) if open_days else ():
        able = [host for host in sorted(hosts) if host != target]
        if able:
            who = able[(period.number + n + rank) % len(able)]
            made.append(Turn(period, f"t{target}.{n}", day, who, targets[target], target))
    return made


def _spread(
    period: Period, open_days: Sequence[date], people: Sequence[int], times: int
) -> Iterator[tuple[int, int, int, date]]:
    """(time, rank, person, day): every day gets its share; who is first changes from period to period."""
    count = len(people)
    for n in range(times):
        for index, who in enumerate(people):
            rank = (index + period.number) % count
            yield n, rank, who, open_days[(n * count + rank) * len(open_days) // (times * count)]
