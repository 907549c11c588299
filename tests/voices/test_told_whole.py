"""Whoever works on a voice reads who was called together, who is answered with it, what the citizen said of each round, and
no clock that is nobody's duty here."""

import re
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from huying.kernel import clocks, erasure, surnames
from huying.kernel.process import public
from huying.project import carried, reactions
from huying.stations.models import Station
from huying.suggestions.models import Suggestion
from huying.voices import operations, pages, queries
from huying.voices.models import Voice

from .conftest import make, sign_in


def read(client, member, row, subject="voices") -> str:
    """The page's words without marks."""
    page = sign_in(client, member).get(reverse(f"{subject}:detail", kwargs={"code": "qh", "pk": row.pk}))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def answered(town, now, voice):
    operations.hand_over(voice, by=town.keeper, at=now, unit=town.water, tier="county")
    operations.answer(voice, by=town.keeper, at=now, outcome="solved", text="已经修好。")
    return voice


def test_a_consultation_says_who_when_and_where(town, now, client, heard):
    operations.consult(
        heard, by=town.keeper, at=now, members="王工", units=[town.water, town.roads], place="站里会议室",
        meets_at=now.replace(hour=6), text="谁来修",
    )  # fmt: skip
    page = read(client, town.keeper, heard)
    for words in (
        "王工",
        "水务局、交通运输局",
        "站里会议室",
        f"{timezone.localtime(now.replace(hour=6)):%H:%M}",
        "谁来修",
    ):
        assert words in page


def test_the_lead_names_every_voice_that_its_answer_goes_to(town, now, client, heard):
    other = make(town, now, text="桥洞又大了。")
    operations.merge(other, by=town.keeper, at=now, into=heard)
    assert f"{other.number} 并入本件" in read(client, town.keeper, heard)
    assert f"本件并入 {heard.number}" in read(client, town.keeper, other)


def test_what_the_citizen_said_of_a_round_stays_when_it_is_reopened(town, now, client, heard):
    answered(town, now, heard)
    operations.rate(
        heard, by=public(), at=now, rating="dissatisfied", reason="电梯还没有动", code=heard.fresh_code
    )
    operations.reopen(heard, by=public(), at=now, reason="请再看看", code=heard.fresh_code)
    page = read(client, town.keeper, heard)
    assert page.count("电梯还没有动") == 2 and "不满意" in page  # with the papers, and in the story


def test_a_citizens_time_is_shown_where_it_is_theirs_and_ends_when_it_is_used(town, now, client, heard):
    other = make(town, now)
    operations.merge(other, by=town.keeper, at=now, into=heard)
    answered(town, now, heard)
    assert "群众要求重新办理" in read(client, town.keeper, heard)
    operations.reopen(heard, by=public(), at=now, reason="又坏了", code=heard.fresh_code)
    assert {c.kind for c in clocks.running(heard)} == {"voice.triage"}
    operations.adopt(heard, by=town.clerk, at=now, deputy=town.deputy)
    draft = Suggestion.objects.get(case=heard.case_id)
    for row, subject in ((heard, "voices"), (draft, "suggestions")):
        assert "还有" not in read(client, town.deputy, row, subject)
    operations.answer(heard, by=town.deputy, at=now, outcome="solved", text="换了新的。")
    assert {c.kind for c in clocks.running(heard)} == {"voice.rate"}  # it was reopened once


def test_an_erased_voice_leaves_no_sentence_on_a_deputys_docket_and_says_what_was_carried_on(
    town, now, heard
):
    alone = make(town, now)
    operations.adopt(heard, by=town.clerk, at=now, deputy=town.deputy)
    draft = Suggestion.objects.get(case=heard.case_id)
    title = draft.title
    for voice in (heard, alone):
        erasure.erase(voice, by=town.clerk, at=now)
    draft.case.refresh_from_db(), alone.case.refresh_from_db()
    assert draft.case.title == alone.case.title == "内容已按要求删除"
    draft.refresh_from_db()
    assert draft.title == title, "the deputy's own words stay"
    assert [one["title"] for one in carried.on(heard)] == [title] and title in carried.warned(heard)
    assert carried.on(alone) == [] and carried.warned(alone) == ""


@pytest.mark.parametrize(
    ("name", "family"), [("欧阳𠮷㐂", "欧阳"), ("司马", "司"), ("王秀英", "王"), ("诸葛亮", "诸葛"), ("", "")]
)
def test_the_family_name_of_two_characters(name, family):
    assert surnames.of(name) == family


def test_a_keepers_own_station_stands_in_the_form_and_on_the_slip(town, now, client):
    town.keeper.stations.add(town.far)
    form = sign_in(client, town.keeper).get("/c/qh/voices/new/hear/").content.decode()
    assert f'value="{town.station.pk}" selected' in form
    Station.objects.filter(pk=town.far.pk).update(telephone="0000-6600120")
    voice = make(town, now, by=town.far_keeper, station=None)
    slip = sign_in(client, town.far_keeper).get(f"/c/qh/voices/{voice.pk}/slip/").content.decode()
    assert 0 < slip.index("白沙镇代表联络站") < slip.index("青石镇代表联络站")


def test_the_number_of_the_older_system_is_shown_and_found(town, now, today):
    (voice,) = operations.import_historic(
        [{"title": "旧", "text": "旧事", "heard_on": today, "external_id": "GB-001"}], by=town.clerk, at=now
    )
    assert "GB-001" in {str(k): v for k, v in pages.facts(voice, town.clerk)}.values()
    assert "GB-001" in voice.search_text()[0] and Voice.objects.get() == voice
    assert queries.by_number("GB-001") is None  # it opens nothing


@pytest.mark.parametrize(("level", "state"), [("good", "settled"), ("basic", "answered")])
def test_out_of_a_suggestion_it_is_carried_out_only_where_its_deputy_found_it_so(
    town, now, heard, level, state
):
    operations.adopt(heard, by=town.clerk, at=now, deputy=town.deputy)
    draft = Suggestion.objects.get(case=heard.case_id)
    handling = SimpleNamespace(unit=town.water)
    reply = SimpleNamespace(handling=handling, text="修好了。", may_publish=True, is_solved=True, promised=[])
    rating = SimpleNamespace(result=level, at=now, by=town.deputy)
    ended = SimpleNamespace(
        congress_id=draft.congress_id, case_id=draft.case_id, pk=draft.pk, rounds=1, hide_name=False, result_class="A",
        author=draft.author, latest_replies=lambda: [reply], state="closed", outcome="rated", is_solved=True,
        found_good=level == "good", closed_on=timezone.localdate(now),
        ratings=SimpleNamespace(filter=lambda **_round: SimpleNamespace(first=lambda: rating)),
    )  # fmt: skip
    reactions.answer_voices(ended, by=town.clerk, at=now)
    heard.refresh_from_db()
    assert (heard.state, heard.outcome) == (state, "solved")
    proofs = [p.text for p in heard.written("proof")]
    assert len(proofs) == (level == "good") and all("代表林秀评价办理结果：满意" in text for text in proofs)
