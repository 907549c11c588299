"""Adoption, merging, and what the suggestion on the same case brings back."""

from datetime import date

import pytest

from huying.kernel import clocks
from huying.kernel.case import Trace
from huying.kernel.notices import Notice
from huying.kernel.process import Forbidden, Refused, public
from huying.voices import operations
from huying.voices.models import Paper, Voice

from .conftest import make


def kinds(voice):
    return {c.kind for c in clocks.running(voice)}


def last(voice):
    return Trace.objects.filter(subject_kind="voices", subject_id=voice.pk).order_by("-seq").first()


def handed(town, now, **more):
    voice = make(town, now, **more)
    operations.hand_over(voice, by=town.keeper, at=now, tier="county", unit=town.water)
    return voice


def test_a_deputy_adopts_in_their_area_and_gives_back_before_it_was_handed_in(town, heard, now):
    with pytest.raises(Forbidden):
        operations.adopt(heard, by=town.far_deputy, at=now)
    with pytest.raises(Refused, match="只能为自己"):
        operations.adopt(heard, by=town.deputy, at=now, deputy=town.far_deputy)
    operations.adopt(heard, by=town.deputy, at=now)
    assert heard.state == "adopted" and heard.deputy == town.deputy
    operations.release(heard, by=town.deputy, at=now, text="与本职工作有利害关系")
    assert heard.state == "heard" and heard.deputy is None
    operations.adopt(heard, by=town.keeper, at=now, deputy=town.far_deputy)
    assert {n.to for n in Notice.objects.filter(step="voices.adopt")} == {town.far_deputy}
    assert operations.told(heard.case, "submitted", at=now) == 1
    heard.refresh_from_db()
    with pytest.raises(Refused, match="不能放弃"):
        operations.release(heard, by=town.far_deputy, at=now, text="不想办了")
    with pytest.raises(Refused, match="不能撤回"):
        operations.take_back(heard, by=town.keeper, at=now, text="换一位")


def test_only_a_sitting_deputy_of_this_congress_adopts(town, heard, now, neighbour):
    for who in (town.clerk, neighbour.deputy):
        with pytest.raises(Refused, match="本级在任"):
            operations.adopt(heard, by=town.keeper, at=now, deputy=who)


def test_one_answer_reaches_all(town, now):
    lead, two, three = make(town, now), make(town, now, author="李四"), make(town, now, author="王五")
    home = two.case
    operations.merge(two, by=town.keeper, at=now, into=lead)
    operations.merge(three, by=town.keeper, at=now, into=two)  # into a merged one: into the one that leads
    assert two.case == lead.case == three.case and three.merged_into == lead
    with pytest.raises(Refused, match="并入本件"):
        operations.merge(lead, by=town.keeper, at=now, into=make(town, now))
    operations.unmerge(two, by=town.keeper, at=now)
    assert two.state == "heard" and two.case == home and two.due_on == date(2026, 12, 6)
    operations.merge(two, by=town.keeper, at=now, into=lead)
    operations.hand_over(lead, by=town.keeper, at=now, tier="county", unit=town.water)
    operations.answer(lead, by=town.handler, at=now, outcome="solved", text="桥洞已补好。")
    two.refresh_from_db(), three.refresh_from_db()
    assert two.state == three.state == "answered" and two.outcome == three.outcome == "solved"
    assert Paper.objects.filter(kind="answer", text="桥洞已补好。").count() == 3
    operations.fulfil(lead, by=town.handler, at=now, text="照片")
    two.refresh_from_db()
    assert two.state == "settled" and two.fulfilled_on
    operations.reopen(two, by=public(), at=now, reason="又裂了", code=two_code(two, now, town))
    assert two.state == "heard" and two.case == home and two.merged_into is None


def test_what_is_settled_or_declined_reaches_the_merged_ones_too(town, now):
    for step, data in (("settle", {"text": "当场接通"}), ("decline", {"reason": "unclear"})):
        lead, other = make(town, now), make(town, now)
        operations.merge(other, by=town.keeper, at=now, into=lead)
        getattr(operations, step)(lead, by=town.keeper, at=now, **data)
        other.refresh_from_db()
        assert (
            other.state == "answered"
            and other.outcome == lead.outcome
            and other.fulfilled_on == lead.fulfilled_on
        )
        with pytest.raises(Refused, match="已经答复"):
            operations.take_back(lead, by=town.keeper, at=now, text="看错了")


