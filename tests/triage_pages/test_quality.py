"""A second look at a reply: what it remarks and why. All letters and replies here are invented."""

import csv
from datetime import date

import pytest

from huying.voices.triage import quality

LETTER = "东门农贸市场旁边的排水沟堵了半年，一下雨污水就漫到路上。希望尽快疏通。请问什么时候能修好？"
TITLE = "东门农贸市场排水沟堵塞"
GOOD = (
    "您好！东门农贸市场排水沟的问题，我局 11 月 3 日到现场查看，堵塞是因为上游工地的泥沙沉积。依据《城镇排水与污水处理条例》"
    "第三十条，已责令施工单位清理，11 月 20 日前完成疏通，并每月检查一次。"
)
EMPTY = "您好！您反映的问题已收悉，我们高度重视，已转有关部门调查处理。感谢您对我们工作的支持！"
OFF_TOPIC = "您好！关于养老金发放标准，经核实，今年起每月增加三十元，十二月随工资一并补发，请到社保窗口领取对账单核对。"


def remarks(reply, **more):
    found = quality.look(LETTER, reply, title=TITLE, **more)
    for aspect in found:
        assert str(aspect.why) % aspect.facts  # every remark says why, with its places filled
    return {a.name: a for a in found}


def test_a_good_reply_has_nothing_weak():
    found = remarks(GOOD, asked_on=date(2026, 11, 1), replied_on=date(2026, 11, 5), due_on=date(2026, 12, 1))
    assert [a.name for a in found.values() if not a.ok] == []
    assert "城镇排水与污水处理条例" in found["grounds"].facts["words"]
    assert found["timeliness"].facts == {"days": 4}


def test_set_phrases_are_called_by_their_name():
    found = remarks(EMPTY)
    assert not found["boilerplate"].ok
    assert not found["completeness"].ok
    assert not found["grounds"].ok
    assert "timeliness" not in found  # nobody said the days
    assert not quality.explains(list(found.values()))


def test_a_reply_to_another_matter_is_noticed_with_the_words_that_are_missing():
    found = remarks(OFF_TOPIC)
    assert not found["relevance"].ok
    assert "排水沟" in found["relevance"].facts["words"]


def test_a_question_without_an_answer_is_quoted():
    letter = "学校门口的斑马线磨没了。建议增设护学岗。"
    reply = "经核实，该处道路由镇里负责管养，路面养护资金已经纳入明年的预算安排，届时统一实施，此前由养护队每周巡查。"
    found = {a.name: a for a in quality.look(letter, reply, title="斑马线")}
    assert not found["completeness"].ok
    assert "护学岗" in found["completeness"].facts["asks"]


@pytest.mark.parametrize(
    ("replied", "due", "ok", "facts"),
    [
        (date(2026, 11, 11), date(2026, 11, 10), False, {"days": 10, "late": 1}),
        (date(2026, 11, 10), date(2026, 11, 10), True, {"days": 9}),
        (date(2026, 12, 5), None, False, {"days": 34}),
        (date(2026, 12, 1), None, True, {"days": 30}),
    ],
)
def test_days_are_counted_against_the_clock_where_there_is_one(replied, due, ok, facts):
    found = remarks(GOOD, asked_on=date(2026, 11, 1), replied_on=replied, due_on=due)["timeliness"]
    assert (found.ok, found.facts) == (ok, facts)


@pytest.mark.parametrize(
    "reply", ["", "。", "<b>" * 4000, "您好" * 9000, "\x00\u202e%(x)s %s", "《" * 5000, "根据" * 5000]
)
def test_hostile_replies_are_only_read(reply):
    assert {a.name for a in quality.look("%s" * 100, reply, title="{{ x }}")} == {
        "relevance", "completeness", "grounds", "boilerplate"}  # fmt: skip


def test_it_works_without_the_library_that_knows_words(monkeypatch):
    from huying.voices.triage.engine.faults import Missing

    def absent(text):
        raise Missing("nothing installed")

    monkeypatch.setattr(quality, "tokens", absent)
    assert not remarks(OFF_TOPIC)["relevance"].ok
    assert remarks(GOOD)["relevance"].ok


def agreement(pairs) -> float:
    """Cohen's kappa of [(ours, theirs)]."""
    n = len(pairs)
    same = sum(a == b for a, b in pairs) / n
    mine, theirs = sum(a for a, _ in pairs) / n, sum(b for _, b in pairs) / n
    chance = mine * theirs + (1 - mine) * (1 - theirs)
    return (same - chance) / (1 - chance)


@pytest.mark.realdata
def test_it_agrees_with_a_team_that_marked_real_replies(data):
    """Patterns were written looking at every other reply; judged here are those between (docs/triage_pages.md)."""
    with (data / "messages_replied.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[1::2]
    with (data / "messages_replied_ratings.csv").open(encoding="utf-8", newline="") as file:
        marks = {row["message_id"]: row["explainable_syu"] == "1" for row in csv.DictReader(file)}
    looked = [(quality.look(r["detail"], r["reply"], title=r["title"]), marks[r["message_id"]]) for r in rows]
    explained = [(quality.explains(found), mark) for found, mark in looked]
    plain = [(next(a.ok for a in found if a.name == "boilerplate"), mark) for found, mark in looked]
    assert agreement(explained) > 0.5
    assert agreement(plain) > 0.75
    missed = sum(1 for ours, mark in explained if ours and not mark) / sum(
        1 for _o, mark in explained if not mark
    )
    assert missed < 0.1  # of the replies that the team found unexplained
