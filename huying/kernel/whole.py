"""One row that a member may see, with what a page shows beside it: its many columns stand in words that are made once, and
only who may see it is worded anew. Wording a join of eight tables took a tenth of a page."""

from functools import cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models import QuerySet, Value

from .prepared import Rows
from .scope import current

Along = tuple[str, ...]


def of(rows: QuerySet, pk: int) -> Any:
    """`rows.get(pk=pk)`, or None where it is not among them. Rows that are said in another way are asked as they are."""
    along, marks = _along(rows), _marks(rows)
    if along is None or marks is None or not 0 <= pk < 2**63:
        return rows.filter(pk=pk).first()
    model: Any = rows.model
    seen = rows.select_related(None).order_by().filter(pk=pk).values_list("pk")
    try:
        sql, values = seen.query.sql_with_params()
    except EmptyResultSet:
        return None
    if not (found := _with(model, along).among((current().pk, pk), f" AND EXISTS ({sql})", values)):
        return None
    found[0].__dict__.update(marks)
    return found[0]


@cache
def _with(model, along: Along) -> Rows:
    return Rows(
        lambda congress, pk: model.everywhere.filter(congress_id=congress, pk=pk).order_by(),
        int,
        int,
        along=along,
    )


def _along(rows: QuerySet) -> Along | None:
    """The relations that come with the rows, wholes before parts; None where more was said than their names."""
    query = rows.query
    if (
        query.select_related is True
        or query.deferred_loading[0]
        or query.extra
        or query.values_select
        or query.combinator
        or query.select_for_update
        or rows._prefetch_related_lookups  # type: ignore[attr-defined]
    ):
        return None
    return _paths(rows.model, query.select_related or {}, "")


def _paths(model, tree: dict, before: str) -> Along | None:
    found: list[str] = []
    for name, inner in tree.items():
        column = next((f for f in model._meta.concrete_fields if f.name == name), None)
        if not isinstance(column, models.ForeignKey):
            return None
        below = _paths(column.related_model, inner, f"{before}{name}__")
        if below is None:
            return None
        found += [before + name, *below]
    return tuple(found)


def _marks(rows: QuerySet) -> dict[str, Any] | None:
    """Constants that the rows are marked with; None where something is reckoned for them."""
    said = rows.query.annotations
    return (
        {name: one.value for name, one in said.items() if isinstance(one, Value)}
        if all(type(v) is Value for v in said.values())
        else None
    )
