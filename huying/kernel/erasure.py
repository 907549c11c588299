"""A person's request about their data: a copy, a correction, a deletion; and the end of retention periods.

Deleting empties the personal columns through the gate and throws away notes and salts of the earlier traces: the chain
keeps only their digests, which nobody can guess back without the salt. A Subject or Record names its personal columns
in PERSONAL, and may say in `erased(at=)` what stands in their place; what the person sent in with it is dropped;
relations to people's memberships stay, they are the public record of who acted.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import files, process, scope, shelf
from .acts import the_act
from .case import Clock, Trace
from .clocks import rules
from .crypto import EncryptedField
from .process import Refused
from .register.models import Origin
from .rounds import each_row
from .subject import RECORDS, SUBJECTS, Subject, content
from .switches import RETENTION, least_days


def columns(model) -> tuple[str, ...]:
    """The personal columns that a Subject or Record declares."""
    return tuple(getattr(model, "PERSONAL", ()))


def at_rest(model) -> list[str]:
    """States in which nothing is owed any more: the flow's ends, or those that a model names because people may still
    rate or reopen out of them."""
    return [*(getattr(model, "AT_REST", ()) or model.FLOW.ends())]


def copy(subject) -> dict:
    """All that is stored about a matter, for the person it is about: JSON-safe."""
    traces = Trace.objects.filter(subject_kind=subject.FLOW.subject, subject_id=subject.pk).order_by("seq")
    return {
        "kind": subject.FLOW.subject,
        "number": subject.case.number,
        "state": str(subject.state_label),
        "content": content(subject),
        "records": [{"kind": r._meta.label_lower, **content(r)} for r in _records_of(subject)],
        "traces": [
            {"seq": t.seq, "step": t.step, "at": t.at.isoformat(), "note": t.note, "facts": t.facts}
            for t in traces
        ],
    }


def find(term: str) -> list:
    """Rows of the congress being served whose personal columns hold exactly this text (a name, a telephone number).

    Encrypted columns have no order to search by: each value is decrypted and compared, some 20,000 a second.
    """
    found: list = []
    term = term.strip()
    if not term:
        return found
    for model in SUBJECTS.values():
        fields = [model._meta.get_field(name) for name in columns(model)]
        sealed = [f.name for f in fields if isinstance(f, EncryptedField)]
        wanted = models.Q(pk__in=_holding(model, sealed, term)) if sealed else models.Q()
        for field in fields:
            if isinstance(field, models.CharField | models.TextField) and field.name not in sealed:
                wanted |= models.Q(**{field.name: term})
        if wanted:
            found += model.objects.filter(wanted).order_by("pk")
    return found


def _holding(model, names: list[str], term: str) -> list[int]:
    """Keys of the rows that hold the text in one of these encrypted columns."""
    some = models.Q()
    for name in names:
        some |= ~models.Q(**{name: ""})
    rows = model.objects.filter(some).order_by().values_list("pk", *names)
    return [pk for pk, *values in rows.iterator(chunk_size=2000) if term in values]


def correct(subject, *, by, at, values: dict):
    """Set personal columns to what the person says is right; the trace names the columns, never the values."""
    if unknown := set(values) - set(columns(type(subject))):
        raise Refused(_("这些栏目不是个人信息：%(names)s") % {"names": "、".join(sorted(unknown))})

    @process.does(the_act(subject.__class__, "correct"))
    def body(row, *, by, at):
        for name, value in values.items():
            setattr(row, name, value)
        return {"columns": sorted(values)}

    return body(subject, by=by, at=at)


def erase(subject, *, by, at, reason: str = "request"):
    """Empty the personal columns of the row and its records, and the notes and salts of all its earlier traces."""

    @process.does(the_act(subject.__class__, "erase"))
    def body(row, *, by, at):
        gone = _drop_files(row)
        Origin.objects.filter(sheet=row.FLOW.subject, row_id=row.pk).update(said={})
        _empty(row)
        if hasattr(row, "erased"):
            row.erased(at=at)
        earlier = Trace.objects.filter(subject_kind=row.FLOW.subject, subject_id=row.pk).exclude(salt="")
        seqs = list(earlier.order_by("seq").values_list("seq", flat=True))
        for record in _records_of(row):
            if _empty(record):
                type(record).objects.filter(pk=record.pk).update(
                    **{n: getattr(record, n) for n in columns(type(record))}
                )
            process.witness(record)  # its old claim went with the salt
        earlier.update(note="", salt="")
        return {"erased": seqs, "reason": reason, "columns": sorted(columns(type(row))), "gone": gone}

    return body(subject, by=by, at=at)


def _drop_files(row) -> list[int]:
    """What the person sent in with it: rows and bytes; the trace names which, so that the verifier misses nothing."""
    rows = list(files.at_birth(row)) if columns(type(row)) else []
    gone = [file.pk for file in rows]
    for file in rows:
        transaction.on_commit(partial(shelf.drop, file.place))
        file.delete()
    return gone


def expire(congress, *, at: datetime) -> int:
    """The timetable's job: erase personal data of ended matters after the congress's retention period; how many. One that
    fails keeps no other waiting."""
    with scope.congress(congress):
        return each_row(_due(congress, timezone.localdate(at)), partial(_expire, at=at))


def _expire(row, *, at: datetime) -> None:
    erase(row, by=process.house(), at=at, reason="retention")


def _due(congress, today: date) -> Iterator[Subject]:
    """Rows at rest whose period is over and which nobody has emptied yet."""
    for kind, days in sorted(RETENTION.of(congress).items()):
        model = SUBJECTS.get(kind)
        if model is None or not columns(model) or type(days) is not int or days < 1:
            continue
        least, _right = least_days(kind, congress)  # the rules may have changed since the period was set
        before = today - timedelta(days=max(days, least))
        rows = model.objects.filter(state__in=at_rest(model), born_at__date__lt=before).order_by("pk")
        for row in rows.iterator():
            own = Trace.objects.filter(subject_kind=kind, subject_id=row.pk).order_by("-seq").first()
            if own and not own.step.endswith(".erase") and _is_over(row, before, today):
                yield row


def _is_over(row, before: date, today: date) -> bool:
    """Nothing happened on the row's case since `before`; nothing is owed there or may still be asked for; and no other row of
    its kind, as the one that it was merged into, is still on its way."""
    others = type(row).objects.filter(case_id=row.case_id).exclude(state__in=at_rest(type(row)))
    happened = Trace.objects.filter(case_id=row.case_id).exclude(step__endswith=".erase").order_by("-seq")
    last = happened.values_list("at", flat=True).first()
    if last is None or timezone.localdate(last) >= before or others.exists():
        return False
    windows = [kind for kind, setting in rules()[0].settings.items() if setting.is_window]
    running = Clock.objects.filter(case_id=row.case_id, met_at=None, dropped_at=None)
    passed = models.Q(kind__in=windows, due_on__lt=today)  # what might have been done and was not
    return not running.exclude(passed).exists()


def _records_of(subject):
    """The records that the subject's traces claim, each once."""
    seen: dict[tuple, None] = {}
    rows = Trace.objects.filter(subject_kind=subject.FLOW.subject, subject_id=subject.pk).order_by("seq")
    for facts in rows.values_list("facts", flat=True):
        for label, pk, _digest in facts.get("records", ()):
            seen[(label, pk)] = None
    known = {m._meta.label_lower: m for m in RECORDS.values() if not m._meta.abstract}
    found = [known[label].objects.filter(pk=pk).first() for label, pk in seen if label in known]
    return [r for r in found if r is not None]


def _empty(row) -> bool:
    """Set the personal columns to their empty value; was there anything?"""
    changed = False
    for name in columns(type(row)):
        field = row._meta.get_field(name)
        empty = None if field.null else field.get_default() if field.has_default() else ""
        if getattr(row, field.attname) != empty:
            setattr(row, field.attname, empty)
            changed = True
    return changed
