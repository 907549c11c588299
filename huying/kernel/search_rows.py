"""Which of the objects that search found may be seen: a room's rows, asked about a few keys at a time."""

from copy import copy
from functools import cached_property

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, QuerySet
from django.db.models.expressions import Col, RawSQL
from django.db.models.lookups import Exact, In
from django.db.models.sql import Query

FEW = 1_000  # visible rows up to which their texts are read directly
GATHERED = 5_000  # of the many in an IN that are looked at before it is said that visible rows are not few
SPARSE = 0.1  # share of visible rows among what matches, below which counting begins with the rows


class Visible:
    """`rows` in any order, whole or by their keys; nothing is asked before it is needed."""

    def __init__(self, rows: QuerySet):
        self.rows = rows.order_by()
        self.asked = self.seen = 0  # keys so far, and how many of them were among the rows

    @cached_property
    def few(self) -> list[int] | None:
        """All keys, when they are so few that reading their texts is cheaper than asking an index; else None."""
        if self.is_gathered and self._keys_of(_told(self.rows, _first)) is None:
            return None  # some of them are more than a few already
        return self._keys_of(self.rows)

    @staticmethod
    def _keys_of(rows) -> list[int] | None:
        found = list(rows.values_list("pk", flat=True)[: FEW + 1])
        return found if len(found) <= FEW else None

    def among(self, pks: list[int]) -> set[int]:
        """Those of the keys that are among the rows."""
        return self._counted(pks, set(self._with(pks).values_list("pk", flat=True)))

    def read(self, pks: list[int]) -> list:
        """The rows with these keys, whole."""
        return self._counted(pks, list(self._with(pks)))

    def _counted(self, pks, found):
        self.asked, self.seen = self.asked + len(pks), self.seen + len(found)
        return found

    @property
    def is_sparse(self) -> bool:
        """Of what was asked for so far, most was not among the rows."""
        return self.seen < SPARSE * self.asked

    def all(self) -> tuple[str, tuple]:
        """SQL and parameters of all keys."""
        try:
            return self.rows.values_list("pk", flat=True).query.sql_with_params()
        except EmptyResultSet:
            return "SELECT 0 WHERE 1 = 0", ()

    def holds(self, which: str) -> tuple[str, tuple]:
        """SQL and parameters: the object whose id the expression `which` gives is among the rows."""
        rows = self._asked_singly.values_list("pk", flat=True)
        try:
            sql, parameters = rows.filter(pk=RawSQL(which, [])).query.sql_with_params()  # noqa: S611
        except EmptyResultSet:
            return "1 = 0", ()
        # OFFSET 0 keeps PostgreSQL from hashing all visible rows to look up a few of them.
        return f"EXISTS ({sql}{' OFFSET 0' if connection.vendor == 'postgresql' else ''})", parameters

    def _with(self, pks):
        """One array parameter, since thousands of placeholders cost more than the look-up."""
        meta = self.rows.model._meta
        where = f"{connection.ops.quote_name(meta.db_table)}.{connection.ops.quote_name(meta.pk.column)}"
        if connection.vendor == "postgresql":
            return self.rows.extra(where=[f"{where} = ANY(%s)"], params=[pks])  # noqa: S610
        return self._asked_singly.extra(  # noqa: S610
            where=[f"{where} IN (SELECT value FROM json_each(%s))"],  # noqa: S608
            params=[str(pks)],
        )

    @property
    def is_gathered(self) -> bool:
        """Do the rows cost more to begin with than to look at one by one? Then `few` is not asked lightly."""
        return self._asked_singly is not self.rows

    @cached_property
    def _asked_singly(self) -> QuerySet:
        """SQLite gathers all of an `IN (SELECT …)` before the first row is looked at, a unit's 50,000 parts for a page
        of 20; asked as EXISTS it looks up one row's. PostgreSQL chooses by itself."""
        return _told(self.rows, _as_exists) if connection.vendor == "sqlite" else self.rows


def _told(rows: QuerySet, otherwise) -> QuerySet:
    """The rows with every IN (SELECT …) told otherwise; the same object where there is none. Below a NOT nothing
    changes, where a NULL among the many would count, and fewer of them would be more."""
    if (where := _each(rows.query.where, otherwise)) is None:
        return rows
    rows = rows.all()
    rows.query.where = where
    return rows


def _each(node, otherwise):
    if node.negated:
        return None
    children = [_each(c, otherwise) if hasattr(c, "children") else otherwise(c) for c in node.children]
    if not any(children):
        return None
    told = [new or old for new, old in zip(children, node.children, strict=True)]
    return node.create(told, connector=node.connector)


def _first(lookup) -> In | None:
    """IN the first so many: some of the same rows."""
    if _as_exists(lookup) is None:
        return None
    some = copy(lookup)
    some.rhs = lookup.rhs.clone()
    some.rhs.set_limits(high=GATHERED)
    return some


def _as_exists(lookup) -> Exists | None:
    many = getattr(lookup, "rhs", None)
    if not (isinstance(lookup, In) and isinstance(lookup.lhs, Col) and isinstance(many, Query)):
        return None
    if len(many.select) != 1 or many.annotation_select or many.is_sliced or many.combinator or many.group_by:
        return None
    single = many.clone()
    single.where.add(Exact(single.select[0], lookup.lhs), "AND")
    return Exists(single)
