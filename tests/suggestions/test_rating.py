"""Ratings and their seal, reminders, second rounds, the end."""

from datetime import date, timedelta

import pytest

from huying.kernel.case import Clock, Trace
from huying.kernel.process import Forbidden, Refused
from huying.kernel.roster import Organ
from huying.suggestions import operations as suggestions
from huying.suggestions import pages
from huying.suggestions.forms import DelegationEvaluate
from huying.suggestions.models import Evaluation, Rating
from huying.suggestions.queries import public_word, visible_rating


def test_a_no_needs_its_reason_and_a_level_must_be_known(walk, world):
    row = walk.replied()
    with pytest.raises(Refused, match="不满意的理由"):
        suggestions.rate(row, by=world.lin, at=walk.at, attitude="good", result="no")
    with pytest.raises(Refused, match="办理态度"):
        suggestions.rate(row, by=world.lin, at=walk.at, attitude="great", result="good")
    assert not Rating.objects.exists()


def test_only_the_lead_deputy_rates_and_only_once(walk, world):
    row = walk.replied()
    for member in (world.gao, world.transport_handler, world.chen):
        with pytest.raises(Forbidden):
            suggestions.rate(row, by=member, at=walk.at, attitude="good", result="good")
    row = walk.rate(row)
    with pytest.raises(Refused, match="已经评价"):
        walk.rate(row)


def test_a_rating_on_paper_is_entered_for_the_deputy(walk, world):
    row = walk.replied()
    suggestions.rate(row, by=world.zhou, at=walk.at, attitude="basic", result="good")
    trace = Trace.objects.get(step="suggestions.rate")
    assert (trace.facts["proxy"], trace.acted_for) == (True, world.lin)


def test_the_trace_does_not_say_how_it_was_rated(walk, world):
    walk.rate(walk.replied(), "basic", "basic")
    trace = Trace.objects.get(step="suggestions.rate")
    assert set(trace.facts) == {"round", "records", "met"}
    assert trace.note == ""


def test_the_window_of_the_rule_book(walk, world):
    """Fifteen working days from an answer on 2026-01-29 end on 2026-02-26 (R-SUG-18)."""
    world.congress.overrides = {"suggestion.rate": {"value": "15 workdays", "law": "青禾县代表建议办理办法"}}
    world.congress.rules_version += 1
    world.congress.save()
    row = walk.on("2026-01-20").received()
    walk.on("2026-01-27")
    walk.answer(walk.part(row))
    clock = Clock.objects.get(kind="suggestion.rate")
    assert (clock.started_on, clock.due_on) == (date(2026, 1, 29), date(2026, 2, 26))


@pytest.mark.parametrize("levels", [("good", "good"), ("basic", "good"), ("basic", "basic")])
def test_what_is_not_a_no_is_sealed_from_the_unit_until_the_window_ends(walk, world, levels):
    row = walk.rate(walk.replied(), *levels)
    rating = row.ratings.get()
    until = Clock.objects.get(kind="suggestion.rate").due_on
    assert rating.sealed_until == until
    for day, open_now in ((walk.day, False), (until, False), (until + timedelta(days=1), True)):
        assert (visible_rating(rating, world.transport_handler, day) is not None) is open_now
        assert (visible_rating(rating, None, day) is not None) is open_now
        assert visible_rating(rating, world.zhou, day)["attitude"]
        assert visible_rating(rating, world.lin, day)["attitude"]


@pytest.mark.parametrize("told", [True, False])
def test_a_no_is_open_at_once_its_reason_as_the_deputy_allows(walk, world, told):
    row = walk.rate(walk.replied(), "good", "no", reason_to_unit=told)
    seen = visible_rating(row.ratings.get(), world.transport_handler, walk.day)
    assert (str(seen["result"]), bool(seen["reason"])) == ("不满意", told)


def test_a_seal_without_calendar_holds(walk, world):
    row = walk.rate(walk.replied())
    Rating.objects.filter(pk=row.ratings.get().pk).update(sealed_until=None)
    assert visible_rating(row.ratings.get(), world.transport_handler, date(2027, 12, 1)) is None


def test_the_office_orders_a_second_round_with_its_reason(walk, world):
    row = walk.replied()
    with pytest.raises(Refused, match="理由"):
        suggestions.redo(row, by=world.zhou, at=walk.at)
    suggestions.redo(row, by=world.zhou, at=walk.at, reason="答非所问")
    assert (row.state, row.rounds, walk.part(row).state) == ("assigned", 2, "received")
    labels = [str(label) for label, _value in pages.facts(walk.fresh(row), world.zhou)]
    assert "办理结果" not in labels and "上一次答复的结果（重新办理中）" in labels
    with pytest.raises(Forbidden):
        suggestions.redo(walk.replied(), by=world.chen, at=walk.at, reason="再办")


