"""An import on its way: the file kept, rows written in batches, taken up again where it stopped, never twice."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from time import sleep

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, OperationalError, models, transaction
from django.utils.translation import gettext as _

from .. import files, process, shelf
from ..content import clean_name
from ..scope import Owned
from . import worksheets
from .preview import BATCH, Row, classify, preview, settle
from .reading import BadTable, Table, read
from .sheet import MissingColumns, Sheet, guess, mapped

MAX_BYTES = 50 * 2**20
WAITS = (1, 2, 5, 10, 20)  # seconds before a batch is tried again; the database itself waits before each
FETCHED, FORGOTTEN = timedelta(days=7), timedelta(days=30)


class Import(Owned):
    """One file to be imported. `done` counts records dealt with; a batch and its count are committed together."""

    STATES = {"ready": "ready", "running": "running", "done": "done"}
    sheet = models.CharField(max_length=40)
    name = models.CharField(max_length=150)
    place = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    worksheet = models.CharField(max_length=100, blank=True, default="")  # of a workbook with several
    not_read = models.JSONField(default=list)  # its other sheets: [{name, rows}]
    mapping = models.JSONField(default=dict)  # column → place of its header
    headers = models.JSONField(default=list)
    state = models.CharField(max_length=8, default="ready", choices=STATES)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    errors = models.JSONField(default=list)  # [{line, reason}], as warnings, of an import by an older version
    warnings = models.JSONField(default=list)
    by = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        base_manager_name = "everywhere"

    def __str__(self):
        return self.name

    @classmethod
    def wanted(cls, at):
        """Those whose file is still needed: not finished and not forgotten, or finished a few days ago (its rejected rows
        can be fetched). Later the names and telephones in it stand nowhere but in the rows that it made."""
        return cls.objects.filter(
            models.Q(finished_at=None, at__gt=at - FORGOTTEN) | models.Q(finished_at__gt=at - FETCHED)
        )

    def table(self) -> Table:
        with shelf.open_(self.place) as kept:
            return read(self.name, kept.read(), self.worksheet)

    def sheets(self) -> list[worksheets.Worksheet]:
        """The sheets among which one can choose; looks the whole file through."""
        with shelf.open_(self.place) as kept:
            return worksheets.found(self.name, kept.read())

    def report(self) -> dict:
        """{created, updated, unchanged, errors}: the numbers add up to the records of the file. `warnings`, where there
        are any: what rows said that could not be taken as they said it; `worksheet` and `not_read` of several sheets."""
        told = {
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "errors": self.told("error"),
        }
        warnings = self.told("warning")
        if self.not_read:
            told |= {"worksheet": self.worksheet, "not_read": self.not_read}
        return told | ({"warnings": warnings} if warnings else {})

    def told(self, kind: str) -> list[dict]:
        """[{line, reason}] of the rows that were not taken (error), or not as they were written (warning)."""
        kept = self.warnings if kind == "warning" else self.errors
        return kept + list(self.lines.filter(kind=kind).order_by("line").values("line", "reason"))

    def count(self, kind: str) -> int:
        """How many these are."""
        return len(self.warnings if kind == "warning" else self.errors) + self.lines.filter(kind=kind).count()


class ImportLine(Owned):
    """What is said of one row of the file. A row of its own: a list in one column was written anew with every batch."""

    KINDS = {"error": "error", "warning": "warning"}
    job = models.ForeignKey(Import, models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=8, choices=KINDS)
    line = models.PositiveIntegerField()
    reason = models.TextField()

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["job", "kind", "line"], name="import_line")]

    def __str__(self):
        return f"{self.line} {self.reason}"


class Overtaken(Exception):
    """Somebody else is writing the same import."""


def receive(
    upload,
    sheet: Sheet,
    *,
    by,
    at,
    mapping: dict[str, str] | None = None,
    later: bool = False,
    worksheet: str = "",
) -> Import:
    """Keep an uploaded table and settle which column is which; `later`: what the guess misses will still be said.
    `worksheet`: of a workbook, by its name; else the first whose columns fit.

    BadTable or BadFile; nothing is left then.
    """
    data = files.read(upload, MAX_BYTES)
    name = clean_name(upload.name or "")
    files.scanned(name, data, may_wait=False)  # before anything reads it
    sheets = worksheets.found(name, data)
    settled = _settled(sheets, worksheets.choose(sheets, sheet, mapping, worksheet), sheet, mapping, later)
    place = shelf.put(data)
    try:
        with transaction.atomic():
            return Import.objects.create(
                sheet=sheet.name, name=name, place=place, sha256=hashlib.sha256(data).hexdigest(), by=by, at=at, **settled,
            )  # fmt: skip
    except BaseException:
        shelf.drop(place)
        raise


def turn_to(job: Import, sheet: Sheet, worksheet: str) -> bool:
    """Another sheet of the same workbook, before anything was written; its columns are guessed anew. False where it was
    confirmed meanwhile: nothing changes then."""
    sheets = job.sheets()
    settled = _settled(sheets, worksheets.choose(sheets, sheet, wanted=worksheet), sheet, None, True)
    return change(job, **settled)


def change(job: Import, **columns) -> bool:
    """What an import is going to do, as long as nobody has confirmed it."""
    if not Import.objects.filter(pk=job.pk, state="ready").update(**columns):
        return False
    for name, value in columns.items():
        setattr(job, name, value)
    return True


def _settled(sheets, chosen: worksheets.Worksheet, sheet: Sheet, mapping, later: bool) -> dict:
    """What an import keeps of the sheet that was chosen."""
    headers = chosen.table.headers
    try:
        found = mapped(headers, sheet.columns, mapping)
    except MissingColumns:
        if not later:
            raise
        found = guess(headers, sheet.columns)
    if not chosen.rows:
        raise BadTable(_("表里只有表头，没有内容。"))
    others = worksheets.others(sheets, chosen)
    return {"mapping": found, "headers": list(headers), "total": chosen.rows, "worksheet": chosen.name[:100],
            "not_read": others}  # fmt: skip


def look(job: Import, sheet: Sheet, existing: Callable, limit: int | None = None) -> Iterator[Row]:
    """The rows of an import as they would be written."""
    return islice(preview(job.table().records(), sheet, job.mapping, existing), limit)


def apply(
    job: Import,
    sheet: Sheet,
    existing: Callable,
    write: Callable[[list[Row]], None],
    *,
    at,
    batch: int = BATCH,
) -> Import:
    """Write what is left to write. Calling again after a stop goes on; after the end it changes nothing.

    `write(rows)` writes rows whose action is new or update, within the batch's transaction. When it refuses a
    batch (Refused, ValidationError, ValueError, IntegrityError, DataError) the rows are tried one by one. A batch for
    which the database had no room just then (another writer held it) is tried again after a while.
    """
    waits = iter(WAITS)
    while job.state != "done":
        before = job.done
        try:
            _write_on(job, sheet, existing, write, at, batch)
        except OperationalError:
            job.refresh_from_db()  # what was not committed is not done
            waits = iter(WAITS) if job.done > before else waits
            if (seconds := next(waits, None)) is None:
                raise
            sleep(seconds)
    return job


def _write_on(job, sheet, existing, write, at, batch) -> None:
    rows = classify(job.table().records(), sheet, job.mapping)
    for _row in islice(rows, job.done):  # dealt with before; read again because of doubles
        pass
    while lot := list(islice(rows, batch)):
        with transaction.atomic():
            _take(job, len(lot))
            settle(lot, existing, sheet.review)
            _write([row for row in lot if row.action in ("new", "update")], write)
            _count(job, lot)
    Import.objects.filter(pk=job.pk).update(state="done", finished_at=at)
    job.state, job.finished_at = "done", at


def _take(job, count):
    """Step forward only from where we think it stands: of two workers one is stopped here."""
    here = Import.objects.filter(pk=job.pk, done=job.done).exclude(state="done")
    if not here.update(done=job.done + count, state="running"):
        raise Overtaken(_("这份文件正由另一个任务导入。"))


def _write(rows, write):
    refusals = (process.Refused, ValidationError, ValueError, IntegrityError, DataError)
    if not rows:
        return
    try:
        with transaction.atomic():
            write(rows)
    except refusals:
        for row in rows:
            if row.action == "error":  # refused by itself already
                continue
            try:
                with transaction.atomic():
                    write([row])
            except refusals as e:
                row.action = "error"
                row.reasons.append(_reason(e))


def _reason(e) -> str:
    if isinstance(e, ValidationError):
        return "；".join(e.messages)
    if isinstance(e, (IntegrityError, DataError, process.Taken)):
        return _("与已有的数据冲突，没有写入")
    return str(e)


def _count(job, lot):
    said = [(row, "error", row.reasons) for row in lot if row.action == "error"]
    said += [
        (row, "warning", row.warnings) for row in lot if row.warnings and row.action in ("new", "update")
    ]
    ImportLine.objects.bulk_create(
        ImportLine(congress_id=job.congress_id, job=job, kind=kind, line=row.line, reason="；".join(words))
        for row, kind, words in said
    )
    counts = {name: sum(row.action == action for row in lot) for action, name in _COUNTS.items()}
    changes = {name: getattr(job, name) + n for name, n in counts.items()}
    Import.objects.filter(pk=job.pk).update(**changes)
    for name, value in {**changes, "done": job.done + len(lot), "state": "running"}.items():
        setattr(job, name, value)


_COUNTS = {"new": "created", "update": "updated", "same": "unchanged"}
