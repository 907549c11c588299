"""Which congress are we serving? Asking for rows without saying so is an error, not a leak."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.db import models

_congress: ContextVar = ContextVar("congress", default=None)


class NoCongress(RuntimeError):
    """Rows were asked for outside `with scope.congress(c):`."""


@contextmanager
def congress(value) -> Iterator:
    """Everything inside serves this congress and no other."""
    token = _congress.set(value)
    try:
        yield value
    finally:
        _congress.reset(token)


def current():
    """The congress being served; NoCongress where none was named."""
    if (value := _congress.get()) is None:
        raise NoCongress("say `with scope.congress(c):` first")
    return value


@lru_cache(maxsize=2048)
def _rows_of(model, congress_pk) -> models.QuerySet:
    """The narrowed question, worded once: wording it anew took a tenth of every step. Nobody gets this object itself."""
    return models.QuerySet(model).filter(congress=congress_pk)


class Scoped(models.Manager):
    def get_queryset(self):
        rows = _rows_of(self.model, current().pk).all()
        rows._db, rows._hints = self._db, self._hints  # type: ignore[attr-defined]
        return rows


class Owned(models.Model):
    """A row that belongs to one congress. `everywhere` is the spelled-out exit: kernel and project only."""

    congress = models.ForeignKey("kernel.Congress", models.PROTECT, related_name="+")
    objects = Scoped()
    everywhere = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "everywhere"
        default_manager_name = "objects"

    def save(self, *args, **kwargs):
        if self.congress_id is None:
            self.congress = current()
        super().save(*args, **kwargs)
