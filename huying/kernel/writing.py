"""What a step writes down beside its own row: records, attachments, and the trace with the digests of all of them."""

from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from . import access, ledger, scope
from .case import Trace

OURS = frozenset(
    {"files", "records", "proxy"}
)  # parts of the facts that only the gate writes, and the verifier reads
_witnessed: ContextVar["list | None"] = ContextVar("witnessed", default=None)


def witness(record) -> None:
    """Called by Record.save: the record's digest goes into the trace of the step that is being taken."""
    if (written := _witnessed.get()) is None:
        raise RuntimeError(f"{type(record).__name__} is written inside a step, or not at all")
    written.append(record)


class Attached(NamedTuple):
    """An attachment that a step brought: what the trace says of it."""

    pk: int
    sha256: str


def attach(pk: int, sha256: str) -> None:
    """Called by files.store: the digest of the kept bytes goes into the trace of the step that is being taken, if one is."""
    if (written := _witnessed.get()) is not None:
        written.append(Attached(pk, sha256))


def bind_attachments(subject, written) -> None:
    """Attachments that came before the birth had a number are its own from now on."""
    if pks := [w.pk for w in written if isinstance(w, Attached)]:
        from . import files  # which stands on this module

        files.bind(pks, subject)


@contextmanager
def watching():
    token = _witnessed.set([])
    try:
        yield _witnessed.get()
    finally:
        _witnessed.reset(token)


def trace_of(step, subject, source, by, at, facts, written, key):
    congress, salt = scope.current(), ledger.fresh_salt()
    note = facts.pop("note", "")
    for record in written:
        if isinstance(record, Attached):
            facts.setdefault("files", []).append([record.pk, record.sha256])
            continue
        entry = [record._meta.label_lower, record.pk, ledger.content_digest(record, salt, congress.digest)]
        facts.setdefault("records", []).append(entry)
    if access.is_proxy(by, step, subject):
        facts["proxy"] = True  # 代录
    return Trace(
        congress=congress, case_id=subject.case_id, subject_kind=subject.FLOW.subject, subject_id=subject.pk,
        step=step.code, source=source, target=subject.state, by=by, acted_for=access.acts_for(by, step, subject), at=at,
        facts=facts, note=note, salt=salt, key=key or None, note_digest=ledger.note_digest(salt, note, congress.digest),
        subject_digest=ledger.content_digest(subject, salt, congress.digest),
    )  # fmt: skip
