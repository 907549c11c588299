"""An import goes on where it stopped, writes nothing twice, and reports every row."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huying.kernel import files, process, scope, shelf
from huying.kernel.files import BadFile
from huying.kernel.roster import Area, Congress, Membership
from huying.kernel.tables import BadTable, Column, Sheet, importing, values
from huying.kernel.tables.importing import Import
from huying.kernel.tables.preview import digest

pytestmark = pytest.mark.django_db
SHEET = Sheet(
    name="areas",
    title="村社",
    columns=(
        Column(name="name", label="名称", required=True, parse=values.text(10)),
        Column(name="kind", label="类别", parse=values.choice({"村": "village", "社区": "community"})),
    ),
    identify=lambda row: row["name"],
)
FILE = "名称,类别\n甲,村\n乙,社区\n丙,坏\n甲,村\n丁,村\n戊,村\n".encode("gb18030")


@pytest.fixture
def clerk():
    with scope.congress(Congress.objects.create(code="here", name="本县", level="county")):
        yield Membership.objects.create(role="clerk")


def existing(names):
    return {a.name: digest({"name": a.name, "kind": a.kind}) for a in Area.objects.filter(name__in=names)}


def write(rows):
    for row in rows:
        Area.objects.update_or_create(name=row.identity, defaults={"kind": row.values["kind"]})


def receive(clerk, now, data=FILE, **more):
    return importing.receive(SimpleUploadedFile("村社.csv", data), SHEET, by=clerk, at=now, **more)


def test_nothing_is_written_before_confirming(clerk, now):
    job = receive(clerk, now)
    actions = [r.action for r in importing.look(job, SHEET, existing)]
    assert actions == ["new", "new", "error", "same", "new", "new"]
    assert len(list(importing.look(job, SHEET, existing, limit=2))) == 2
    assert (job.total, job.done, job.state) == (6, 0, "ready")
    assert not Area.objects.exists()


def test_every_record_is_accounted_for_and_a_rerun_changes_nothing(clerk, now):
    report = importing.apply(receive(clerk, now), SHEET, existing, write, at=now, batch=2).report()
    assert report["errors"] == [{"line": 4, "reason": "类别：不认识“坏”，可以填：村、社区"}]
    assert {k: report[k] for k in ("created", "updated", "unchanged")} == {
        "created": 4,
        "updated": 0,
        "unchanged": 1,
    }
    again = importing.apply(receive(clerk, now), SHEET, existing, write, at=now).report()
    assert {k: again[k] for k in ("created", "updated", "unchanged")} == {
        "created": 0,
        "updated": 0,
        "unchanged": 5,
    }
    changed = receive(clerk, now, FILE.replace("丁,村".encode("gb18030"), "丁,社区".encode("gb18030")))
    assert importing.apply(changed, SHEET, existing, write, at=now).report()["updated"] == 1


def test_it_goes_on_where_it_stopped(clerk, now):
    job, calls = receive(clerk, now), []

    def dies(rows):
        calls.append([r.identity for r in rows])
        if len(calls) == 2:
            raise KeyboardInterrupt  # the server is killed
        write(rows)

    with pytest.raises(KeyboardInterrupt):
        importing.apply(job, SHEET, existing, dies, at=now, batch=2)
    job = Import.objects.get()
    assert (job.done, job.created, job.state) == (4, 2, "running")  # rows 3 and 4 needed no writing
    assert Area.objects.count() == 2
    job = importing.apply(job, SHEET, existing, write, at=now, batch=2)
    job.refresh_from_db()
    assert (job.done, job.created, job.unchanged, job.count("error"), job.state) == (6, 4, 1, 1, "done")
    assert not job.errors and not job.warnings  # no column that is written anew with every batch
    assert job.finished_at == now
    assert importing.apply(job, SHEET, existing, dies, at=now) is job
    assert len(calls) == 2


def test_two_workers_do_not_write_the_same_import(clerk, now):
    job = receive(clerk, now)
    other = Import.objects.get()
    importing.apply(job, SHEET, existing, write, at=now)
    with pytest.raises(importing.Overtaken):
        importing.apply(other, SHEET, existing, write, at=now)


def test_the_file_goes_when_nobody_needs_it_any_more(clerk, now, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    done, left = receive(clerk, now), receive(clerk, now, FILE + b"\n")
    importing.apply(done, SHEET, existing, write, at=now)
    later = datetime.now(UTC)  # what was put down is dated by the disk
    Import.objects.filter(pk=done.pk).update(finished_at=later)
    Import.objects.filter(pk=left.pk).update(at=later)
    assert files.sweep(later + timedelta(days=6)) == 0
    assert files.sweep(later + timedelta(days=8)) == 1
    with pytest.raises(BadFile):
        done.table()
    assert left.table().headers and done.report()["created"] == 4
    assert files.sweep(later + timedelta(days=31)) == 1


def test_one_refused_row_does_not_stop_its_batch(clerk, now):
    def picky(rows):
        write(rows)
        if any(r.identity == "乙" for r in rows):
            raise process.Refused("乙已经撤销。")

    report = importing.apply(receive(clerk, now), SHEET, existing, picky, at=now).report()
    assert report["created"] == 3
    assert [e["line"] for e in report["errors"]] == [3, 4]
    assert report["errors"][0]["reason"] == "乙已经撤销。"
    assert set(Area.objects.values_list("name", flat=True)) == {"甲", "丁", "戊"}


@pytest.mark.parametrize("data", [b"", "名称\n".encode(), "别的\n甲".encode(), b"PK\x03\x04broken"])
def test_what_cannot_be_imported_leaves_nothing(clerk, now, data, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(BadTable):
        receive(clerk, now, data)
    assert not Import.objects.exists()
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


def test_a_given_mapping_is_kept(clerk, now):
    job = receive(clerk, now, "村名,名称\n甲,x".encode(), mapping={"name": "村名"})
    assert job.mapping == {"name": 0}
    assert job.headers == ["村名", "名称"]
    assert shelf.open_(job.place).read() == "村名,名称\n甲,x".encode()
