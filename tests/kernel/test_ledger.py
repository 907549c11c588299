"""Whatever is changed beside the gate is found and named: in the traces, the subjects, their records and clocks."""

# ruff: noqa: S608, DTZ001 (the statements are our own; hypothesis wants bounds without a zone)

import json
from datetime import date

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from huying.kernel import checkpoints, ledger, process, scope
from huying.kernel.case import Clock, Trace
from huying.kernel.ledger import ChainHead
from huying.kernel.verify import LINK_FIELDS, verify
from tests.ground import ground
from tests.kernel.toy import operations
from tests.kernel.toy.models import Answer, Errand
from tests.kernel.toy.town import AT, asking, build, registered, toy, toy_tables, walk  # noqa: F401


def errands(digest):
    """Four errands of the town, walked."""
    with pytest.MonkeyPatch.context() as patched:
        registered(patched)
        made = build(digest)
        with scope.congress(made.here):
            made.errands = walk(made, 4)
    del made.ask
    return made


walked = ground(errands, params=["sha256", "sm3"])


@pytest.fixture
def town(toy, toy_tables, walked):  # noqa: F811
    with scope.congress(walked.here):
        yield asking(walked)


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount > 0


def kinds(town, checkpoint=None):
    report = verify(town.here, checkpoint)
    assert all(any("\u4e00" <= c <= "\u9fff" for c in p.detail) for p in report.problems)
    return {p.kind for p in report.problems}


def test_an_honest_ledger_is_sound(town):
    report = verify(town.here)
    assert report.ok and report.rows == Trace.objects.count() > 10
    assert report.head == ChainHead.objects.get().hash
    assert verify(town.there).as_dict() == {"code": "there", "rows": 0, "head": "0" * 64, "problems": []}


def test_the_digest_is_the_one_that_the_congress_chose(town):
    trace = Trace.objects.get(seq=1)
    assert trace.hash == ledger.digest(ledger.link(trace), town.digest)
    assert ledger.digest(b"abc", "sm3").startswith("66c7f0f462eeedd9")  # GB/T 32905, example 1
    assert ledger.digest(b"abc", "sha256").startswith("ba7816bf8f01cfea")


def test_batches_of_births_are_sound_too(town):
    case = process.new_case("旧件", date(2025, 1, 1))
    rows = [Errand(case=case, author=town.lin, text=f"旧{i}", price="2.5") for i in range(3)]
    process.births(Errand.FLOW["load"], rows, by=process.house(), at=AT, facts={"file": "旧.csv"})
    assert verify(town.here).ok


