"""The four words never say more than was done."""

from datetime import date

import pytest
from django.utils import timezone

from huying.kernel.process import public
from huying.voices import operations
from huying.voices.models import Voice
from huying.voices.publicly import public_story, public_words

from .conftest import make, said


def spoken(voice):
    return [(str(w["word"]), w["done"]) for w in public_words(Voice.objects.get(pk=voice.pk))]


def test_nothing_is_said_before_it_is_confirmed(town, now):
    voice = said(now)
    assert [w["done"] for w in public_words(voice)] == [False] * 4
    assert public_story(voice) == []


def test_the_road_by_a_unit(town, now, heard):
    assert spoken(heard) == [("已收到", True), ("已转交", False), ("已答复", False), ("已落实", False)]
    operations.hand_over(heard, by=town.keeper, at=now, tier="county", unit=town.water)
    assert spoken(heard)[1] == ("已转交", True)
    operations.answer(heard, by=town.handler, at=now, outcome="solved", text="修好了")
    assert spoken(heard)[2:] == [("已答复", True), ("已落实", False)]
    operations.fulfil(heard, by=town.keeper, at=now, text="验收单")
    words = public_words(heard)
    assert words[3]["done"] and words[3]["current"] and words[3]["on"] == timezone.localdate(now)


@pytest.mark.parametrize(
    ("step", "data", "ending", "reason"),
    [
        ("explain", {"text": "依据某某规定"}, "已说明", ""),
        ("refer", {"way": "petition"}, "已引导", "信访"),
        ("decline", {"reason": "spam"}, "已说明", "广告或者无关内容"),
    ],
)
def test_what_was_not_handled_has_its_own_word(town, now, heard, step, data, ending, reason):
    getattr(operations, step)(heard, by=town.keeper, at=now, **data)
    words = public_words(heard)
    assert [str(w["word"]) for w in words] == ["已收到", ending] and words[1]["reason"] == reason
    assert public_story(heard)[-1]["label"]


def test_cannot_be_done_stands_with_its_reason(town, now, heard):
    operations.hand_over(heard, by=town.keeper, at=now, tier="county", unit=town.water)
    operations.answer(heard, by=town.keeper, at=now, outcome="cannot", text="办不了", reason="没有用地指标")
    last = public_words(heard)[-1]
    assert str(last["word"]) == "暂难办理" and last["reason"] == "没有用地指标"


def test_settled_on_the_spot_was_answered_and_carried_out_not_handed_on(town, now, heard):
    operations.settle(heard, by=town.keeper, at=now, text="当场接通")
    assert spoken(heard) == [("已收到", True), ("已答复", True), ("已落实", True)]


def test_a_merged_voice_follows_the_one_that_leads_but_not_its_people(town, now):
    lead, other = make(town, now), make(town, now)
    operations.merge(other, by=town.keeper, at=now, into=lead)
    third = make(town, now)
    operations.merge(third, by=town.keeper, at=now, into=lead)
    operations.hand_over(lead, by=town.keeper, at=now, tier="county", unit=town.water)
    other.refresh_from_db()
    assert [w["done"] for w in public_words(other)] == [True, True, False, False]
    labels = [str(s["label"]) for s in public_story(other)]
    assert labels == [
        "您反映的情况已收到并登记。",
        "与他人反映的同一件事合并办理，答复会同时给您。",
        "已转交有关单位办理。",
    ]


def test_after_reopening_the_words_begin_anew(town, now, heard):
    operations.settle(heard, by=town.keeper, at=now, text="当场接通")
    operations.reopen(heard, by=public(), at=now, reason="又断了", code=heard.fresh_code)
    assert spoken(heard) == [("已收到", True), ("已转交", False), ("已答复", False), ("已落实", False)]
    assert heard.planned_on is None and heard.reopened_on == date(2026, 11, 21)
