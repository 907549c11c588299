"""What was never confirmed, and what a person asks to be deleted: words, person and files go, the chain stays whole."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils.translation import override

from huying.kernel import erasure, files, process, search, wording
from huying.kernel.files import File
from huying.kernel.notices import Notice
from huying.kernel.verify import verify
from huying.project import station_facts
from huying.suggestions import operations as suggestions
from huying.suggestions.models import Suggestion
from huying.suggestions.queries import visible_to as drafts
from huying.voices import operations, queries
from huying.voices.figures import counting
from huying.voices.operations import forgetting
from huying.voices.petitions import operations as petitions
from tests.voices.conftest import make, said
from tests.voices.test_roads import filed, voice_code

PHONE = "13912345678"


def photo():
    return ContentFile("照片".encode(), name="张三.txt")


def test_what_nobody_confirmed_is_emptied_and_counts_nowhere(town, now, today, monkeypatch):
    monkeypatch.setattr("huying.voices.operations.following.BATCH", 2)
    rows = [
        said(now, station=town.station, text=f"我叫张三，电话{PHONE}", files=[photo()]) for _n in range(3)
    ]
    assert operations.lapse(at=now + timedelta(days=9)) == 3  # more than one batch
    for row in rows:
        row.refresh_from_db()
        assert (row.state, row.author, row.phone, row.text) == ("declined", "", "", "")
        assert "张三" not in row.title + row.case.title
    assert not File.objects.exists()
    assert queries.total(since=today, until=today)["heard"] == 0
    assert counting.total(counting.rows(since=today, until=today), today)["heard"] == 0
    assert station_facts.voices(today, today) == {}
    assert verify(town.congress).problems == []


def test_erasure_leaves_no_words_and_search_finds_nobody(town, now):
    voice = make(town, now, text=f"我叫李四，电话{PHONE}，三号楼天然气泄漏。", files=[photo()])
    assert voice.alarms.exists() and files.of(voice).exists()
    erasure.erase(voice, by=town.clerk, at=now)
    voice.refresh_from_db()
    voice.case.refresh_from_db()
    assert voice.text == "" and "李四" not in voice.title + voice.case.title
    assert voice.alarms.get().signs == [] and not File.objects.exists()
    assert not search.find(PHONE, kind="voices", rows=queries.visible_to(town.clerk), limit=10).ids
    assert verify(town.congress).problems == []


def test_a_docket_that_a_suggestion_shares_forgets_the_citizen_s_sentence_in_the_congress_own_language(
    town, now
):
    voice = make(town, now, text=f"我叫李四，电话{PHONE}，三号楼漏水。")
    operations.adopt(voice, by=town.clerk, at=now, deputy=town.deputy)
    draft = Suggestion.objects.get(case=voice.case_id)
    suggestions.edit(draft, by=town.deputy, at=now, title="修好三号楼", text="三号楼漏水，请修。" * 3)
    with override("en"):
        erasure.erase(voice, by=town.clerk, at=now)
    voice.refresh_from_db(), draft.refresh_from_db()
    assert voice.title == "内容已按要求删除" == draft.case.title and draft.title == "修好三号楼"
    news = Notice(
        pk=1, case=draft.case, subject_kind="suggestions", subject_id=draft.pk, step="suggestions.draft"
    )
    assert wording.titles([news]) == {1: "修好三号楼"}
    for kind, rows in (("voices", queries.visible_to(town.clerk)), ("suggestions", drafts(town.deputy))):
        assert not search.find("李四", kind=kind, rows=rows, limit=10).ids
    assert verify(town.congress).problems == []


def test_an_upgrade_empties_dockets_of_voices_that_older_versions_deleted(town, now):
    voice, other = (make(town, now, text=f"我叫{name}，三号楼漏水。") for name in ("李四", "王五"))
    sentence = other.case.title
    with override("en"):
        erasure.erase(voice, by=town.clerk, at=now)
    type(voice.case).objects.filter(pk=voice.case_id).update(title="我叫李四，三号楼漏水")
    assert (forgetting.empty_dockets(), forgetting.empty_dockets()) == (1, 0)
    voice.case.refresh_from_db(), other.case.refresh_from_db()
    assert (voice.case.title, other.case.title) == ("内容已按要求删除", sentence)
    assert verify(town.congress).problems == []


def test_the_period_of_a_congress_forgets_answered_voices_and_never_before_their_rights_end(town, now):
    voice = make(town, now, text=f"我叫王五，电话{PHONE}。")
    operations.explain(voice, by=town.clerk, at=now, text="已经修好。")
    waiting = make(town, now, text=f"我叫赵六，电话{PHONE}。")
    town.congress.switches = {"retention_days": {"voices": 5}}  # set in the database, shorter than the law
    assert erasure.expire(town.congress, at=now + timedelta(days=20)) == 0
    assert erasure.expire(town.congress, at=now + timedelta(days=40)) == 1
    voice.refresh_from_db(), waiting.refresh_from_db()
    assert voice.text == "" and "赵六" in waiting.text
    assert verify(town.congress).problems == []


def test_what_is_merged_is_kept_while_the_matter_it_went_into_goes_on(town, now):
    now -= timedelta(days=200)  # into a year whose calendar is known
    lead = make(town, now, text="老街桥淹了，请修。")
    mine = make(town, now, text=f"我叫王五，电话{PHONE}。桥又淹了。")
    operations.merge(mine, by=town.clerk, at=now, into=lead)
    town.congress.switches = {"retention_days": {"voices": 35}}
    assert erasure.expire(town.congress, at=now + timedelta(days=60)) == 0
    operations.explain(lead, by=town.clerk, at=now + timedelta(days=61), text="修好了。")
    assert erasure.expire(town.congress, at=now + timedelta(days=90)) == 0
    assert erasure.expire(town.congress, at=now + timedelta(days=130)) == 2
    mine.refresh_from_db()
    assert "王五" not in mine.text


def test_a_petition_s_voice_is_kept_while_its_review_goes_on(town, now):
    voice, petition = filed(town, now, "petition")
    petitions.accept(petition, by=town.clerk, at=now, unit=town.water)
    petitions.reply(petition, by=town.handler, at=now, result="unsupported", text="理由如下。")
    code = voice_code(town, now, voice)
    asked = now + timedelta(days=29)
    petitions.ask_review(petition, by=process.public(), at=asked, reason="不服", code=code)
    town.congress.switches = {"retention_days": {"voices": 35}}
    for days in (45, 80, 400):  # a review that is overdue is still owed
        assert erasure.expire(town.congress, at=now + timedelta(days=days)) == 0
    voice.refresh_from_db()
    assert voice.text
