"""The calendar: equal to its source day by day, never guessing, open to an official notice."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.rules.calendar import UnknownYear, national, notice_doubts

NEW_YEAR = [date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3)]


def test_equals_the_library_on_every_known_day():
    day, known = date(2004, 1, 1), national()
    while day.year < 2027:
        assert known.is_workday(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)
    assert known.years == tuple(range(2004, 2027))


def test_2026_is_the_notice_of_2025_11_04():
    off = {d for d in national().off if d.year == 2026}
    work = {d.isoformat() for d in national().work if d.year == 2026}
    assert len(off) == 33
    assert work == {"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"}


@given(st.dates())
def test_never_guesses(day):
    if 2004 <= day.year <= 2026:
        assert national().is_workday(day) in (True, False)
    else:
        with pytest.raises(UnknownYear) as raised:
            national().is_workday(day)
        assert raised.value.year == day.year
        assert str(day.year) in str(raised.value)


def test_last_representable_day_has_no_next_workday():
    known = national().with_notice(9998, [], [], "x")
    with pytest.raises(UnknownYear):
        known.next_workday(date(9999, 12, 31))


def test_a_notice_makes_the_year_known_and_leaves_the_old_calendar_alone():
    old = national()
    new = old.with_notice(2027, [*NEW_YEAR, date(2027, 2, 8)], [date(2027, 2, 20)], " 国办发明电〔2026〕1号 ")
    assert not new.is_workday(date(2027, 1, 1))
    assert new.is_workday(date(2027, 2, 20))  # a Saturday that is worked
    assert not new.is_workday(date(2027, 2, 21))
    assert new.source(2027) == "国办发明电〔2026〕1号"
    assert 2027 in new.years
    assert 2027 not in old.years
    assert old.source(2027) == ""
    assert hash(new) != hash(old)


def test_a_notice_overrides_a_known_year():
    new = national().with_notice(2026, [date(2026, 3, 3)], [], "地方节日")
    assert not new.is_workday(date(2026, 3, 3))
    assert new.is_workday(date(2026, 10, 1))  # the old days off of that year are gone
    assert not new.is_workday(date(2025, 10, 1))


def test_a_notice_may_reach_into_the_year_before():
    new = national().with_notice(2027, [date(2026, 12, 31), *NEW_YEAR], [date(2026, 12, 26)], "通知")
    assert not new.is_workday(date(2026, 12, 31))
    assert new.is_workday(date(2026, 12, 26))


@pytest.mark.parametrize(
    ("year", "off", "work", "source", "says"),
    [
        (2027, [date(2027, 1, 1)], [date(2027, 1, 1)], "通知", "同时列为放假和上班"),
        (2027, [date(2029, 1, 1)], [], "通知", "不在 2027 年前后"),
        (2027, [], [], "  ", "名称或文号"),
        (27, [], [], "通知", "年份"),
    ],
)
def test_a_wrong_notice_is_refused(year, off, work, source, says):
    with pytest.raises(ValueError, match=says):
        national().with_notice(year, off, work, source)


def test_doubts_about_a_notice():
    doubts = notice_doubts(2027, NEW_YEAR, [date(2027, 1, 4)])
    assert "2027-10-01 是法定节假日，通知里没有列为放假" in doubts
    assert "2027-01-04 不是周末，本来就上班" in doubts
    assert "放假天数少于法定的 13 天" in doubts
    real = [[d for d in days if d.year == 2026] for days in (national().off, national().work)]
    assert notice_doubts(2026, *real) == []
