"""The roster as programs may read it: names and ids that steps ask for, never telephones, numbers or addresses."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from huying.kernel.fields import Field
from huying.kernel.roster import Area, District, Membership, Organ, Session, Term, Unit
from huying.kernel.words import Words

from .lists import Query, cut


@dataclass(frozen=True)
class Book:
    """`rows()` in the congress being served, `shown(row)` for programs, `words` the column that q looks into."""

    model: type
    label: Words
    rows: Callable
    shown: Callable
    words: str = ""
    also: tuple[str, ...] = ()  # parameters: exact values of these columns


BOOKS: dict[str, Book] = {}


def register(name: str, book: Book) -> None:
    """A ground room adds what others may point at."""
    BOOKS[name] = book


def of_model(model) -> str:
    """The name of the list in which ids of this model are found; "" where none is."""
    return next((name for name, book in BOOKS.items() if book.model is model), "")


def page(book: Book, request) -> tuple[list[dict], str | None]:
    """Oldest first, so that a program that pages through meets every row once."""
    query = Query(request, ("cursor", "limit", *(("q",) if book.words else ()), *book.also))
    query.check()
    rows = book.rows().order_by("pk")
    if query.words:
        rows = rows.filter(**{f"{book.words}__icontains": query.words})
    for name in book.also:
        if value := query.get.get(name, ""):
            rows = rows.filter(**{name: value[:60]})
    shown, following = cut(rows, query, "pk__gt")
    return [book.shown(row) for row in shown], following


def _unit(u):
    return {"id": u.pk, "name": u.name, "short": u.short, "kind": u.kind, "parent": u.parent_id}


def _deputy(m):
    return {"id": m.pk, "name": m.person.name, "delegation": m.organ.name if m.organ_id else None}


def _session(s):
    return {
        "id": s.pk, "name": s.name, "term": s.term_id, "number": s.number, "opens_on": s.opens_on, "closes_on": s.closes_on,
    }  # fmt: skip


BOOKS |= {
    "units": Book(Unit, _("承办单位"), lambda: Unit.objects.filter(is_active=True), _unit, "name", ("kind",)),
    "deputies": Book(
        Membership, _("代表"),
        lambda: Membership.objects.filter(role="deputy", is_active=True, person__isnull=False).select_related("person", "organ"),
        _deputy, "person__name",
    ),
    "fields": Book(
        Field, _("领域"), lambda: Field.objects.filter(is_active=True),
        lambda f: {"id": f.pk, "code": f.code, "name": f.name, "parent": f.parent_id}, "name", ("code",),
    ),
    "organs": Book(
        Organ, _("机构和代表团"), lambda: Organ.objects.filter(is_active=True),
        lambda o: {"id": o.pk, "name": o.name, "kind": o.kind, "parent": o.parent_id}, "name", ("kind",),
    ),
    "areas": Book(
        Area, _("片区"), Area.objects.all,
        lambda a: {"id": a.pk, "name": a.name, "kind": a.kind, "parent": a.parent_id}, "name", ("kind",),
    ),
    "districts": Book(
        District, _("选区"), District.objects.all,
        lambda d: {"id": d.pk, "number": d.number, "name": d.name, "seats": d.seats}, "name",
    ),
    "terms": Book(
        Term, _("届"), Term.objects.all,
        lambda t: {"id": t.pk, "number": t.number, "starts_on": t.starts_on, "ends_on": t.ends_on},
    ),
    "sessions": Book(Session, _("会议"), Session.objects.all, _session, "name"),
}  # fmt: skip
