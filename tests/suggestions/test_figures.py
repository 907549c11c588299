"""Rates: side by side, honest, sealed, in a fixed number of queries."""

from datetime import timedelta

import pytest

from huying.kernel.case import Clock
from huying.kernel.process import Refused, house
from huying.suggestions import figures
from huying.suggestions import operations as suggestions
from huying.suggestions.models import Suggestion


def test_the_example_of_the_rule_book():
    """40 answers, 30 satisfied, 4 basically, 2 not, 4 not returned: 34/36 (R-SUG-18)."""
    assert figures.satisfied(30, 4, 2) == 94.4
    assert figures.satisfied(0, 0, 0) is None


def test_a_unit_s_year(walk, world):
    walk.closed()
    row = walk.on("2026-03-02").replied("B")
    walk.rate(row, "basic", "basic")
    walk.on("2026-03-02").replied("C")  # not rated yet
    walk.on("2026-03-02").assigned(lead=world.housing)
    after = walk.day + timedelta(days=60)
    rows = {r["name"]: r for r in figures.rates(2026, member=world.zhou, day=after)}
    road, homes = rows["交通运输局"], rows["住建局"]
    assert (road["assigned"], road["replied"], road["on_time"], road["solved"], road["unrated"]) == (
        3,
        3,
        3,
        1,
        1,
    )
    assert (road["result_rate"], road["solved_rate"], road["on_time_rate"]) == (100.0, 33.3, 100.0)
    assert (homes["assigned"], homes["replied"], homes["result_rate"], homes["solved_rate"]) == (
        1,
        0,
        None,
        None,
    )
    assert not figures.rates(2025, member=world.zhou, day=after)
    long_after = after + timedelta(days=400)
    late = figures.late(2026, day=long_after)  # the number opens its list
    assert [r.unit for r in late] == [world.housing] and len(late) == sum(
        r["late"] for r in figures.rates(2026, day=long_after)
    )


def test_sums_do_not_break_the_seal(walk, world):
    walk.rate(walk.replied(), "good", "basic")
    until = Clock.objects.get(kind="suggestion.rate").due_on
    for member, day, known in (
        (world.zhou, walk.day, True),
        (world.transport_handler, walk.day, False),
        (world.transport_handler, until, False),
        (world.transport_handler, until + timedelta(days=1), True),
        (None, until, False),
    ):
        row = figures.rates(2026, member=member, day=day)[0]
        assert (row["result_rate"] is not None) is known


def test_a_second_round_counts_with_its_own_rating(walk, world):
    row = walk.redone()
    walk.answer(walk.part(row))
    walk.rate(walk.fresh(row), "good", "good")
    rate = figures.rates(2026, member=world.zhou, day=walk.day)[0]
    assert (rate["assigned"], rate["result_rate"], rate["redone"]) == (1, 100.0, 1)


def test_a_sealed_word_does_not_show_by_what_disappears(walk, world):
    row = walk.redone()
    walk.answer(walk.part(row))
    walk.rate(walk.fresh(row), "good", "good")
    until = Clock.objects.filter(kind="suggestion.rate").latest("pk").due_on

    def said(member, day):
        rate = figures.rates(2026, member=member, day=day)[0]
        return rate["result_no"], rate["result_good"]

    assert said(world.zhou, walk.day) == (0, 1)
    for outside in (world.transport_handler, None):
        assert said(outside, until) == (1, 0)
        assert said(outside, until + timedelta(days=1)) == (0, 1)


def test_a_no_counts_until_the_deputy_says_something_else(walk, world):
    """Handling again is no way out of the statistics; only an answer that never came leaves them."""

    def said():
        rate = figures.rates(2026, member=world.zhou, day=walk.day)[0]
        return rate["result_no"], rate["result_rate"], rate["unrated"]

    row = walk.redone()
    assert said() == (1, 0.0, 0)
    walk.answer(walk.part(row))
    assert said() == (1, 0.0, 0)
    Suggestion.objects.filter(pk=row.pk).update(state="closed", outcome="unrated")
    assert said() == (0, None, 1)


def test_a_split_counts_once_for_the_department(walk, world):
    from huying.suggestions.handlings import operations as handlings

    row = walk.received(lead=world.cabinet)
    handlings.split(walk.part(row), by=world.cabinet_handler, at=walk.at, mode="lead", lead=world.housing)
    assert [r["name"] for r in figures.rates(2026, member=world.zhou, day=walk.day)] == ["住建局"]


@pytest.mark.parametrize("rows", [1, 4])
def test_the_number_of_queries_does_not_grow(walk, world, django_assert_num_queries, rows):
    for _n in range(rows):
        walk.replied()
    with django_assert_num_queries(2):
        figures.rates(2026, member=world.zhou, day=walk.day)
    with django_assert_num_queries(5):
        figures.statistics(year=2026)


def test_statistics(walk, world):
    walk.replied()
    walk.submitted()
    walk.draft()
    found = figures.statistics(year=2026)
    assert dict(found["states"]) == {"replied": 1, "submitted": 1}
    assert dict(found["units"]) == {"青禾县交通运输局": 1}
    assert dict(found["fields"]) == {"交通运输": 2}
    assert [n for _month, n in found["months"]] == [2]
    assert figures.years() == [2026]


def historic(day, **more):
    return {
        "title": "关于完善公厕指引的建议", "text": "现状和建议。", "author_text": "邹正", "submitted_on": day,
        "source": "import", **more,
    }  # fmt: skip


def test_the_past_starts_no_clock_and_sends_no_notice(walk, world):
    from huying.kernel.notices import Notice

    rows = suggestions.import_historic(
        [historic(walk.day, external_id=str(n)) for n in range(3)],
        by=house(),
        at=walk.at,
        facts={"file": "old.csv"},
    )
    assert [r.state for r in rows] == ["closed"] * 3
    assert len({r.case.number for r in rows}) == 3
    assert not Clock.objects.exists()
    assert not Notice.objects.exists()
    assert walk.submitted().case.number > rows[-1].case.number
    with pytest.raises(Refused):
        suggestions.import_historic([historic(walk.day)], by=world.lin, at=walk.at)
    assert Suggestion.objects.filter(source="import").count() == 3
