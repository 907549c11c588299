"""Does the database still say what was done? Recomputes the chain and compares subjects, records and clocks with it.

Everything is streamed in the order of an index, so memory does not grow with the rows (one bit a record, one number
an erased trace). What is not vouched for is listed in docs/threats.md.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

from django.db import connection, transaction
from django.utils.module_loading import import_string

from . import audit_clocks, audit_files, audit_records, scope
from .audit_records import filled
from .case import Clock, Trace
from .ledger import GENESIS, ChainHead, Checkpoint, content_digest, digest, link, note_digest
from .subject import SUBJECTS

CHUNK = 2000
MOST = 1000  # problems that are spelled out; beyond, they are only counted
LINK_FIELDS = (
    "congress_id", "seq", "case_id", "subject_kind", "subject_id", "step", "source", "target", "by_id", "acted_for_id",
    "at", "facts", "note", "salt", "note_digest", "subject_digest", "key", "previous", "hash",
)  # fmt: skip


@dataclass
class Problem:
    """`kind` is stable for programs; `detail` names it in Chinese; `seq`, `trace` (its step) and `case` where known."""

    kind: str
    detail: str
    seq: int | None = None
    trace: str = ""
    case: int | None = None

    def as_dict(self) -> dict:
        return asdict(self)


@dataclass
class Report:
    """What was found in one congress. `rows` traces were read; `head` is the hash of the last."""

    code: str
    rows: int = 0
    head: str = GENESIS
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0

    @property
    def ok(self) -> bool:
        return not self.problems

    def add(self, kind: str, detail: str, trace=None, **more) -> None:
        if trace is not None:
            more = {"seq": trace.seq, "trace": trace.step, "case": trace.case_id} | more
        if len(self.problems) < MOST:
            self.problems.append(Problem(kind, detail, **more))
        else:
            self.left_out += 1

    def as_dict(self) -> dict:
        problems = [p.as_dict() for p in self.problems]
        found = {"code": self.code, "rows": self.rows, "head": self.head, "problems": problems}
        return found | ({"left_out": self.left_out} if self.left_out else {})


def verify(congress, checkpoint: dict | list[dict] | None = None, *, read_files: bool = False) -> Report:
    """Check the whole ledger of a congress, also against checkpoints {congress, day, seq, hash} kept outside.

    `read_files`: also read every attachment from disk.
    """
    report = Report(congress.code)
    outside = [checkpoint] if isinstance(checkpoint, dict) else checkpoint or []
    with scope.congress(congress), _one_moment():
        points: dict[int, list[tuple[str, str]]] = {}
        for c in Checkpoint.objects.all():
            points.setdefault(c.seq, []).append((c.hash, f"{c.day} 的检查点"))
        for kept in outside:
            points.setdefault(kept["seq"], []).append((kept["hash"], f"外存检查点（{kept.get('day', '')}）"))
        points.pop(0, None)
        erased = _erased()
        _chain(congress, report, erased, points, read_files)
        for kind in _used(congress):
            _subjects(kind, congress, report)
        _unknown(report)
    return report


def _used(congress) -> list[str]:
    """Kinds of which there is a row, a trace or a clock; of the others there is nothing to compare."""
    told = {
        kind
        for model in (Trace, Clock)
        for kind in model.objects.order_by().values_list("subject_kind", flat=True).distinct()
    }
    held = filled(SUBJECTS.values(), congress)
    return [
        kind for kind in sorted(SUBJECTS) if kind in told or SUBJECTS[kind].BESIDE or SUBJECTS[kind] in held
    ]


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read everything as of one moment, without holding up those who work."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # atomic() would take the one writer's lock
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _erased() -> set[int]:
    """Sequence numbers of traces whose note and salt were erased by a traced act."""
    found: set[int] = set()
    for facts in Trace.objects.filter(step__endswith=".erase").values_list("facts", flat=True).iterator():
        seqs = facts.get("erased", []) if isinstance(facts, dict) else []
        found.update(s for s in seqs if isinstance(s, int))
    return found


def _chain(congress, report, erased, points, read_files) -> None:
    records = audit_records.Claims(report, congress.digest)
    previous, seq = GENESIS, 0
    chunk: list = []
    rows = Trace.objects.order_by("seq", "pk").values_list(*LINK_FIELDS, named=True)
    for trace in rows.iterator(chunk_size=CHUNK):
        if trace.seq > seq + 1:
            gap = f"第 {seq + 1} 条" if trace.seq == seq + 2 else f"第 {seq + 1} 至 {trace.seq - 1} 条"
            report.add("removed", f"缺少{gap}留痕", seq=seq + 1)
        elif trace.seq <= seq:
            report.add("inserted", f"第 {trace.seq} 条留痕的序号重复", trace)
        _one(trace, previous, congress, report, erased)
        for expected, name in points.pop(trace.seq, ()):
            if expected != trace.hash:
                report.add("checkpoint", f"第 {trace.seq} 条与{name}不符：留痕被改写", trace)
        previous, seq = trace.hash, trace.seq
        report.rows += 1
        chunk.append(trace)
        if len(chunk) == CHUNK:
            records.check(chunk, erased)
            audit_files.check(chunk, report, read_files)
            chunk = []
    records.check(chunk, erased)
    audit_files.check(chunk, report, read_files)
    records.finish()
    report.head = previous
    for missing, named in sorted(points.items()):
        report.add("cut", f"{named[0][1]}记到第 {missing} 条，现在没有这一条（只到第 {seq} 条）", seq=missing)
    _head(report, seq, previous)


def _one(trace, previous, congress, report, erased) -> None:
    sound = digest(link(trace), congress.digest) == trace.hash
    if not sound:
        if came_from := _moved(trace, congress):
            report.add("reordered", f"第 {trace.seq} 条留痕原是第 {came_from} 条，次序被调换", trace)
        else:
            report.add("changed", f"第 {trace.seq} 条留痕的内容被改动", trace)
    if trace.previous != previous:
        report.add("broken", f"第 {trace.seq} 条留痕接不上前一条：前面有增、删、换", trace)
    if not trace.salt and not trace.note:
        if trace.seq not in erased:
            report.add("note", f"第 {trace.seq} 条留痕的说明和盐被清空，却没有删除记录", trace)
    elif note_digest(trace.salt, trace.note, congress.digest) != trace.note_digest:
        report.add("note", f"第 {trace.seq} 条留痕的说明或盐被改动", trace)


def _moved(trace, congress) -> int | None:
    """The number under which the trace is sound, when it was only put elsewhere."""
    before = Trace.objects.filter(hash=trace.previous).values_list("seq", flat=True).first()
    place = 1 if trace.previous == GENESIS else (before or 0) + 1
    if place == trace.seq:
        places = [trace.seq - 1, trace.seq + 1]
    else:
        places = [place, trace.seq - 1, trace.seq + 1]
    for n in places:
        if digest(link(trace._replace(seq=n)), congress.digest) == trace.hash:
            return n
    return None


def _head(report, seq, last) -> None:
    head = ChainHead.objects.first()
    if head is None:
        if seq:
            report.add("head", "链头记录不见了", seq=seq)
    elif head.seq > seq:
        report.add("removed", f"链头记到第 {head.seq} 条，留痕只到第 {seq} 条：末尾被删", seq=seq + 1)
    elif head.seq < seq:
        report.add("inserted", f"链头只记到第 {head.seq} 条，其后还有留痕：末尾被添", seq=head.seq + 1)
    elif head.hash != last:
        report.add("head", "链头的散列值与最后一条留痕不符", seq=seq)


def _subjects(kind, congress, report) -> None:
    """Walk the rows and their traces side by side, both in the order of the row's number."""
    model = SUBJECTS[kind]
    rows = iter(model.objects.order_by("pk").iterator(chunk_size=CHUNK))
    clocks = audit_clocks.Clocks(kind, report)
    beside = import_string(model.BESIDE)(report) if model.BESIDE else None
    row = next(rows, None)
    for pk, traces in _by_subject(kind):
        while row is not None and row.pk < pk:
            report.add("unborn", f"{_name(model)} {row.pk} 没有产生它的留痕", case=row.case_id)
            row = next(rows, None)
        first, last, expected = audit_clocks.replay(traces)
        if beside is not None:
            beside.compare(pk, traces)
        if first.source:
            report.add("unborn", f"{_name(model)} {pk} 的第一条留痕不是它的产生", first)
        if row is not None and row.pk == pk:
            _content(row, model, last, congress, report)
            clocks.compare(row, expected, last)
            row = next(rows, None)
        else:
            report.add("gone", f"{_name(model)} {pk} 有留痕，但记录不见了", last)
            clocks.compare_gone(pk, expected)
    while row is not None:
        report.add("unborn", f"{_name(model)} {row.pk} 没有产生它的留痕", case=row.case_id)
        row = next(rows, None)
    clocks.finish()
    if beside is not None:
        beside.finish()


