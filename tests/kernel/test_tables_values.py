"""Cells as people fill them in: dates, numbers, words, and what is refused with which reason."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huying.kernel.tables import values
from huying.kernel.tables.values import CHINA

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-02",
        "2026/3/2",
        "2026.3.2",
        "2026年3月2日",
        "2026年3月2号",
        "２０２６年３月２日",
        "2026 年 3 月 2 日",
        "20260302",
        20260302,
        20260302.0,
        46083,
        46083.0,
        "46083",
        "二〇二六年三月二日",
        "二○二六年三月二日",
        "2026-3-2 14:00",
        "2026年03月02日（星期一）",
        "2026-03-02T14:00:05",
        "2026-03-02 00:00:00",
        "2026.3.2.".rstrip("."),
        datetime(2026, 3, 2, 14, tzinfo=CHINA),
        DAY,
        " 2026-03-02 ",
        "2026－03－02",
        "2026年3月2日 下午2:30",
        "2026-03-02 星期一 14:00",
    ],
)
def test_days(cell):
    assert values.day()(cell) == DAY


@pytest.mark.parametrize(
    ("cell", "clock"),
    [
        ("2026-03-02 14:00", (14, 0, 0)),
        ("2026年3月2日 14时30分", (14, 30, 0)),
        ("2026年3月2日下午2点", (14, 0, 0)),
        ("2026/3/2 9:05:07", (9, 5, 7)),
        ("20260302140506", (14, 5, 6)),
        ("2026-03-02T06:00:00Z", (14, 0, 0)),
        ("2026-03-02T14:00:00+08:00", (14, 0, 0)),
        ("2026-03-02 14:00:05.123", (14, 0, 5)),
        (46083.5, (12, 0, 0)),
        ("2026-03-02", (0, 0, 0)),
    ],
)
def test_moments(cell, clock):
    assert values.moment()(cell) == datetime(2026, 3, 2, *clock, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2026-02-30", "没有这一天"),
        ("2026年13月1日", "没有这一天"),
        ("20260231", "没有这一天"),
        ("2026-03-02 25:00", "没有这一天"),
        ("3月2日 14:00", "没有年份"),
        ("昨天", "看不懂"),
        ("2026年3月", "看不懂"),
        ("26-3-2", "看不懂"),
        ("2026-03-02 左右", "看不懂时间"),
        ("1026-03-02", "年份"),
        (time(14), "只有时间"),
        (timedelta(hours=30), "只有时间"),
        ("2026-03-021", "看不懂"),
        (-5.5, "看不懂"),
        ("9" * 400, "看不懂"),
    ],
)
def test_days_that_are_none(cell, reason):
    with pytest.raises(ValueError, match=reason):
        values.day()(cell)


def test_a_year_may_be_given():
    assert values.moment(2026)("3月2日 14:00") == datetime(2026, 3, 2, 14, tzinfo=CHINA)
    assert values.day(2026)("十二月二十三日") == date(2026, 12, 23)
    assert values.day(2026)("十月十日") == date(2026, 10, 10)
    for empty in (None, "", "  "):
        assert values.day()(empty) is None


FORMS = [
    "{0:%Y-%m-%d}",
    "{0.year}年{0.month}月{0.day}日",
    "{0.year}.{0.month}.{0.day}",
    "{0:%Y%m%d}",
    "{0.year}/{0.month}/{0.day}",
]


@given(day=st.dates(date(1900, 3, 1), date(2099, 12, 31)), form=st.sampled_from(FORMS), wide=st.booleans())
def test_every_day_survives_every_form(day, form, wide):
    said = form.format(day)
    if wide:
        said = said.translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert values.day()(said) == day
    if day.year > 1954:
        assert values.day()(float((day - values.EPOCH).days)) == day


@given(at=st.datetimes(datetime.fromisoformat("1970-01-01"), datetime.fromisoformat("2099-01-01")))
def test_every_moment_survives(at):
    at = at.replace(microsecond=0)
    assert values.moment()(at) == at.replace(tzinfo=CHINA)
    assert values.moment()(at.isoformat(" ")) == at.replace(tzinfo=CHINA)
    assert values.moment()(at.replace(tzinfo=UTC).isoformat()) == at.replace(tzinfo=UTC)


@given(
    cell=st.one_of(
        st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.none(),
        st.text("0123456789年月日-/.:时分点 上下午一二十〇T+Z", max_size=20),
    )
)  # fmt: skip
def test_any_cell_gives_a_value_or_a_reason(cell):
    parsers = [
        values.day(),
        values.moment(2026),
        values.text(10),
        values.integer(0, 9),
        values.number(),
        values.choice({"是": True}),
    ]
    for parse in parsers:
        try:
            parse(cell)
        except ValueError as e:
            assert any("\u4e00" <= c <= "\u9fff" for c in str(e))


def test_numbers_and_words():
    assert values.integer()("１，２３４") == 1234
    assert values.integer()(3.0) == 3
    assert values.number()("-1.5") == values.Decimal("-1.5")
    assert values.integer()("") is None
    assert values.plain(13800138000.0) == "13800138000"
    assert values.plain("a\x07b_x000D_c\r\n") == "ab\nc"
    assert values.choice({"已 办结": "closed", "在办": "open"})("已办结") == "closed"
    for parse, cell, reason in [
        (values.integer(), "1.5", "整数"), (values.integer(0, 9), "10", "范围"), (values.number(), "十", "数字"),
        (values.number(), "1e9999", "数字"), (values.number(), float("inf"), "."), (values.plain, 440301199001011234.0, "15 位"),
        (values.choice({"在办": 1}), "没办", "可以填：在办"), (values.text(3), "四个汉字", "最多 3"),
    ]:  # fmt: skip
        with pytest.raises(ValueError, match=reason):
            parse(cell)


def test_a_choice_knows_its_labels_in_chinese_and_in_the_reader_s_language_whoever_read_first():
    from django.utils.translation import override

    from huying.kernel.roster import Area

    parse = values.choice({"乡": "town"}, Area.KINDS)
    with override("en"):
        english = str(Area.KINDS["street"])
        assert english != "街道" and parse(english) == parse("街道") == "street"
        with pytest.raises(ValueError, match=english):
            parse("不是类别")
    with override("zh-hans"):
        assert [parse(str(label)) for label in Area.KINDS.values()] == list(Area.KINDS)
        assert parse("乡") == "town"
