"""Units that send a matter to and fro: a leader's tray, what settles it; steps whose hour is not there are not offered."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from huying.kernel.process import Forbidden, Refused
from huying.suggestions import operations as act
from huying.suggestions import pages, queries
from huying.suggestions.extensions import operations as extensions
from huying.suggestions.extensions import pages as extension_pages
from huying.suggestions.handlings import operations as handlings
from huying.suggestions.handlings import pages as handling_pages
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
        told = extension_pages if row.FLOW.subject == "extensions" else pages
        return possible.why_not(SimpleNamespace(pages=told), row.FLOW[name], row)

    def today(day):
        walk.on(day)
        monkeypatch.setattr(timezone, "now", lambda: walk.at)

    part = walk.part(walk.on("2026-03-02").received())
    asked = extensions.ask(
        by=world.transport_handler, at=walk.at, handling=part, reason="面广。", broad_and_hard=True
    )
    today("2026-06-01")
    assert why(asked, "grant") == "" and why(asked, "lapse") == "原期限还没有届满，请同意或者不同意。"
    today("2026-07-01")
    assert "已经过了，不能再同意延期" in why(asked, "grant") and why(asked, "lapse") == ""

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


def test_the_lead_unit_finds_from_its_own_page_how_to_send_an_empty_opinion_back(walk, world):
    def offered(member, row):
        return [link["label"] for link in handling_pages.links(walk.fresh(walk.part(row)), member)]

    row = walk.received(co=[world.housing])
    word = "退回会办意见：青禾县住房和城乡建设局"
    assert word not in offered(world.transport_handler, row)
    handlings.give_opinion(
        walk.part(row, world.housing), by=world.housing_handler, at=walk.later().at, text="无意见。"
    )
    assert word in offered(world.transport_handler, row)
    assert word not in offered(world.housing_handler, row) and word not in offered(world.zhou, row)
    walk.answer(walk.part(row))
    assert word not in offered(world.transport_handler, row)