def _content(row, model, last, congress, report) -> None:
    try:
        found = content_digest(row, last.salt, congress.digest)
    except (ValueError, TypeError) as error:  # a column that no longer holds what its type says
        found = str(error)
    if found != last.subject_digest:
        report.add("subject", f"{_name(model)} {row.pk} 的内容与最后一条留痕不符：被直接改动", last)


def _by_subject(kind) -> Iterator[tuple[int, list]]:
    """(id, its traces in order); one subject's traces are held at a time."""
    fields = ("seq", "case_id", "subject_id", "step", "source", "at", "facts", "salt", "subject_digest")
    rows = (
        Trace.objects.filter(subject_kind=kind).order_by("subject_id", "seq").values_list(*fields, named=True)
    )
    pk, held = 0, []
    for trace in rows.iterator(chunk_size=CHUNK):
        if trace.subject_id != pk and held:
            yield pk, held
            held = []
        pk = trace.subject_id
        held.append(trace)
    if held:
        yield pk, held


def _unknown(report) -> None:
    kinds = Counter(
        Trace.objects.exclude(subject_kind__in=SUBJECTS).order_by().values_list("subject_kind", flat=True)
    )
    for kind, n in sorted(kinds.items()):
        report.add("kind", f"有 {n} 条留痕属于不认识的事项“{kind}”")


def _name(model) -> str:
    return str(model.FLOW.title or model.FLOW.subject)
