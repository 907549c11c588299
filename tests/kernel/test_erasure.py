"""A person's data: copied, corrected, deleted; the chain stays sound and keeps no trace of what was deleted."""

from datetime import date, timedelta

import pytest
from django.db import connection

from huying.kernel import erasure, process, scope
from huying.kernel.case import Trace
from huying.kernel.process import Forbidden, Refused
from huying.kernel.rounds import SomeFailed
from huying.kernel.verify import verify
from tests.kernel.toy.models import Answer, Errand
from tests.kernel.toy.town import AT, build, toy, toy_tables, walk  # noqa: F401


@pytest.fixture
def town(toy):  # noqa: F811
    made = build()
    with scope.congress(made.here):
        made.errands = walk(made, 4)
        yield made


def test_a_copy_holds_all_that_is_stored(town):
    data = erasure.copy(town.errands[0])
    assert data["content"]["citizen"] == "群众0" and data["content"]["phone"] == "13800138000"
    assert data["records"][0]["text"] == "已办0"
    assert data["traces"][0]["note"] == "第0件 修桥𠮷" and len(data["traces"]) == 3


def test_a_person_is_found_by_name_or_number(town):
    assert erasure.find("群众1") == [town.errands[1]] == erasure.find("13800138001")
    assert erasure.find("") == [] == erasure.find("群众")


def test_a_correction_is_traced_without_the_value(town):
    trace = erasure.correct(town.errands[1], by=town.clerk, at=AT, values={"citizen": "李更正"})
    assert Errand.objects.get(pk=town.errands[1].pk).citizen == "李更正"
    assert trace.facts == {"columns": ["citizen"]} and verify(town.here).ok
    with pytest.raises(Refused, match="text"):
        erasure.correct(town.errands[1], by=town.clerk, at=AT, values={"text": "x"})


def test_deletion_leaves_nothing_and_breaks_nothing(town):
    errand = town.errands[0]
    before = Trace.objects.count()
    trace = erasure.erase(errand, by=town.clerk, at=AT)
    assert trace.facts["erased"] == list(
        Trace.objects.filter(subject_id=errand.pk)
        .exclude(pk=trace.pk)
        .order_by("seq")
        .values_list("seq", flat=True)
    )
    assert Trace.objects.count() == before + 1 and verify(town.here).ok
    row = Errand.objects.get(pk=errand.pk)
    assert (row.citizen, row.phone, row.state) == ("", "", "done")
    assert Answer.objects.get(errand=row).text == ""
    stored = dump()
    for gone in ("群众0", "13800138000", "第0件", "已办0"):
        assert gone not in stored or gone in errand.text + errand.case.title
    assert "群众1" in stored


def dump() -> str:
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            if table.startswith("kernel_") and "search" not in table:
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
                rows += cursor.fetchall()
    return repr(rows)


def test_deletion_twice_and_life_goes_on(town):
    errand = town.errands[0]
    erasure.erase(errand, by=town.clerk, at=AT)
    erasure.erase(errand, by=town.clerk, at=AT)
    assert verify(town.here).ok
    operation = process.does(Errand.FLOW["praise"])(lambda row, *, by, at: {})
    operation(errand, by=process.house(), at=AT)
    assert verify(town.here).ok


def test_only_the_office_may(town):
    for stranger in (town.lin, town.handler, town.foreign_clerk, process.public()):
        with pytest.raises(Forbidden):
            erasure.erase(town.errands[0], by=stranger, at=AT)
        with pytest.raises(Forbidden):
            erasure.correct(town.errands[0], by=stranger, at=AT, values={"citizen": "x"})


def test_a_forged_deletion_is_found(town):
    erasure.erase(town.errands[0], by=town.clerk, at=AT)
    other = Trace.objects.filter(subject_id=town.errands[1].pk).order_by("seq").first()
    Trace.objects.filter(pk=other.pk).update(note="", salt="")
    assert [(p.kind, p.seq) for p in verify(town.here).problems] == [("note", other.seq)]


def test_a_record_changed_after_its_deletion_is_found(town):
    erasure.erase(town.errands[0], by=town.clerk, at=AT)
    Answer.objects.filter(errand=town.errands[0]).update(text="又写回去")
    assert {p.kind for p in verify(town.here).problems} == {"record"}


def test_retention_ends_by_itself(town):
    assert erasure.expire(town.here, at=AT + timedelta(days=4000)) == 0  # nothing was set
    town.here.switches = {"retention_days": {"toy_errand": 365, "nothing": 3, "x": "y"}}
    assert erasure.expire(town.here, at=AT + timedelta(days=364)) == 0
    assert erasure.expire(town.here, at=AT + timedelta(days=366)) == 3  # those at their end
    assert erasure.expire(town.here, at=AT + timedelta(days=367)) == 0
    assert verify(town.here).ok
    assert sorted(Errand.objects.values_list("citizen", flat=True)) == ["", "", "", "群众2"]
    assert date(2026, 11, 20) == AT.date()


def test_one_deletion_that_fails_keeps_no_other_waiting(town, monkeypatch):
    town.here.switches = {"retention_days": {"toy_errand": 365}}
    bad, later = town.errands[0].pk, AT + timedelta(days=366)
    drop = erasure._drop_files
    monkeypatch.setattr(erasure, "_drop_files", lambda row: 1 / 0 if row.pk == bad else drop(row))
    with pytest.raises(SomeFailed, match=f"{bad}: ZeroDivisionError"):
        erasure.expire(town.here, at=later)
    assert sorted(Errand.objects.values_list("citizen", flat=True)) == ["", "", "群众0", "群众2"]
    assert verify(town.here).ok
