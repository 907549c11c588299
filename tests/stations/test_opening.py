"""Opening hours: what is typed, what is shown, when it is open and when next."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.stations import opening

MINUTES = st.integers(0, 24 * 60)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31))  # noqa: DTZ001 - local moments by contract


@st.composite
def spans(draw):
    """Spans as the table keeps them: in order, apart."""
    edges = sorted(draw(st.lists(MINUTES, max_size=6, unique=True)))
    return opening.ordered(list(zip(edges[::2], edges[1::2], strict=False)))


WEEKS = st.dictionaries(st.sampled_from([*(str(n) for n in range(1, 8)), "3#1", "5#-1", "d15"]), spans())
EXCEPTIONS = st.dictionaries(DAYS.map(date.isoformat), spans().map(lambda s: {"spans": s, "why": "x"}))
HOURS = st.builds(opening.Opening, WEEKS, EXCEPTIONS, st.frozensets(DAYS))


@given(spans())
def test_what_is_shown_is_understood_again(kept):
    assert opening.parse(opening.spoken(kept)) == kept


@given(st.text(max_size=40))
def test_any_text_is_hours_or_a_reason(text):
    try:
        kept = opening.parse(text)
    except opening.BadHours as wrong:
        assert wrong.kind in ("format", "order", "overlap") and wrong.where
    else:
        assert opening.parse(opening.spoken(kept)) == kept


@pytest.mark.parametrize(
    "text, kept",
    [
        ("", []),
        ("8:30-11:30", [["08:30", "11:30"]]),
        ("14:00～17:00；8：30—11：30", [["08:30", "11:30"], ["14:00", "17:00"]]),
        ("9点至11点30分", [["09:00", "11:30"]]),
        ("0:00-24:00", [["00:00", "24:00"]]),
    ],
)
def test_hours_as_people_write_them(text, kept):
    assert opening.parse(text) == kept


@pytest.mark.parametrize(
    "text, kind",
    [
        ("上午", "format"), ("8:30", "format"), ("8:70-9:00", "format"), ("8:00-25:00", "format"), ("11:00-9:00", "order"),
        ("8:00-10:00, 9:00-11:00", "overlap"), ("8:00-9:00 茶歇 10:00-11:00", "format"),
    ],
)  # fmt: skip
def test_hours_that_nobody_can_keep(text, kind):
    with pytest.raises(opening.BadHours) as wrong:
        opening.parse(text)
    assert wrong.value.kind == kind


@given(HOURS, MOMENTS)
def test_open_means_inside_a_span_of_that_day_and_until_its_end(hours, moment):
    now = moment.hour * 60 + moment.minute
    inside = [s for s in hours.on(moment.date()) if opening.minutes(s[0]) <= now < opening.minutes(s[1])]
    until = hours.until(moment)
    assert hours.is_open(moment) == bool(inside) == (until is not None)
    if until is not None:
        assert moment < until <= datetime.combine(moment.date(), datetime.min.time()) + timedelta(days=1)


@given(HOURS, MOMENTS)
def test_the_next_opening_is_later_is_open_and_nothing_opens_before(hours, moment):
    found = hours.next(moment)
    starts = [
        datetime.combine(day, datetime.min.time()) + timedelta(minutes=opening.minutes(begin))
        for n in range(opening.LOOK_AHEAD + 1)
        for day in [moment.date() + timedelta(days=n)]
        for begin, _end in hours.on(day)
    ]
    later = [s for s in starts if s > moment]
    assert found == (min(later) if later else None)
    assert found is None or hours.is_open(found)


@given(WEEKS, DAYS, spans())
def test_an_exception_rules_its_day_and_a_day_off_closes_the_week(week, day, differs):
    off = opening.Opening(week, {}, {day})
    assert off.on(day) == []
    told = opening.Opening(week, {day.isoformat(): {"spans": differs, "why": "会议"}}, {day})
    assert told.on(day) == differs and told.why(day) == "会议"


def test_a_day_of_the_month_opens_on_that_day_only():
    hours = opening.Opening({"3#1": [["09:00", "11:00"]], "d15": [["08:30", "11:30"]]}, {})
    days = [date(2026, 11, 1) + timedelta(days=n) for n in range(61)]
    assert [d.isoformat() for d in days if hours.on(d)] == [
        "2026-11-04",
        "2026-11-15",
        "2026-12-02",
        "2026-12-15",
    ]
    assert hours.next(datetime(2026, 11, 22, 8, 0)) == datetime(2026, 12, 2, 9, 0)  # noqa: DTZ001
    both = opening.Opening({"3": [["08:00", "09:30"]], "3#1": [["09:00", "11:00"]]}, {})
    assert both.on(date(2026, 11, 4)) == [["08:00", "11:00"]]


def test_days_of_the_month_in_english_are_the_same_days():
    both = (
        "每月第一个周三 9:00-11:00；每月15日 8:30-11:30；每月最后一个周五 14:00-17:00",
        "first Wednesday 9:00-11:00; day 15 8:30-11:30; Last friday 14:00-17:00",
    )
    assert opening.parse_month(both[0]) == opening.parse_month(both[1])
    with pytest.raises(opening.BadHours):
        opening.parse_month("some Wednesday 9:00-11:00")
