"""The gate. Every change of a subject: may you, can it, is it still so, do it, write it down, set the clocks, tell the others."""

import logging
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from importlib import import_module
from typing import Any, NamedTuple

from django.conf import settings
from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _

from huying.rules.flow import Step

from . import access, clocks, ledger, notices, scope, search
from .case import Case, Counter, Trace
from .prepared import Prepared, Rows
from .roster import Membership


class Refused(Exception):
    """A reason a person can read; nothing was changed."""


class Forbidden(Refused):
    """Not for you. The doors answer 404."""


class Stale(Refused):
    """Somebody was faster; the row is not what the form showed."""


class Taken(Stale):
    """Somebody was faster and made one like it: the database would hold two of what there is one of."""


class Unavailable(Refused):
    """The database could not take it (busy, disk full); nothing was changed, the same press may be tried again."""


class AlreadyDone(Refused):
    """The same press of the same button arrived twice; `trace` is what the first one did."""

    def __init__(self, trace):
        super().__init__(_("这一步已经办好了。"))
        self.trace = trace


OURS = frozenset(
    {"files", "records", "proxy"}
)  # parts of the facts that only the gate writes, and the verifier reads
_open: ContextVar[Any] = ContextVar("open_gate", default=None)  # the traces so far; None: no gate is open
_witnessed: ContextVar["list | None"] = ContextVar("witnessed", default=None)


def does(step: Step):
    """Bind a body to a step: `operation(subject, *, by, at, seen=None, key=None, **data)` returns the Trace.

    `seen` is the version the form showed, `key` the form's own key. The body returns facts for the trace
    (JSON-safe, no personal data) or None; a "note" among them is the free text, kept erasable.
    """

    def bind(body: Callable):
        @wraps(body)
        def operation(subject, *, by, at, seen=None, key=None, **data):
            _need(access.may(by, step, subject), step)
            with _gate(key, by):
                source = _take(subject, step, seen)
                _need(access.may(by, step, subject), step)  # the row may have changed hands
                _guard(step, subject)
                place = len(_open.get())  # what the body causes in turn is told after it
                said = _words(subject)
                with _watching() as written:
                    facts = body(subject, by=by, at=at, **data) or {}
                subject.state = step.target or source
                subject.version += 1
                trace = _record(step, subject, source, by, at, facts, written, key, place)
                if _words(subject) != said:
                    search.index_subject(subject)
                return trace

        bound: Any = operation
        bound.step = step
        return bound

    return bind


def creates(step: Step):
    """A birth is a step too: `operation(*, by, at, key=None, **data)` returns the new subject (body: unsaved)."""

    def bind(body: Callable):
        @wraps(body)
        def operation(*, by, at, key=None, **data):
            _need(access.may(by, step), step)
            with _gate(key, by):
                place = len(_open.get())
                with _watching() as written:
                    made = body(by=by, at=at, **data)
                subject, facts = made if isinstance(made, tuple) else (made, {})
                subject.state, subject.born_at = step.target, at
                subject.hold()
                _guard(step, subject)
                subject.save()
                _bind(subject, written)
                _need(
                    access.may(by, step, subject), step
                )  # now there is a row that a relation can be asked of
                search.index_subject(subject)
                _record(step, subject, "", by, at, facts, written, key, place)
            return subject

        bound: Any = operation
        bound.step = step
        return bound

    return bind


def births(step: Step, subjects: list, *, by, at, facts: dict) -> list:
    """Batch birth for imports and seeds: one trace a row, one transaction; no clocks, no notices, no reactions.

    Rows that stand already (an upgrade made subjects of them) only get their trace.
    """
    _need(access.may(by, step), step)
    if not subjects:
        return []
    with _gate(None):
        for s in subjects:
            s.congress, s.state, s.born_at = scope.current(), s.state or step.target, s.born_at or at
        type(subjects[0]).objects.bulk_create([s for s in subjects if s.pk is None], batch_size=500)
        for s in subjects:
            _open.get().append(_trace(step, s, "", by, at, dict(facts), [], None))
        search.put_many(
            (s.FLOW.subject, s.pk, *s.search_text(), s.born_at) for s in subjects if hasattr(s, "search_text")
        )
    return subjects


@contextmanager
def together():
    """Many steps as one transaction whose traces are chained at its end: for seeds. Nothing inside may ask for traces."""
    with _gate(None):
        yield


def new_case(title: str, on) -> Case:
    """Open a docket; its number is the congress's prefix, the year and a running number."""
    congress = scope.current()
    number = Counter.take(f"case-{on.year}")
    prefix = congress.switches.get("prefix") or congress.code.upper()
    return Case.objects.create(number=f"{prefix}-{on.year}-{number:05d}", title=title[:200], opened_on=on)


def witness(record) -> None:
    """Called by Record.save: the record's digest goes into the trace of the step that is being taken."""
    if (written := _witnessed.get()) is None:
        raise RuntimeError(f"{type(record).__name__} is written inside a step, or not at all")
    written.append(record)


class _Attached(NamedTuple):
    """An attachment that a step brought: what the trace says of it."""

    pk: int
    sha256: str


def _bind(subject, written) -> None:
    """Attachments that came before the birth had a number are its own from now on."""
    if pks := [w.pk for w in written if isinstance(w, _Attached)]:
        from . import files  # which stands on this module

        files.bind(pks, subject)


def attach(pk: int, sha256: str) -> None:
    """Called by files.store: the digest of the kept bytes goes into the trace of the step that is being taken, if one is."""
    if (written := _witnessed.get()) is not None:
        written.append(_Attached(pk, sha256))


