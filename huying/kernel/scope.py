"""Which congress are we serving? Asking for rows without saying so is an error, not a leak."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models

from .prepared import Rows

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
    return Keyed(model).filter(congress=congress_pk)


class Keyed(models.QuerySet):
    """A row asked for by its key and nothing else, as every relation is followed, is asked by a statement worded once."""

    model: Any
    _prefetch_related_lookups: tuple
    _fields: tuple | None

    def get(self, *args, **kwargs):
        pk = _only_key(args, kwargs, self.model._meta.pk.attname)
        if type(pk) is not int or not 0 <= pk < 2**63 or not self._is_untouched():
            return super().get(*args, **kwargs)
        inside = [lookup.rhs for lookup in self.query.where.children]  # the congress, or nothing
        if not (found := _by_key(self.model, bool(inside))(pk, *inside)):
            raise self.model.DoesNotExist(f"{self.model._meta.object_name} matching query does not exist.")
        return found[0]

    def _is_untouched(self) -> bool:
        """Nothing was said yet of which rows but whose they are, of which columns, or how."""
        q = self.query
        if (said := q.where.children) and (len(said) > 1 or said[0] is not _whose(self.model, said[0])):
            return False
        return not (
            q.annotations or q.extra or q.select_related or q.select_for_update or q.is_sliced or q.combinator or q.distinct
            or q.values_select or q.deferred_loading[0] or q.where.negated or self._prefetch_related_lookups
            or self._fields is not None or self._result_cache is not None or self.db != DEFAULT_DB_ALIAS
        )  # fmt: skip


def _only_key(args, kwargs, name):
    """The key in get(pk=…), or in the condition by which a relation asks."""
    if not args and len(kwargs) == 1:
        return kwargs.get("pk", kwargs.get(name))
    if (
        len(args) == 1
        and not kwargs
        and isinstance(q := args[0], models.Q)
        and not q.negated
        and len(q.children) == 1
    ):
        said = q.children[0]
        return said[1] if isinstance(said, tuple) and said[0] == name else None
    return None


def _whose(model, said):
    """The very condition that objects.all() begins with."""
    pk = getattr(said, "rhs", None)
    return _rows_of(model, pk).query.where.children[0] if type(pk) is int else None


@cache
def _by_key(model, is_inside: bool) -> Rows:
    """(key) or (key, congress) → the row."""
    if is_inside:
        return Rows(lambda pk, congress: models.QuerySet(model).filter(congress=congress, pk=pk), int, int)
    return Rows(lambda pk: models.QuerySet(model).filter(pk=pk), int)


class Scoped(models.Manager.from_queryset(Keyed)):  # type: ignore[misc]
    def get_queryset(self):
        rows = _rows_of(self.model, current().pk).all()
        rows._db, rows._hints = self._db, self._hints  # type: ignore[attr-defined]
        return rows


class Owned(models.Model):
    """A row that belongs to one congress. `everywhere` is the spelled-out exit: kernel and project only."""

    congress = models.ForeignKey("kernel.Congress", models.PROTECT, related_name="+")
    objects = Scoped()
    everywhere = models.Manager.from_queryset(Keyed)()

    class Meta:
        abstract = True
        base_manager_name = "everywhere"
        default_manager_name = "objects"

    def save(self, *args, **kwargs):
        if self.congress_id is None:
            self.congress = current()
        super().save(*args, **kwargs)