def test_the_day_brings_reminder_and_lapse(walk, world):
    row = walk.replied()
    due = Clock.objects.get(kind="suggestion.rate").due_on
    assert suggestions.daily(at=walk.on(due).at)["remind"] == 0
    assert suggestions.daily(at=walk.later().at) == {"remind": 1, "lapse": 0, "extensions": 0}
    assert suggestions.daily(at=walk.at) == {"remind": 0, "lapse": 0, "extensions": 0}
    walk.on(Clock.objects.get(kind="suggestion.rate_reminder").due_on)
    assert suggestions.daily(at=walk.at)["lapse"] == 0
    assert suggestions.daily(at=walk.later().at)["lapse"] == 1
    row = walk.fresh(row)
    assert (row.state, row.outcome) == ("closed", "unrated")


def test_meeting_is_recorded_with_people_and_conclusion(walk, world):
    row = walk.redone()
    walk.answer(walk.part(row), "C")
    row = walk.rate(walk.fresh(row), "no", "no")
    with pytest.raises(Refused, match="参加人员"):
        suggestions.meet(row, by=world.zhou, at=walk.at, attendees=" ", conclusion="分两年")
    with pytest.raises(Refused, match="不能早于"):
        suggestions.meet(
            row, by=world.zhou, at=walk.at, attendees="三方", conclusion="分", held_on=date(2026, 1, 1)
        )
    suggestions.meet(row, by=world.zhou, at=walk.at, attendees="三方", conclusion="分两年实施")
    suggestions.close_disagreed(row, by=world.zhou, at=walk.at, statement="代表要求今年完成。")
    assert public_word(row) == "已答复"


@pytest.mark.parametrize(("result_class", "word"), [("A", "已落实"), ("B", "已答复"), ("C", "暂难办理")])
def test_the_public_word_is_true(walk, world, result_class, word):
    assert public_word(walk.closed(result_class=result_class)) == word


def test_a_delegation_evaluates(walk, world):
    row = walk.replied()
    with pytest.raises(Refused, match="代表团"):
        suggestions.delegation_evaluate(row, by=world.zhou, at=walk.at, delegation=world.office, level="good")
    with pytest.raises(Refused, match="评议意见"):
        suggestions.delegation_evaluate(
            row, by=world.zhou, at=walk.at, delegation=world.delegation, level="no"
        )
    other = Organ.objects.create(kind="delegation", name="白沙镇代表团")
    with pytest.raises(Refused, match="由提出建议的代表所在的代表团评议"):
        suggestions.delegation_evaluate(row, by=world.zhou, at=walk.at, delegation=other, level="good")
    blank = DelegationEvaluate(row=row, member=world.zhou)
    assert blank["delegation"].value() == world.delegation.pk and not blank["level"].value()
    wrong = {"delegation": world.delegation.pk, "level": "no", "held_on": "2199-01-01"}
    assert set(DelegationEvaluate(wrong, row=row, member=world.zhou).errors) == {"held_on", "text"}
    suggestions.delegation_evaluate(row, by=world.zhou, at=walk.at, delegation=world.delegation, level="good")
    assert Evaluation.objects.get().delegation == world.delegation


def test_what_was_closed_is_handled_again_when_a_delegation_was_not_satisfied(walk, world):
    row = walk.closed()
    suggestions.delegation_evaluate(
        row, by=world.zhou, at=walk.at, delegation=world.delegation, level="no", text="只装了一半。"
    )
    with pytest.raises(Refused, match="理由"):
        suggestions.reopen(row, by=world.zhou, at=walk.at, reason=" ")
    suggestions.reopen(row, by=world.zhou, at=walk.at, reason="代表团评议不满意。")
    assert (row.state, row.rounds, row.outcome, row.closed_on) == ("assigned", 2, "", None)
    assert [p.state for p in row.handlings.all()] == ["received"] and row.due_on is not None
    walk.answer(walk.part(row))
    row = walk.fresh(row)
    assert walk.rate(row).state == "replied"
    empty = walk.submitted(title="另一件")
    suggestions.treat_as_letter(empty, by=world.zhou, at=walk.at, ground="own_affairs")
    assert not empty.owes_an_answer()
