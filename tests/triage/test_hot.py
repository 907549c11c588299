"""What many speak of: clusters with place, span, people, and a heat whose addends are shown."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from huying.voices.triage.engine.hot import FORMULA, heat, hot

STATION = [
    "青禾县枫叶小区搅拌站噪声扰民", "投诉青禾县枫叶小区搅拌站噪声", "枫叶小区搅拌站噪声粉尘太大",
    "青禾县枫叶小区搅拌站噪声夜里不停",
]  # fmt: skip
LONELY = ["白石市公交改线", "云汀县竹溪村缺水", "白石市体育馆不开门"]


def messages():
    for n, title in enumerate(STATION):
        at = datetime.fromisoformat(f"2026-03-{1 + 9 * n:02}T08:00")
        detail = f"{title}，搅拌站离枫叶小区不到百米。"
        person = "p1" if n == 3 else f"p{n}"
        yield {
            "id": n,
            "title": title,
            "detail": detail,
            "at": at,
            "person": person,
            "ups": 2 * n,
            "downs": 0,
        }
    for n, title in enumerate(LONELY, 10):
        at = datetime.fromisoformat("2026-03-02")
        yield {"id": n, "title": title, "detail": title, "at": at, "person": f"p{n}"}


def test_a_matter_has_place_span_people_and_trend():
    (one,) = hot(messages())
    assert one.ids == [0, 1, 2, 3]
    assert (one.rank, one.people, one.messages) == (1, 3, 4)
    assert (one.start, one.end) == (date(2026, 3, 1), date(2026, 3, 28))
    assert one.trend == [1, 1, 1, 1]
    assert one.place == "青禾县枫叶小区"
    assert one.title in STATION
    assert any("搅拌站" in term for term in one.terms)


def test_the_heat_is_the_sum_of_its_addends():
    (one,) = hot(messages())
    assert one.heat == round(sum(one.addends), 2)
    assert one.addends == heat(people=3, messages=4, ups=12, downs=0, lately=0.5, days=27)
    assert all(word in FORMULA for word in ("人数", "留言数", "赞同数", "近期占比", "集中程度"))


def test_a_span_leaves_the_rest_out():
    assert hot(messages(), until=date(2026, 3, 12)) == []
    (one,) = hot(messages(), since=date(2026, 3, 5))
    assert one.ids == [1, 2, 3]


def test_the_order_of_the_rows_does_not_matter():
    assert hot(list(messages())[::-1]) == hot(messages())


def test_messages_without_day_or_person_count_too():
    (one,) = hot({"id": n, "title": title, "detail": title} for n, title in enumerate(STATION))
    assert (one.people, one.start, one.end, one.trend) == (4, None, None, [])
    assert hot([]) == []


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 3000), st.floats(0, 1), st.integers(0, 900))
def test_more_people_never_cool_a_matter(people, count, ups, lately, days):
    base = sum(heat(people=people, messages=count, ups=ups, lately=lately, days=days))
    assert sum(heat(people=people + 1, messages=count + 1, ups=ups, lately=lately, days=days)) > base