def house() -> Membership:
    """The platform itself, for consequences nobody clicks."""
    return _system("house")


def public() -> Membership:
    """Whoever has no account."""
    return _system("public")


def is_open() -> bool:
    """Is a step being taken right now?"""
    return _open.get() is not None


def _system(role):
    congress = scope.current()
    cache = congress.__dict__.setdefault("_system_members", {})
    if role in cache:
        return cache[role]
    if (member := next(iter(_without_person(congress.pk, role)), None)) is None:
        # Not remembered: it goes when the transaction is rolled back.
        congress.__dict__["_system_members_fresh"] = True
        return Membership.objects.create(congress=congress, role=role, person=None)
    if "_system_members_fresh" not in congress.__dict__:
        cache[role] = member
    return member


_without_person = Rows(
    lambda congress, role: Membership.everywhere.filter(
        congress_id=congress, role=role, person=None
    ).order_by("pk")[:1],
    int,
    str,
)


def _need(allowed, step):
    if not allowed:
        raise Forbidden(_("您不能办理“%(step)s”。") % {"step": _(step.label)})


def _guard(step, subject):
    for guard in step.needs:
        if reason := guard(subject):
            raise Refused(_(reason))


@contextmanager
def _gate(key, by=None):
    """The outermost gate owns the transaction and chains all traces of it just before the commit."""
    if (traces := _open.get()) is not None:
        before = len(traces)
        try:
            with transaction.atomic():  # a refusal that the caller takes as an answer leaves nothing behind
                yield
        except BaseException:
            del traces[before:]
            raise
        return
    token = _open.set([])
    try:
        with transaction.atomic():
            _once(key, by)
            yield
            _chain(_open.get())
    except (IntegrityError, Stale) as error:
        _once(key, by)  # the same press, twice at the same moment
        if isinstance(error, IntegrityError) and _is_double(error):
            raise Taken(_("别人刚刚办过同样的一件，请看看有什么变化，再决定。")) from error
        raise
    except OperationalError as error:
        if "no such" in str(
            error
        ):  # SQLite's word for a missing table or column: ours to mend, not to wait for
            raise
        logging.getLogger(__name__).exception("the database refused a step")
        raise Unavailable(_("数据库正忙或磁盘已满，什么也没有改动，请稍后再试。")) from error
    finally:
        _open.reset(token)


def _is_double(error) -> bool:
    """A unique constraint, in the words of SQLite and by the code of PostgreSQL; any other broken rule is ours to mend."""
    state = getattr(error.__cause__, "sqlstate", "")
    return state == "23505" or str(error).startswith("UNIQUE constraint failed")


def _once(key, by):
    if key and (known := _keyed(scope.current().pk, key)):
        done = Trace.objects.get(pk=known[0][0])
        if done.by_id != by.pk:
            raise Refused(_("这张表单不是给您的，请重新打开页面。"))
        raise AlreadyDone(done)


_keyed = Prepared(
    lambda congress, key: Trace.everywhere.filter(congress_id=congress, key=key).values_list("pk"), int, str
)


def _chain(traces):
    """Each congress its own chain; always in the same order, so that two hand-overs cannot wait for each other."""
    by_congress: dict = {}
    for trace in traces:
        by_congress.setdefault(trace.congress_id, []).append(trace)
    for pk in sorted(by_congress):
        own = by_congress[pk]
        with scope.congress(own[0].congress):
            ledger.append(own, own[0].congress)


@contextmanager
def _watching():
    token = _witnessed.set([])
    try:
        yield _witnessed.get()
    finally:
        _witnessed.reset(token)


def _take(subject, step, seen):
    """Lock and re-read the row; from here it is ours until commit, on SQLite (one writer) and PostgreSQL alike."""
    before = subject.state
    subject.hold()
    subject.take()
    if (seen is not None and seen != subject.version) or (
        subject.state != before and subject.state not in step.source
    ):
        raise Stale(_("别人刚刚办过这一件，请看看有什么变化，再决定。"))
    if subject.state not in step.source:
        raise Refused(
            _("现在是“%(state)s”，不能办理“%(step)s”。")
            % {"state": _(subject.state_label), "step": _(step.label)}
        )
    return subject.state


def _record(step, subject, source, by, at, facts, written, key, place):
    if taken := OURS & facts.keys():
        raise ValueError(f"{step.code}: the gate itself writes {', '.join(sorted(taken))} into the trace")
    facts, due_on = dict(facts), subject.due_on
    facts |= clocks.turn(step, subject, at, born=not source)
    if source:
        subject.save_changes()
    elif subject.due_on != due_on:
        subject.save(update_fields=["due_on"])
    trace = _trace(step, subject, source, by, at, facts, written, key)
    _open.get().insert(place, trace)
    if step.tells:
        notices.tell(step, subject, by=by, at=at)
    for reaction in _board().get(step.code, ()):
        reaction(subject, by=by, at=at)
    return trace


def _trace(step, subject, source, by, at, facts, written, key):
    congress, salt = scope.current(), ledger.fresh_salt()
    note = facts.pop("note", "")
    for record in written:
        if isinstance(record, _Attached):
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


def _words(subject):
    """What search depends on: the columns the subject names, else its words themselves."""
    if names := getattr(subject, "SEARCHED", ()):
        return [getattr(subject, name) for name in names]
    return subject.search_text() if hasattr(subject, "search_text") else None


def _board():
    return import_module(settings.REACTIONS).REACTIONS
