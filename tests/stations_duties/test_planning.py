"""The generator of duties: whoever, wherever, whenever — the same question has the same fair answer."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from huying.rules.calendar import UnknownYear, national
from huying.stations.duties import apart, planning

DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))
EVERY = st.sampled_from(planning.EVERY)
IS_WORKDAY = national().is_workday


def whole(every, day):
    """A period and its working days."""
    period = planning.period_of(every, day)
    return period, planning.days(period, IS_WORKDAY, since=period.first, until=period.last)


@given(EVERY, DAYS)
def test_every_day_lies_in_its_period_and_periods_follow_each_other(every, day):
    period = planning.period_of(every, day)
    assert period.first <= day <= period.last
    assert planning.period_of(every, period.first) == planning.period_of(every, period.last) == period
    following = planning.period_of(every, period.last + timedelta(days=1))
    assert following.number == period.number + 1 and following.first == period.last + timedelta(days=1)
    assert following.key > period.key or every == "week"


def test_keys_are_those_that_people_say():
    day = date(2026, 11, 21)
    assert [planning.period_of(e, day).key for e in planning.EVERY] == [
        "2026-W47",
        "2026-11",
        "2026-Q4",
        "2026",
    ]
    assert planning.period_of("week", date(2027, 1, 1)).key == "2026-W53"
    with pytest.raises(ValueError):
        planning.period_of("fortnight", day)


@given(EVERY, DAYS, st.one_of(st.none(), st.integers(0, 6)))
def test_planned_days_are_worked_and_of_the_wished_weekday_where_one_is_worked(every, day, weekday):
    assume(day.year <= 2025)
    period = planning.period_of(every, day)
    found = planning.days(period, IS_WORKDAY, since=period.first, until=period.last, weekday=weekday)
    assert all(period.first <= d <= period.last and IS_WORKDAY(d) for d in found)
    if weekday is not None and found and found[0].weekday() != weekday:
        assert not any(d.weekday() == weekday for d in found)


def test_a_holiday_week_gives_no_days_and_a_year_without_notice_is_not_guessed():
    national_day = planning.period_of("week", date(2024, 10, 3))
    worked = planning.days(national_day, IS_WORKDAY, since=national_day.first, until=national_day.last)
    assert worked == [date(2024, 9, 30)]
    with pytest.raises(UnknownYear):
        planning.days(
            planning.period_of("month", date(2031, 5, 1)),
            IS_WORKDAY,
            since=date(2031, 5, 1),
            until=date(2031, 5, 31),
        )


POSTED = st.dictionaries(
    st.integers(1, 9), st.lists(st.integers(10, 40), max_size=6, unique=True), max_size=6
)


@given(EVERY, DAYS, POSTED, st.integers(1, 4))
def test_each_place_gets_its_turns_on_open_days_by_its_own_people(every, day, posted, times):
    assume(day.year <= 2025)
    period, open_days = whole(every, day)
    turns = planning.by_place(period, open_days, posted, times)
    assert turns == planning.by_place(period, open_days, dict(reversed(posted.items())), times)
    staffed = {place for place, people in posted.items() if people} if open_days else set()
    assert Counter(t.place for t in turns) == dict.fromkeys(staffed, times)
    assert all(t.who in posted[t.place] and t.day in open_days for t in turns)
    assert len({t.key for t in turns}) == len(turns)


@given(st.lists(st.integers(10, 40), min_size=1, max_size=6, unique=True), st.integers(1, 3), DAYS)
def test_over_as_many_periods_as_people_everybody_has_the_same_number_of_turns(people, times, day):
    assume(day.year <= 2024)
    seen = Counter()
    period = planning.period_of("month", day)
    for _n in range(len(people)):
        worked = planning.days(period, IS_WORKDAY, since=period.first, until=period.last)
        seen.update(t.who for t in planning.by_place(period, worked, {1: people}, times))
        period = planning.period_of("month", period.last + timedelta(days=1))
    assert set(seen) == set(people) and max(seen.values()) == min(seen.values()) == times


HOSTS = st.dictionaries(st.integers(10, 60), st.sampled_from([(1,), (2,), (1, 2, 3), ()]), max_size=30)


@given(EVERY, DAYS, HOSTS, st.integers(1, 3))
def test_each_person_gets_their_turns_spread_evenly_over_days(every, day, hosts, times):
    assume(day.year <= 2025)
    period, open_days = whole(every, day)
    turns = planning.by_person(period, open_days, [planning.Host(*h) for h in hosts.items()], times)
    assert Counter(t.who for t in turns) == (dict.fromkeys(hosts, times) if open_days else {})
    assert all(
        t.day in open_days and (t.place in hosts[t.who] if hosts[t.who] else t.place is None) for t in turns
    )
    for places in set(hosts.values()) if open_days else ():
        load = Counter(t.day for t in turns if hosts[t.who] == places)
        per_day = [load[d] for d in open_days]
        assert max(per_day) - min(per_day) <= 1


@given(st.sets(st.integers(1, 5), min_size=1), st.sets(st.integers(1, 40)), DAYS)
def test_each_target_is_seen_once_by_somebody_else_and_hosts_share_the_work(hosts, targets, day):
    assume(day.year <= 2025)
    period, open_days = whole("quarter", day)
    turns = planning.by_target(period, open_days, sorted(hosts), dict.fromkeys(targets, 7), 1)
    seen = {t.target for t in turns}
    assert seen == (targets if len(hosts) > 1 else targets - hosts) and len(turns) == len(seen)
    assert all(t.who != t.target and t.who in hosts for t in turns)
    if not hosts & targets and turns:
        share = Counter(t.who for t in turns)
        counts = [share[h] for h in hosts]
        assert max(counts) - min(counts) <= 1


@given(DAYS, st.integers(0, 200), st.integers(0, 200))
def test_a_longer_span_gives_the_same_periods_as_two_shorter_ones(day, first, second):
    middle, last = day + timedelta(days=first), day + timedelta(days=first + second)
    one = list(planning.periods("month", day, last))
    two = list(planning.periods("month", day, middle)) + list(planning.periods("month", middle, last))
    assert one == list(dict.fromkeys(two))
    with pytest.raises(ValueError):
        list(planning.periods("month", day, day + timedelta(days=planning.MOST_DAYS + 1)))


def test_a_turn_moves_to_a_free_day_where_its_host_is_elsewhere():
    week = planning.period_of("week", date(2026, 11, 23))
    days = [date(2026, 11, n) for n in (23, 24, 25)]
    turns = [planning.Turn(week, str(n), days[1], 7, place=n) for n in (1, 2, 3, 4)]
    found = apart.apart(turns, {(7, days[2]): [(540, 600, (9, None))]}, 540, 60, days)
    assert [t.day.day for t in found] == [24, 23, 24, 24]  # where no day is free it stays
    assert [t.day.day for t in apart.apart(turns[:2], {}, 540, 60, days)] == [24, 25]
    same = [planning.Turn(week, str(n), days[0], 7, place=1) for n in (1, 2)]
    assert [t.day for t in apart.apart(same, {}, 540, 60, days)] == [days[0]] * 2
