"""Units that send a matter to and fro: a leader's tray, what settles it; steps whose hour is not there are not offered."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from huying.kernel.process import Forbidden, Refused
from huying.suggestions import operations as act
from huying.suggestions import pages, queries
from huying.suggestions.handlings import operations as handlings
from huying.suggestions.models import Suggestion
from huying.ui import possible


def back_and_forth(walk, world, row):
    """The co-unit's opinion is sent back twice."""
    part = walk.part(row, world.housing)
    for _n in range(2):
        handlings.give_opinion(part, by=world.housing_handler, at=walk.later().at, text="无意见。")
        handlings.send_back_opinion(part, by=world.transport_handler, at=walk.later().at, reason="写明措施。")


def waiting(member):
    return list(queries.escalated(member))


def test_a_leader_settles_what_went_to_and_fro_and_it_may_come_again(walk, world):
    row = walk.received(co=[world.housing])
    assert waiting(world.chen) == []
    with pytest.raises(Refused, match="没有等待领导协调"):
        act.coordinate(row, by=world.chen, at=walk.at, note="由交通局办。")
    back_and_forth(walk, world, row)
    assert waiting(world.chen) == waiting(world.zhou) == [row]
    row = walk.fresh(row)
    with pytest.raises(Forbidden):
        act.coordinate(row, by=world.transport_handler, at=walk.at, note="由交通局办。")
    act.coordinate(row, by=world.chen, at=walk.later().at, note="由交通局牵头，住建局三日内提出意见。")
    assert waiting(world.chen) == [] and walk.fresh(row).escalated_on is None
    back_and_forth(walk, world, row)
    assert waiting(world.chen) == [row]


def test_an_answer_leaves_nothing_to_settle(walk, world):
    row = walk.received(co=[world.housing])
    back_and_forth(walk, world, row)
    walk.answer(walk.part(row))
    row = Suggestion.objects.get(pk=row.pk)
    assert row.state == "replied" and row.escalated_on is None and waiting(world.chen) == []


def test_what_may_not_be_done_at_this_hour_is_not_offered(walk, world, monkeypatch):
    def why(row, name):
        return possible.why_not(SimpleNamespace(pages=pages), row.FLOW[name], row)

    def today(day):
        walk.on(day)
        monkeypatch.setattr(timezone, "now", lambda: walk.at)

    row = walk.on("2026-03-02").replied()
    today("2026-03-20")
    assert why(row, "lapse") == "请先催请评价。"
    act.remind(row, by=world.zhou, at=walk.at)
    row = walk.fresh(row)
    assert why(row, "remind") == "本轮已经催请过评价。"
    assert why(row, "lapse") == "代表的评价期限还没有届满。"
    today("2026-12-01")
    assert why(row, "lapse") == ""
    act.lapse(row, by=world.zhou, at=walk.at)
