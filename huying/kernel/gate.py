"""The transaction of the outermost step: a press that came twice is known, and all traces are chained just before the commit."""

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _

from . import full, ledger, scope
from .case import Trace
from .prepared import Prepared
from .refusals import AlreadyDone, Refused, Stale, Taken, Unavailable

_open: ContextVar[Any] = ContextVar("open_gate", default=None)  # the traces so far; None: no gate is open


def is_open() -> bool:
    """Is a step being taken right now?"""
    return _open.get() is not None


def traces() -> list[Trace]:
    """The traces of the steps taken so far, in their order."""
    return _open.get()


@contextmanager
def gate(key, by=None):
    """The outermost gate owns the transaction and chains all traces of it just before the commit."""
    if (outer := _open.get()) is not None:
        before = len(outer)
        try:
            with transaction.atomic():  # a refusal that the caller takes as an answer leaves nothing behind
                yield
        except BaseException:
            del outer[before:]
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
        if not full.takes_nothing(error):
            raise
        logging.getLogger(__name__).exception("the database refused a step")
        raise Unavailable(full.said(by)) from error
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
