"""Finding rows whose own words are in no index: a part by the words of its whole, small books by what stands in them.

A Subject without search_text() names in FOUND_BY what its rows are found by, as paths from the row:
- a relation to a Subject with search_text(): the row is found by whatever finds that one ("suggestion");
- a column of text: every word stands somewhere in such columns ("unit__name");
- a column with choices: by the word that the reader sees for it ("role").
"""

from functools import reduce
from operator import and_, or_
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q, QuerySet

from . import search
from .search_text import words

MOST = 1_000  # of the wholes, newest first, whose parts are found


def is_indexed(model) -> bool:
    return hasattr(model, "search_text")


def can_find(model) -> bool:
    """Has a list of these rows any use for a search box?"""
    return is_indexed(model) or bool(model.FOUND_BY)


def matching(text: str, rows: QuerySet) -> QuerySet:
    """Of these rows those that the words find, in the order they had; none where nothing was asked."""
    if not (asked := words(text)):
        return rows.none()
    own, wholes = [], []
    for path in rows.model.FOUND_BY:
        field = column(rows.model, path)
        (wholes if field.is_relation else own).append((path, field))
    said = Q(pk__in=[])
    if own:
        said = reduce(
            and_, (reduce(or_, (_says(path, field, word) for path, field in own)) for word in asked)
        )
    for path, field in wholes:
        said |= Q(**{f"{path}__in": _wholes(text, rows, path, field.related_model)})
    return rows.filter(said)


def column(model, path: str) -> Any:
    """The field at the end of a path. Raises FieldDoesNotExist."""
    *way, last = path.split("__")
    for name in way:
        if (model := model._meta.get_field(name).related_model) is None:
            raise FieldDoesNotExist(path)
    return model._meta.get_field(last)


def _says(path: str, field, word: str) -> Q:
    if field.choices:
        return Q(
            **{f"{path}__in": [key for key, label in field.flatchoices if word in str(label).casefold()]}
        )
    return Q(**{f"{path}__icontains": word})


def _wholes(text: str, rows: QuerySet, path: str, whole) -> list[int]:
    concerned = whole.objects.filter(pk__in=rows.order_by().values(path))
    return search.find(text, kind=whole.FLOW.subject, rows=concerned, limit=MOST).ids
