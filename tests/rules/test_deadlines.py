"""Counting time: properties, explanations, lamps."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.rules import deadlines
from huying.rules.calendar import UnknownYear, national
from huying.rules.deadlines import Explanation, Term, due, lamp

known_days = st.dates(date(2004, 1, 1), date(2025, 12, 31))
small = st.integers(0, 60)
terms = st.one_of(
    st.builds(Term, months=st.integers(1, 12)),
    st.builds(Term, days=st.integers(1, 120)),
    st.builds(Term, workdays=st.integers(1, 60)),
)


@given(terms)
def test_a_term_is_read_as_it_is_written(term):
    assert Term.parse(str(term)) == term


@pytest.mark.parametrize(
    "text", ["", "3", "3 weeks", "-1 days", "0 days", "3  months", "３ months x", None, 3, "99999 months"]
)
def test_a_term_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match="期限"):
        Term.parse(text)


@given(st.dates(max_value=date(2900, 1, 1)), terms, st.booleans())
def test_due_is_never_before_start_and_never_raises(start, term, roll):
    found = due(start, term, roll=roll)
    if found.day is None:
        assert found.unknown_year not in national().years
    else:
        assert found.day > start
        assert found.unknown_year is None


@given(known_days, st.integers(0, 48))
def test_months_keep_the_day_or_clamp_to_the_last(start, n):
    end = deadlines.months(start, n)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == n
    if end.day != start.day:
        assert end.day < start.day
        assert (end + timedelta(days=1)).day == 1


@given(st.dates(date(1000, 1, 1), date(9000, 1, 1)), st.integers(0, 3000))
def test_before_undoes_days(day, n):
    assert deadlines.before(deadlines.days(day, n), n) == day


@given(known_days, small, small)
def test_working_days_add_up_and_grow(start, a, b):
    first = deadlines.wdays(start, a)
    assert deadlines.wdays(first, b) == deadlines.wdays(start, a + b)
    assert deadlines.wdays(start, a + 1) > first
    assert a == 0 or deadlines.is_workday(first)


@given(known_days)
def test_roll_stops_at_the_first_working_day(day):
    end = deadlines.roll(day)
    assert deadlines.is_workday(end)
    between = (day + timedelta(days=i) for i in range((end - day).days))
    assert not any(deadlines.is_workday(d) for d in between)


def test_an_unknown_year_is_left_open():
    found = due(date(2026, 12, 28), Term(workdays=5), start_event="收到")
    assert (found.day, found.unknown_year) == (None, 2027)
    assert "日历待公布（2027年放假通知未录入）" in found.sentence()
    later = national().with_notice(2027, [date(2027, 1, 1)], [], "通知")
    assert due(date(2026, 12, 28), Term(workdays=5), calendar=later).day == date(2027, 1, 5)
    with pytest.raises(UnknownYear):
        deadlines.wdays(date(2026, 12, 28), 5)


def test_months_need_no_calendar_unless_rolled():
    assert due(date(2026, 11, 21), Term(months=3)).day == date(2027, 2, 21)
    assert due(date(2026, 11, 21), Term(months=3), roll=True).unknown_year == 2027


def test_the_sentence():
    law = {"law": "代表法", "article": "第五十一条第二款", "version": "2025-03-11", "status": "N"}
    said = due(date(2026, 9, 28), Term(months=3), start_event="交办", **law).sentence()
    assert said == "9月28日交办 ＋ 3 个月 ＝ 12月28日；《代表法》第五十一条第二款（2025）；不顺延"
    said = due(date(2026, 2, 10), Term(months=3), start_event="交办", **law).sentence()
    assert said.endswith("不顺延；当天放假，下一个工作日为5月11日")
    said = due(
        date(2026, 9, 1), Term(days=30), start_event="答复", status="I", law="系统默认", roll=True
    ).sentence()
    assert said == "9月1日答复 ＋ 30 日 ＝ 10月8日；系统默认，不是法定期限；10月1日放假，顺延到下一个工作日"
    said = due(date(2026, 10, 10), Term(months=3), start_event="交办", **law).sentence()
    assert said.startswith("2026年10月10日交办 ＋ 3 个月 ＝ 2027年1月10日")


@given(known_days, terms, st.booleans())
def test_an_explanation_survives_storing(start, term, roll):
    import json

    found = due(start, term, roll=roll, law="代表法", article="第五十一条第二款")
    assert Explanation.from_dict(json.loads(json.dumps(found.as_dict()))) == found


def test_an_older_stored_explanation_stays_readable():
    stored = {"start": "2026-09-28", "term": "3 months", "day": "2026-12-28", "long_gone": 1}
    assert Explanation.from_dict(stored).day == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("today", "due_on", "met_on", "shows"),
    [
        (date(2026, 11, 21), date(2026, 12, 7), None, "ok"),
        (date(2026, 11, 21), date(2026, 12, 6), None, "warn"),
        (date(2026, 11, 21), date(2026, 11, 21), None, "warn"),
        (date(2026, 11, 21), date(2026, 11, 20), None, "late"),
        (date(2026, 11, 21), None, None, "wait"),
        (date(2026, 11, 21), date(2026, 11, 20), date(2026, 11, 19), "done"),
    ],
)
def test_lamp(today, due_on, met_on, shows):
    assert lamp(today, due_on, met_on=met_on) == shows


@pytest.mark.parametrize("call", [lambda: deadlines.days(date.max, 1), lambda: deadlines.months(date.max, 1)])
def test_days_beyond_the_datable_are_refused(call):
    with pytest.raises(ValueError, match="超出可用范围"):
        call()
