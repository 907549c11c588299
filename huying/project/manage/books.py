"""A book of the roster: one table that the office keeps, described once for list, form, export and history."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.urls import reverse

from huying.kernel import scope
from huying.kernel.words import Words

BOOKS: dict[str, "Book"] = {}


@dataclass(frozen=True, kw_only=True)
class Book:
    """`rows()` gives the queryset (select_related), `search` the lookups of the search box, `filters` a GET form or None.

    `form` derives from forms.RowForm. `admin_only`: clerks may look but not write. `can_end`: rows may go out of use.
    `about(row, member)` gives sections of the detail page; `deeds(row, member)` further buttons {label, url}.
    """

    name: str
    model: Any
    title: Words
    one: Words
    lead: Words
    form: Any
    columns: list
    rows: Callable
    search: tuple[str, ...]
    empty: Words
    icon: str = "people"
    filters: Any = None
    end_form: Any = None
    admin_only: bool = False
    can_end: bool = True
    about: Callable = field(default=lambda row, member: [])
    deeds: Callable = field(default=lambda row, member: [])
    operations: dict = field(default_factory=dict)

    def __post_init__(self):
        BOOKS[self.name] = self

    def found(self, words: str):
        """Rows that hold all the words, each in one of the searched columns."""
        rows = self.rows()
        for word in words.split()[:6]:
            rows = rows.filter(Q(*[(lookup, word) for lookup in self.search], _connector=Q.OR))
        return rows

    def may_write(self, member) -> bool:
        return member.role == "admin" or (member.role == "clerk" and not self.admin_only)

    def url(self, name: str = "list", pk=None) -> str:
        args = {"code": scope.current().code, "book": self.name, **({"pk": pk} if pk is not None else {})}
        return reverse(f"manage:{name}", kwargs=args)


def of_model(model) -> Book | None:
    return next((b for b in BOOKS.values() if b.model is model), None)
