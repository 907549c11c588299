"""The same table once more, after something changed in it or here: nothing is lost, nothing comes back that was deleted."""

import hashlib
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from huying.kernel import erasure, process, scope, verify
from huying.kernel.case import Clock, Trace
from huying.kernel.notices import Notice
from huying.kernel.register.models import Origin
from huying.kernel.roster import Membership, Person
from huying.kernel.tables.preview import digest
from huying.project.imports import importer
from huying.voices import operations
from huying.voices.models import Voice

from .test_imports import counts, sheet, take

pytestmark = pytest.mark.django_db

HEAD = ["工单编号", "来电时间", "来电人", "联系电话", "状态", "诉求内容", "答复内容", "办结时间"]
PERSON = ["2026-02-01 10:00", "李某", "13800005678"]
ENDED = ["H1", *PERSON, "已办结", "路灯不亮，晚上看不见。", "已于二月三日修复。", "2026-02-03 09:00"]
OPEN = ["H1", *PERSON, "办理中", "路灯不亮，晚上看不见。", "", ""]


@pytest.fixture
def again(tmp_path, capsys):
    """Take one row; (created, updated, unchanged, errors) and the voice as it stands then."""

    def call(row, head=HEAD, new=False):
        _code, report = take(sheet(tmp_path / "12345.csv", [head, row]), capsys, new=new)
        return counts(report), report, Voice.everywhere.order_by("pk").first()

    return call


def changed(row, **cells):
    return [cells.get(name, cell) for name, cell in zip(HEAD, row, strict=True)]


def test_a_corrected_telephone_leaves_the_reply_where_it_was(again):
    again(ENDED)
    got, _report, voice = again(changed(ENDED, 联系电话="13800009999"))
    assert got == (0, 1, 0, 0) and voice.phone == "13800009999"
    assert "路灯不亮" in voice.text and "二月三日修复" in voice.text
    got, _report, voice = again(changed(ENDED, 诉求内容="三号楼路灯不亮。", 联系电话="13800009999"))
    assert got == (0, 1, 0, 0) and voice.text.startswith("三号楼路灯不亮。") and "二月三日修复" in voice.text
    fewer = [HEAD[0], HEAD[5]]
    got, _report, voice = again(["H1", "四号楼路灯不亮。"], fewer)
    assert voice.text.startswith("四号楼") and "二月三日修复" in voice.text and voice.phone == "13800009999"


def test_what_was_corrected_here_is_not_undone_by_another_cell(again):
    _got, _report, voice = again(ENDED)
    with scope.congress(voice.congress):
        operations.amend_import(voice, by=process.house(), at=timezone.now(), place="桥头", author="李四")
    _got, _report, voice = again(changed(ENDED, 联系电话="13800009999"))
    assert (voice.author, voice.place, voice.phone) == ("李四", "桥头", "13800009999")


def test_what_another_system_finishes_later_is_answered_as_history(again):
    again(OPEN)
    got, _report, voice = again(ENDED)
    assert got == (0, 1, 0, 0)
    assert (voice.state, voice.outcome, voice.answered_on.isoformat()) == (
        "answered",
        "explained",
        "2026-02-03",
    )
    assert "二月三日修复" in voice.text and not Clock.everywhere.exists() and not Notice.everywhere.exists()
    got, report, voice = again(changed(ENDED, 状态="办理中"))
    assert got == (0, 0, 0, 1) and "办理中" in report["errors"][0]["reason"] and voice.state == "answered"
    assert verify.verify(voice.congress).ok


def test_of_what_came_in_by_the_front_door_the_clock_ends_and_the_citizen_reads_the_reply(again):
    _got, _report, voice = again(OPEN, new=True)
    got, _report, voice = again(ENDED)
    assert got == (0, 1, 0, 0) and voice.state == "answered"
    assert "2026-02-01 10:00" in voice.text and voice.heard_on == timezone.localdate(voice.born_at)
    with scope.congress(voice.congress):
        assert voice.written("answer").get().text == "已于二月三日修复。"
        kinds = Clock.objects.filter(met_at=None, dropped_at=None).values_list("kind", flat=True)
        assert sorted(kinds) == ["voice.rate", "voice.reopen"]