T, E, A, C = "kernel_trace", "kernel_errand", "kernel_answer", "kernel_clock"
TAMPERED = {
    "a trace's state": (f"UPDATE {T} SET target='done' WHERE seq=2", {"changed"}),
    "a trace's actor": (f"UPDATE {T} SET by_id=by_id+1 WHERE seq=2", {"changed"}),
    "a trace's facts": (f"UPDATE {T} SET facts='{{}}' WHERE seq=2", {"changed", "clock"}),
    "a trace's note": (f"UPDATE {T} SET note='别的' WHERE seq=1", {"note"}),
    "a note where none was": (f"UPDATE {T} SET note='添的' WHERE seq=2", {"note"}),
    "note and salt emptied": (f"UPDATE {T} SET note='', salt='' WHERE seq=1", {"note"}),
    "salt": (f"UPDATE {T} SET salt='00' WHERE seq=2", {"note"}),
    "a hash": (f"UPDATE {T} SET hash='{'1' * 64}' WHERE seq=2", {"changed", "broken"}),
    "a trace in the middle removed": (f"DELETE FROM {T} WHERE seq=2", {"removed", "broken"}),
    "the last trace removed": (f"DELETE FROM {T} WHERE seq=(SELECT MAX(seq) FROM {T})", {"removed"}),
    "a subject's text": (f"UPDATE {E} SET text='假' WHERE text LIKE '第0%%'", {"subject"}),
    "a subject's state": (f"UPDATE {E} SET state='open' WHERE text LIKE '第0%%'", {"subject"}),
    "a subject's version": (f"UPDATE {E} SET version=9 WHERE text LIKE '第0%%'", {"subject"}),
    "a subject's price": (f"UPDATE {E} SET price=1.51 WHERE text LIKE '第0%%'", {"subject"}),
    "a subject's due day": (f"UPDATE {E} SET due_on='2030-01-01' WHERE text LIKE '第2%%'", {"clock"}),
    "a record": (f"UPDATE {A} SET text='假'", {"record"}),
    "a record removed": (f"DELETE FROM {A} WHERE text='已办0'", {"record_gone"}),
    "a clock put off": (
        f"UPDATE {C} SET due_on='2030-01-01' WHERE met_at IS NULL AND dropped_at IS NULL",
        {"clock"},
    ),
    "a clock met": (
        f"UPDATE {C} SET met_at=started_on WHERE met_at IS NULL AND dropped_at IS NULL",
        {"clock"},
    ),
    "a clock removed": (f"DELETE FROM {C} WHERE kind='suggestion.reply'", {"clock"}),
    "the head turned back": ("UPDATE kernel_chainhead SET seq=seq-1", {"inserted"}),
    "the head's hash": (f"UPDATE kernel_chainhead SET hash='{'2' * 64}'", {"head"}),
    "the head removed": ("DELETE FROM kernel_chainhead", {"head"}),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_tampering_is_named(town, name):
    statement, expected = TAMPERED[name]
    sql(statement)
    assert expected <= kinds(town)


def test_two_traces_that_changed_places(town):
    sql(f"UPDATE {T} SET seq=1000 WHERE seq=2")
    sql(f"UPDATE {T} SET seq=2 WHERE seq=3")
    sql(f"UPDATE {T} SET seq=3 WHERE seq=1000")
    found = verify(town.here).problems
    assert {2, 3} <= {p.seq for p in found if p.kind == "reordered"}


def test_a_trace_put_in_between(town):
    last = Trace.objects.count()
    for seq in range(last, 2, -1):
        sql(f"UPDATE {T} SET seq=%s WHERE seq=%s", seq + 1, seq)
    forged = Trace.objects.get(seq=2)
    forged.pk, forged.seq, forged.previous = None, 3, forged.hash
    forged.hash = ledger.digest(ledger.link(forged), town.digest)
    forged.save()
    assert {"broken", "reordered", "inserted"} <= kinds(town)


def test_a_subject_put_in_and_one_taken_out(town):
    columns = [f.column for f in Errand._meta.concrete_fields if f.column != "id"]
    sql(
        f"INSERT INTO {E} ({', '.join(columns)}) SELECT {', '.join(columns)} FROM {E} WHERE text LIKE '第2%%'"
    )
    assert "unborn" in kinds(town)
    sql(f"DELETE FROM {E} WHERE id=(SELECT MAX(id) FROM {E})")
    assert not kinds(town)
    sql(f"DELETE FROM {E} WHERE text LIKE '第2%%'")
    assert "gone" in kinds(town)


def test_a_record_put_in(town):
    columns = [f.column for f in Answer._meta.concrete_fields if f.column != "id"]
    sql(f"INSERT INTO {A} ({', '.join(columns)}) SELECT {', '.join(columns)} FROM {A} WHERE text='已办0'")
    assert kinds(town) == {"record_unclaimed"}


def test_a_clock_put_in(town):
    clock = Clock.objects.first()
    clock.pk, clock.subject_id = None, 10_000
    clock.save()
    assert kinds(town) == {"clock"}


COLUMNS = [
    (model, f)
    for model in (Trace, Errand, Answer)
    for f in model._meta.concrete_fields
    if not f.primary_key and (model is not Trace or f.attname in LINK_FIELDS)
]


def another(draw, value, field):
    """A value that the column takes and that is not the one it has."""
    if field.is_relation:
        rows = field.related_model._base_manager.values_list("pk", flat=True)
        return draw(st.sampled_from([pk for pk in rows if pk != value] or [value]))
    kind = field.get_internal_type()
    if kind == "JSONField":
        changed = {**value, draw(st.text("abc", min_size=1, max_size=3)): draw(st.integers() | st.booleans())}
        return json.dumps(changed)
    if kind == "BooleanField":
        return not value
    if kind in ("DateTimeField", "DateField", "DecimalField"):
        return (
            None
            if value is not None and field.null
            else draw(_like(kind).filter(lambda v: str(v) != str(value)))
        )
    if kind.endswith("IntegerField"):
        return draw(st.integers(1000, 10**6).filter(lambda v: v != value))
    size = min(field.max_length or 20, 20)
    return draw(st.text("01ab修𠮷", max_size=size).filter(lambda v: v != value))


def _like(kind):
    from datetime import UTC, datetime
    from decimal import Decimal

    return {
        "DateTimeField": st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(
            lambda d: d.replace(tzinfo=UTC)
        ),
        "DateField": st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        "DecimalField": st.integers(1, 10**6).map(lambda n: Decimal(n) / 100),
    }[kind]


@settings(max_examples=1)
@given(data=st.data())
def test_any_change_of_any_column_is_found(town, data):
    """Every column once, in a row and with a value that are drawn."""
    found = [is_found(town, data, model, field) for model, field in COLUMNS]
    assert sum(found) > len(COLUMNS) * 0.8, found


def is_found(town, data, model, field) -> bool:
    """Whether the column took another value, which verify() then found."""
    from django.db import transaction

    row = data.draw(st.sampled_from(list(model.everywhere.order_by("pk"))), label="row")
    value = another(data.draw, getattr(row, field.attname), field)
    if value == getattr(row, field.attname):
        return False  # a table with one row has no other to point at
    with transaction.atomic():
        changed = (
            field.get_db_prep_save(value, connection) if field.get_internal_type() != "JSONField" else value
        )
        cast = (
            "::jsonb"
            if field.get_internal_type() == "JSONField" and connection.vendor == "postgresql"
            else ""
        )
        try:
            with transaction.atomic():
                sql(
                    f'UPDATE {model._meta.db_table} SET "{field.column}"=%s{cast} WHERE id=%s',
                    changed,
                    row.pk,
                )
        except Exception as error:
            assert "nique" in str(error) or "UNIQUE" in str(error)  # the database itself refused
            return False
        assert not verify(town.here).ok, (model, field.attname, value)
        transaction.set_rollback(True)
    return True


def test_a_cut_tail_and_a_rewritten_chain_show_against_a_checkpoint(town):
    point = checkpoints.today(town.here, on=date(2026, 11, 20))
    saved = checkpoints.as_dict(point)
    assert saved == {
        "congress": "here", "day": "2026-11-20", "seq": Trace.objects.count(), "hash": ChainHead.objects.get().hash,
    }  # fmt: skip
    assert kinds(town, saved) == set()
    operations.remark(town.errands[2], by=town.lin, at=AT, text="又")
    assert kinds(town, saved) == set()
    rewrite(town)
    sql("DELETE FROM kernel_checkpoint")
    assert kinds(town) == set()  # whoever holds the database can do this; only the outside copy tells
    assert kinds(town, saved) == {"checkpoint"}
    cut(town, saved["seq"] - 1)
    assert "cut" in kinds(town, saved)


def rewrite(town):
    """What an insider with the database and the program could do: forge a trace and chain everything anew."""
    previous = ledger.GENESIS
    for trace in Trace.objects.order_by("seq"):
        if trace.seq == 1:
            trace.facts = {**trace.facts, "forged": True}
        trace.previous = previous
        trace.hash = previous = ledger.digest(ledger.link(trace), town.digest)
        trace.save()
    ChainHead.objects.update(hash=previous)


def cut(town, seq):
    Trace.objects.filter(seq__gt=seq).delete()
    ChainHead.objects.update(seq=seq, hash=Trace.objects.get(seq=seq).hash)


def test_a_checkpoint_in_the_database_tells_too(town):
    checkpoints.today(town.here, on=date(2026, 11, 20))
    rewrite(town)
    assert kinds(town) == {"checkpoint"}
    cut(town, 3)
    assert "cut" in kinds(town)


def test_traces_moved_to_the_neighbour(town):
    sql(f"UPDATE {T} SET congress_id=%s", town.there.pk)
    assert "removed" in kinds(town)
    with scope.congress(town.there):
        assert not verify(town.there).ok


def test_many_problems_are_counted_not_listed(town, monkeypatch):
    monkeypatch.setattr("huying.kernel.verify.MOST", 3)
    sql(f"UPDATE {T} SET target='x'")
    report = verify(town.here)
    assert len(report.problems) == 3 and report.as_dict()["left_out"] > 3
