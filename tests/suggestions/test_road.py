"""The road from draft to close, with a second round in between."""

from datetime import date

import pytest

from huying.kernel.case import Clock, Trace
from huying.kernel.process import Forbidden, Refused
from huying.suggestions import operations as suggestions
from huying.suggestions.models import Rating, Reply


def test_the_whole_road(walk, world):
    row = walk.closed()
    assert (row.state, row.outcome, row.result_class, row.is_solved) == ("closed", "rated", "A", True)
    assert row.number == "18-5-0001"
    steps = list(Trace.objects.filter(case=row.case).order_by("seq").values_list("step", flat=True))
    assert steps == [
        "suggestions.draft", "suggestions.submit", "suggestions.accept", "suggestions.assign", "handlings.offer",
        "handlings.receive", "handlings.log_contact", "handlings.reply", "suggestions.answer", "suggestions.rate",
        "suggestions.close",
    ]  # fmt: skip
    assert not Clock.objects.filter(case=row.case, met_at=None, dropped_at=None).exists()


def test_a_no_leads_to_a_second_round_and_the_second_no_to_a_meeting(walk, world):
    row = walk.redone()
    assert (row.state, row.rounds, row.rated_on) == ("assigned", 2, None)
    part = walk.part(row)
    assert (part.state, part.round) == ("received", 2)
    clock = Clock.objects.get(subject_kind="handlings", subject_id=part.pk, kind="suggestion.redo")
    assert clock.due_on == date(2026, 4, walk.day.day)  # one month from the demand
    with pytest.raises(Refused, match="沟通"):
        walk.answer(part, talk=False)  # the talk of the first round does not count
    walk.answer(part, "B")
    row = walk.rate(walk.fresh(row), "good", "no")
    assert row.state == "meeting"
    with pytest.raises(Refused, match="会商"):
        suggestions.close_disagreed(row, by=world.zhou, at=walk.at, statement="意见不一致")
    suggestions.meet(
        row,
        by=world.zhou,
        at=walk.later().at,
        attendees="林知远、交通运输局、代表工委",
        conclusion="分两年实施。",
    )
    suggestions.reply_again(row, by=world.zhou, at=walk.at)
    walk.answer(walk.part(row), "B")
    row = walk.rate(walk.fresh(row), "basic", "no")
    assert (row.state, row.rounds) == ("meeting", 3)
    with pytest.raises(Refused, match="再次答复过"):
        suggestions.reply_again(row, by=world.zhou, at=walk.at)
    suggestions.close_disagreed(
        row, by=world.zhou, at=walk.at, statement="代表要求今年完成，承办单位计划两年完成。"
    )
    assert (row.state, row.outcome) == ("closed", "disagreed")
    assert list(Reply.objects.values_list("round", flat=True).order_by("round")) == [1, 2, 3]
    assert Rating.objects.count() == 3


def test_nobody_closes_without_a_rating_or_the_lapse(walk, world):
    row = walk.replied()
    with pytest.raises(Refused, match="没有评价"):
        suggestions.close(row, by=world.zhou, at=walk.at)
    with pytest.raises(Refused, match="催请"):
        suggestions.lapse(row, by=world.zhou, at=walk.at)
    suggestions.remind(row, by=world.zhou, at=walk.later().at)
    with pytest.raises(Refused, match="没有届满"):
        suggestions.lapse(row, by=world.zhou, at=walk.later(10).at)
    suggestions.lapse(row, by=world.zhou, at=walk.later(30).at)
    assert (row.state, row.outcome) == ("closed", "unrated")


def test_the_neighbour_and_other_roles_are_refused(walk, world):
    row = walk.submitted()
    for member in (world.neighbour.clerk, world.gao, world.transport_handler, world.he, world.chen):
        with pytest.raises(Forbidden):
            suggestions.accept(row, by=member, at=walk.at)
