"""Rows and figures."""

from datetime import date

from huying.kernel import process
from huying.voices import operations, queries

from .conftest import make, said


def test_everybody_sees_their_own(town, now):
    mine, far = make(town, now), make(town, now, by=town.far_keeper, station=town.far)
    shy = make(town, now, is_protected=True)
    operations.hand_over(far, by=town.clerk, at=now, tier="county", unit=town.roads)
    seen = {
        town.clerk: {mine, far, shy}, town.leader: {mine, far, shy}, town.keeper: {mine, shy}, town.far_keeper: {far},
        town.deputy: {mine}, town.far_deputy: set(), town.handler: set(), town.road_handler: {far}, process.public(): set(),
    }  # fmt: skip
    for who, rows in seen.items():
        assert set(queries.visible_to(who)) == rows, who.role


def test_trays_hold_what_their_names_say(town, now):
    voice = make(town, now)
    operations.hand_over(voice, by=town.keeper, at=now, tier="county", unit=town.water)
    assert voice in queries.to_receive(town.handler) and voice not in queries.in_hand(town.handler)
    operations.receive(voice, by=town.handler, at=now)
    assert voice in queries.in_hand(town.handler)
    assert voice in queries.overdue(town.clerk, today=date(2027, 2, 1))
    operations.report(voice, by=town.handler, at=now, outcome="solved", text="好了")
    assert voice in queries.waiting_for_answer(town.keeper) and voice not in queries.in_hand(town.handler)
    operations.answer(voice, by=town.keeper, at=now, outcome="solved", text="好了")
    assert voice in queries.promised(town.clerk)
    assert len({t.name for t in queries.TRAYS}) == len(queries.TRAYS) and all(t.empty for t in queries.TRAYS)


def test_figures_follow_the_four_links(town, now, django_assert_num_queries):
    said(now)
    first, second, third = (make(town, now, field=town.field) for _n in range(3))
    operations.settle(first, by=town.keeper, at=now, text="好了")
    operations.explain(second, by=town.keeper, at=now, text="说明")
    operations.decline(third, by=town.keeper, at=now, reason="spam")
    with django_assert_num_queries(3):
        figures = queries.figures(since=date(2026, 1, 1), until=date(2026, 12, 31))
    assert figures["total"] == {"said": 4, "heard": 3, "answered": 2, "done": 1}
    assert [m["month"] for m in figures["months"]] == [date(2026, 11, 1)]
    assert figures["fields"][0]["field__name"] == "市政道路与管网" and figures["fields"][0]["done"] == 1
    assert {s["station__name"] for s in figures["stations"]} == {None, "青石镇代表联络站"}


def test_numbers_are_found_in_any_case(town, heard):
    assert queries.by_number(" qh-2026-00001 ") == heard and queries.by_number("") is None