def test_what_is_being_handled_here_is_reported_and_left_alone(again, tmp_path):
    _got, _report, voice = again(OPEN)
    with scope.congress(voice.congress):
        operations.consult(voice, by=_clerk(voice.congress), at=timezone.now(), members="水务、住建")
    got, report, voice = again(ENDED)
    assert got == (0, 0, 0, 1) and voice.state == "consulting"
    assert report["errors"][0]["line"] == 2 and "会诊中" in report["errors"][0]["reason"]


def _clerk(congress):
    return Membership.objects.create(
        congress=congress, person=Person.objects.create(name="周", pinyin="zhou"), role="clerk"
    )


def test_a_person_who_was_deleted_does_not_come_back(again):
    _got, _report, voice = again(ENDED)
    with scope.congress(voice.congress):
        erasure.erase(voice, by=process.house(), at=timezone.now())
        assert Origin.objects.get().said == {}
    for row in (ENDED, changed(ENDED, 答复内容="已修好。")):
        got, report, voice = again(row)
        assert got == (0, 0, 0, 1) and "删除" in report["errors"][0]["reason"]
        assert (voice.phone, voice.author, voice.text) == ("", "", "")
    assert Trace.everywhere.filter(step="voices.amend_import").count() == 0


def test_an_unnumbered_row_of_a_deleted_person_does_not_come_back(again):
    head, row = ["内容", "电话"], ["路灯不亮", "13800005678"]
    _got, _report, voice = again(row, head)
    with scope.congress(voice.congress):
        erasure.erase(voice, by=process.house(), at=timezone.now())
    assert again(row, head)[0] == (0, 0, 1, 0) and Voice.everywhere.count() == 1


def test_of_two_matters_under_one_number_the_one_meant_is_changed(again):
    other = ["H1", "2018-01-02 08:00", "赵某", "13811112222", "办理中", "完全另一件事", "", ""]
    again(OPEN)
    again(other)
    assert again(changed(other, 联系电话="13833334444"))[0] == (0, 1, 0, 0)
    first, second = Voice.everywhere.order_by("pk")
    assert (first.phone, second.phone) == ("13800005678", "13833334444") and "路灯" in first.text


def test_an_upgrade_keys_the_old_digests_and_the_rows_are_still_known(again):
    rekey = import_module("huying.kernel.migrations.0004_keyed_origins").rekey
    plain = ["路灯不亮", "13800005678"]
    again(ENDED)
    again(plain, ["内容", "电话"])
    numbered, bare = Origin.everywhere.order_by("pk")
    cells = dict(zip(("external_id", "phone", "status", "text"), (ENDED[0], *ENDED[3:6]), strict=True))
    said = {name: hashlib.sha256(cell.encode()).hexdigest()[:16] for name, cell in cells.items()}
    values = {c.name: c.parse(None) for c in importer("voices").columns} | {
        "text": plain[0],
        "phone": plain[1],
    }
    Origin.everywhere.filter(pk=numbered.pk).update(said=said)
    Origin.everywhere.filter(pk=bare.pk).update(identity=digest(values))
    rekey(apps, None)
    numbered.refresh_from_db()
    assert not set(said.values()) & set(numbered.said.values()) and "phone" in numbered.said
    assert again(plain, ["内容", "电话"])[0] == (0, 0, 1, 0)
    assert again(ENDED)[0] == (0, 1, 0, 0) and again(ENDED)[0] == (0, 0, 1, 0)
    assert not Trace.everywhere.filter(step="voices.amend_import").exists()
    with scope.congress(Voice.everywhere.first().congress):
        erasure.erase(Voice.objects.first(), by=process.house(), at=timezone.now())
    Origin.everywhere.filter(pk=numbered.pk).update(said=said)
    rekey(apps, None)
    numbered.refresh_from_db()
    assert numbered.said == {}


def test_digests_of_what_a_table_said_are_keyed(again):
    again(ENDED)
    said = Origin.everywhere.get().said
    bare = {hashlib.sha256(cell.encode()).hexdigest()[:16] for cell in ENDED}
    assert said and not bare & set(said.values())
