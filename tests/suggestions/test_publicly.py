"""What everybody reads: 已落实 only at the deputy's own finding, and that there was a second round."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from huying.suggestions import operations as suggestions
from huying.suggestions import pages, publicly, queries
from huying.suggestions.flow import FLOW
from huying.suggestions.models import Suggestion
from tests.world import when

CHECKED = {"secrecy_checked": True, "privacy_checked": True}


def public(row) -> str:
    page = Client().get(reverse("suggestions:public_item", args=["qinghe", row.pk]))
    assert page.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def shandong(world):
    """Where ratings are published with the answers."""
    world.congress.profile = "shandong"
    world.congress.rules_version += 1
    world.congress.save()


def ended(walk, world, row, at_all=True):
    row = walk.fresh(row)
    suggestions.close(row, by=world.zhou, at=walk.later().at)
    suggestions.publish(row, by=world.zhou, at=walk.later().at, **CHECKED)
    return walk.fresh(row)


@pytest.mark.parametrize(("level", "word"), [("good", "已落实"), ("basic", "已答复")])
def test_carried_out_is_said_only_where_the_deputy_found_it_so(walk, world, level, word):
    row = ended(walk, world, walk.rate(walk.replied("A"), "good", level))
    several = [queries.published().get(), queries.for_programs(Suggestion.objects.filter(pk=row.pk)).get()]
    assert {queries.public_word(r) for r in (row, *several)} == {word}
    assert pages.api_row(several[1], world.zhou)["public_word"] == word
    assert publicly.reached(row) == (4 if level == "good" else 3)
    page = public(row)
    assert ("提出建议的代表确认了办理结果" in page) is (level == "good")
    assert not re.search("基本满意|代表评价", page), "the profile does not publish ratings"
    listed = Client().get(reverse("suggestions:public", args=["qinghe"]))
    assert [line["word"] for line in listed.context["rows"]] == [word]


def test_a_units_guess_is_not_helped_before_the_seal_ends(walk, world, monkeypatch):
    row = ended(walk, world, walk.rate(walk.replied("A")))
    last = row.ratings.get().sealed_until
    for day, word, shown in ((last, "已答复", 3), (last + timedelta(days=1), "已落实", 4)):
        monkeypatch.setattr("django.utils.timezone.now", lambda day=day: when(day))
        rows = [Suggestion.objects.get(pk=row.pk), queries.published().get()]
        assert {queries.public_word(r) for r in rows} == {word}, day
        assert publicly.reached(rows[0]) == shown and bool(publicly.evidence(rows[0])) is (shown == 4)
        assert ("提出建议的代表确认了办理结果" in public(row)) is (shown == 4)
        assert pages.api_row(rows[1], world.transport_handler)["public_word"] == word


def test_who_closes_it_reads_beforehand_what_everybody_will_read(walk, world, monkeypatch):
    def told(row):
        return "\n".join(one["text"] for one in pages.reading(FLOW["close"], row, world.zhou))

    row = walk.rate(walk.replied("A"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: walk.at)
    assert "将读到“已答复”" in told(row) and f"保密到 {row.ratings.get().sealed_until}" in told(row)
    found = {"delegation": world.delegation, "at": walk.later().at, "by": world.zhou}
    suggestions.delegation_evaluate(row, level="no", text="巡查安排没有贴。", **found)
    assert "代表团评议这次办理结果为不满意" in told(walk.fresh(row))
    basic = walk.rate(walk.replied("A"), "good", "basic")
    assert "将读到“已答复”" in told(basic) and "保密到" not in told(basic)


def test_a_delegation_that_is_not_satisfied_takes_the_word_back(walk, world):
    row = ended(walk, world, walk.rate(walk.replied("A")))
    found = {"delegation": world.delegation, "at": walk.later().at, "by": world.zhou}
    for level, word in (("no", "已答复"), ("good", "已落实"), ("no", "已答复")):
        suggestions.delegation_evaluate(walk.fresh(row), level=level, text="又看过。", **found)
        assert queries.public_word(walk.fresh(row)) == queries.public_word(queries.published().get()) == word
    suggestions.reopen(walk.fresh(row), by=world.zhou, at=walk.later().at, reason="代表团评议不满意。")
    walk.answer(walk.part(walk.fresh(row)))
    row = walk.rate(walk.fresh(row))
    suggestions.close(row, by=world.zhou, at=walk.later().at)
    assert queries.public_word(walk.fresh(row)) == "已落实"  # that was said of the answer before


def test_nobody_said_so_nobody_reads_so(walk, world):
    silent = walk.replied("A")
    suggestions.remind(silent, by=world.zhou, at=walk.later(40).at)
    suggestions.lapse(silent, by=world.zhou, at=walk.later(40).at)
    assert (silent.outcome, silent.is_solved, queries.public_word(silent)) == ("unrated", True, "已答复")
    old = walk.closed()
    old.outcome = "imported"  # what an older table says of itself is nobody's finding
    assert queries.public_word(old) == "已答复"


def test_a_list_of_words_asks_once(walk, world, django_assert_num_queries):
    for _n in range(2):
        walk.closed()
    with django_assert_num_queries(1):
        rows = queries.for_programs(Suggestion.objects.filter(state="closed").select_related("case"))
        assert [queries.public_word(r) for r in rows] == ["已落实"] * 2


def test_the_public_reads_that_it_was_handled_again(walk, world):
    row = walk.redone()
    walk.answer(walk.part(row))
    row = walk.rate(walk.fresh(row))
    suggestions.close(row, by=world.zhou, at=walk.later().at)
    row = walk.fresh(row)
    before = "\n".join(one.get("text", "") for one in pages.reading(FLOW["publish"], row, world.zhou))
    suggestions.publish(row, by=world.zhou, at=walk.later().at, **CHECKED)
    page = public(walk.fresh(row))
    for said in ("第 1 次答复以后，重新办理", "第 2 次答复"):
        assert said in page and said in before, said
    assert "不满意" not in page + before, "the profile does not publish ratings"
    listed = Client().get(reverse("suggestions:public", args=["qinghe"])).content.decode()
    assert "经重新办理" in listed
    shandong(world)
    assert "代表对第 1 次答复不满意，重新办理" in public(walk.fresh(row))
    before = pages.reading(FLOW["publish"], walk.fresh(row), world.zhou)[0]["text"]
    assert "代表对第 1 次答复不满意，重新办理" in before


def test_one_round_is_no_story(walk, world):
    row = ended(walk, world, walk.rate(walk.replied()))
    assert "次答复" not in public(row) and publicly.course(row, until=row.published_at) == []


def test_what_is_being_handled_again_after_it_was_published_says_so(walk, world):
    row = ended(walk, world, walk.rate(walk.replied()))
    suggestions.reopen(row, by=world.zhou, at=walk.later().at, reason="代表团评议不满意。")
    assert "正在重新办理" in public(walk.fresh(row))
    walk.answer(walk.part(walk.fresh(row)))
    assert "已经再次答复，审查以后公开" in public(walk.fresh(row))