def two_code(voice, now, town):
    operations.renew_code(voice, by=town.keeper, at=now, text="当面核对身份证")
    return voice.fresh_code


def test_nothing_merges_into_what_is_answered_or_elsewhere(town, now, heard):
    done = make(town, now)
    operations.explain(done, by=town.keeper, at=now, text="说明")
    with pytest.raises(Refused, match="不能再并入"):
        operations.merge(heard, by=town.keeper, at=now, into=done)
    with pytest.raises(Refused, match="不能并入自己"):
        operations.merge(heard, by=town.keeper, at=now, into=heard)


def test_nothing_merges_into_what_only_its_own_citizen_may_read(town, now, heard):
    for lead in (make(town, now, kind="dispute"), make(town, now, is_protected=True)):
        if lead.kind == "dispute":
            operations.file(lead, by=town.keeper, at=now)
        with pytest.raises(Refused, match="不能给别人看"):
            operations.merge(heard, by=town.keeper, at=now, into=lead)
    lead = make(town, now, kind="dispute")
    operations.merge(heard, by=town.keeper, at=now, into=lead)
    with pytest.raises(Refused, match="先撤销并案"):
        operations.file(lead, by=town.keeper, at=now)


def test_merging_reads_the_lead_as_it_stands(town, now, heard):
    lead = make(town, now)
    stale = Voice.objects.get(pk=lead.pk)
    operations.explain(lead, by=town.keeper, at=now, text="说明")
    with pytest.raises(Refused, match="不能再并入"):
        operations.merge(heard, by=town.keeper, at=now, into=stale)


def test_the_suggestion_answers_every_voice_of_its_case(town, now):
    lead, two = make(town, now), make(town, now)
    operations.adopt(lead, by=town.deputy, at=now)
    operations.merge(two, by=town.clerk, at=now, into=lead)
    assert operations.told(lead.case, "assigned", at=now) == 2
    assert operations.answer_from_suggestion(
        lead.case, at=now, text="已列入计划。", outcome="planned", planned_on=date(2027, 6, 1)
    )
    lead.refresh_from_db(), two.refresh_from_db()
    assert lead.state == two.state == "answered" and two.planned_on == date(2027, 6, 1)
    assert operations.fulfil_from_suggestion(lead.case, at=now, text="工程验收报告") == 1
    two.refresh_from_db()
    assert two.state == "settled" and two.fulfilled_on
    assert last(two).by.role == "house"
    with pytest.raises(ValueError, match="unknown word"):
        operations.told(lead.case, "forgotten", at=now)


def test_a_suggestion_that_ends_unhandled_gives_its_voices_back(town, now):
    lead, two = make(town, now), make(town, now)
    operations.adopt(lead, by=town.deputy, at=now)
    operations.merge(two, by=town.clerk, at=now, into=lead)
    operations.told(lead.case, "submitted", at=now)
    assert operations.given_back(lead.case, at=now) == 1
    lead.refresh_from_db(), two.refresh_from_db()
    assert (
        lead.state == "heard"
        and lead.deputy is None
        and lead.told_on is None
        and kinds(lead) == {"voice.triage"}
    )
    assert two.state == "merged" and two.case == lead.case


def test_the_house_repeats_a_promise_whatever_its_day_and_never_blocks_the_close(town, now):
    for outcome, data in (("planned", {"planned_on": date(2026, 1, 1)}), ("cannot", {}), ("solved", {})):
        voice = make(town, now)
        operations.adopt(voice, by=town.deputy, at=now)
        assert operations.answer_from_suggestion(voice.case, at=now, text="", outcome=outcome, **data) == 1
        voice.refresh_from_db()
        assert voice.outcome == outcome and voice.written("answer").get().text
        assert bool(voice.outcome_reason) == (outcome == "cannot")


def test_what_was_registered_wrongly_is_amended_with_its_columns_named(town, now, heard):
    operations.amend(heard, by=town.keeper, at=now, title="柳湾桥坏了", text=heard.text, note="听错了村名")
    assert heard.title == "柳湾桥坏了" and last(heard).facts["changed"] == ["title"]
    for values, why in (
        ({"title": "柳湾桥坏了"}, "没有改动"),
        ({"phone": "1"}, "不能更正"),
        ({"text": " "}, "请填写"),
    ):
        with pytest.raises(Refused, match=why):
            operations.amend(heard, by=town.keeper, at=now, **values)
