"""The gate. Every change of a subject: may you, can it, is it still so, do it, write it down, set the clocks, tell the others."""

from collections.abc import Callable
from contextlib import contextmanager, nullcontext
from functools import wraps
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from huying.rules.flow import Step

from . import access, clocks, notices, scope, search
from .case import Case, Counter
from .gate import gate, is_open, traces
from .nobody import house, public
from .prepared import insert
from .refusals import AlreadyDone, Forbidden, Refused, Stale, Taken, Unavailable
from .switches import PREFIX
from .words import recorded
from .writing import OURS, attach, bind_attachments, trace_of, watching, witness

__all__ = [
    "AlreadyDone", "Forbidden", "Refused", "Stale", "Taken", "Unavailable", "attach", "births", "creates", "does",
    "house", "is_open", "new_case", "public", "together", "witness",
]  # fmt: skip


def does(step: Step):
    """Bind a body to a step: `operation(subject, *, by, at, seen=None, key=None, **data)` returns the Trace.

    `seen` is the version the form showed, `key` the form's own key. The body returns facts for the trace
    (JSON-safe, no personal data) or None; a "note" among them is the free text, kept erasable.
    """

    def bind(body: Callable):
        @wraps(body)
        def operation(subject, *, by, at, seen=None, key=None, **data):
            _need(access.may(by, step, subject), step)
            with _tongue(by), gate(key, by):
                source = _take(subject, step, seen)
                _need(access.may(by, step, subject), step)  # the row may have changed hands
                _guard(step, subject)
                place = len(traces())  # what the body causes in turn is told after it
                said = _words(subject)
                with watching() as written:
                    facts = body(subject, by=by, at=at, **data) or {}
                subject.state = step.target or source
                subject.version += 1
                trace = _record(step, subject, source, by, at, facts, written, key, place)
                if _words(subject) != said:
                    with recorded():
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
            with _tongue(by), gate(key, by):
                place = len(traces())
                with watching() as written:
                    made = body(by=by, at=at, **data)
                subject, facts = made if isinstance(made, tuple) else (made, {})
                subject.state, subject.born_at = step.target, at
                subject.hold()
                _guard(step, subject)
                subject.save_new()
                bind_attachments(subject, written)
                _need(
                    access.may(by, step, subject), step
                )  # now there is a row that a relation can be asked of
                with recorded():
                    search.index_subject(subject, new=True)
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
    with gate(None):
        for s in subjects:
            s.congress, s.state, s.born_at = scope.current(), s.state or step.target, s.born_at or at
        type(subjects[0]).objects.bulk_create([s for s in subjects if s.pk is None], batch_size=500)
        for s in subjects:
            traces().append(trace_of(step, s, "", by, at, dict(facts), [], None))
        with recorded():
            search.put_many(
                (s.FLOW.subject, s.pk, *s.search_text(), s.born_at)
                for s in subjects
                if hasattr(s, "search_text")
            )
    return subjects


@contextmanager
def together():
    """Many steps as one transaction whose traces are chained at its end: for seeds. Nothing inside may ask for traces."""
    with gate(None):
        yield


def new_case(title: str, on) -> Case:
    """Open a docket; its number is the congress's prefix, the year and a running number."""
    congress = scope.current()
    number = Counter.take(f"case-{on.year}")
    case = Case(
        congress=congress,
        number=f"{PREFIX.of(congress)}-{on.year}-{number:05d}",
        title=title[:200],
        opened_on=on,
    )
    insert([case])
    return case


def _need(allowed, step):
    if not allowed:
        raise Forbidden(_("您不能办理“%(step)s”。") % {"step": _(step.label)})


def _guard(step, subject):
    for guard in step.needs:
        if reason := guard(subject):
            raise Refused(_(reason))


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
        subject.write({"due_on": subject.due_on})
    trace = trace_of(step, subject, source, by, at, facts, written, key)
    traces().insert(place, trace)
    if step.tells:
        notices.tell(step, subject, by=by, at=at)
    if trace.acted_for_id and "proxy" in facts:
        notices.tell_named(step, subject, trace.acted_for_id, at=at)
    if reactions := _board().get(step.code, ()):
        with recorded():  # what follows of itself is told and kept, not answered to whoever pressed
            for reaction in reactions:
                reaction(subject, by=by, at=at)
    return trace


def _tongue(by):
    """What the house does by itself it does in its own language, whoever's step brought it about."""
    return recorded() if by.role == "house" else nullcontext()


def _words(subject):
    """What search depends on: the columns the subject names, else its words themselves."""
    if names := getattr(subject, "SEARCHED", ()):
        return [getattr(subject, name) for name in names]
    return subject.search_text() if hasattr(subject, "search_text") else None


def _board():
    return import_module(settings.REACTIONS).REACTIONS
