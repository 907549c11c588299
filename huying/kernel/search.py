"""Search: everything one may see, one- and two-character words included, newest first, the same on every database."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, partial
from typing import Any
from zlib import crc32

from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from . import scope, search_index
from .prepared import Rows, run
from .scope import Owned
from .search_rows import Visible
from .search_text import exact, fold, highlight, keys, question_keys, words
from .subject import SUBJECTS

__all__ = [
    "Page", "SearchDoc", "drop", "find", "highlight", "index_many", "index_subject", "put", "put_many", "rebuild",
]  # fmt: skip

COUNTED = 10_000
BATCH = 500
SMALL = 50  # proposals that are read whole while it is asked which of them may be seen
SOME = 5  # rows seen among the first proposals, from which on it is not asked how few there are
_codes: dict[int, str] = {}  # which kind has which 11 bits of the number
DAY_ONE = date(1950, 1, 1).toordinal()


class SearchDoc(Owned):
    """The folded text of one object. The primary key counts up with congress, kind, day and object: see number()."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=24)
    object_id = models.PositiveBigIntegerField()
    text = models.TextField()

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(fields=["congress", "kind", "object_id"], name="searchdoc_object")
        ]


@dataclass
class Page:
    """`ids` of the objects, newest first; `next_cursor` for the following page, "" on the last one."""

    ids: list[int]
    next_cursor: str = ""
    _count: Callable[[], int] = field(default=int, repr=False)
    _read: dict = field(default_factory=dict, repr=False)

    def among(self, rows: QuerySet) -> list:
        """The objects themselves, in order; `rows` are those that were searched."""
        missing = [pk for pk in self.ids if pk not in self._read]
        known = self._read | (rows.in_bulk(missing) if missing else {})
        return [known[pk] for pk in self.ids if pk in known]

    @cached_property
    def total(self) -> int:
        """All matches that may be seen: exact up to 10,000, 10,001 beyond. Counted when asked for."""
        return self._count()


def put(kind: str, object_id: int, title: str, body: str, at) -> None:
    """Make an object findable, or its new text; `at` (date or aware datetime) puts it in order."""
    put_many([(kind, object_id, title, body, at)])


def put_many(entries: Iterable[tuple]) -> None:
    """put() for many (kind, object_id, title, body, at), in batches."""
    lot = []
    for entry in entries:
        lot.append(entry)
        if len(lot) == BATCH:
            _put(lot)
            lot = []
    if lot:
        _put(lot)


def drop(kind: str, object_id: int) -> None:
    """The object is no longer found."""
    with transaction.atomic(savepoint=False), connection.cursor() as c:
        _forget(c, list(SearchDoc.objects.filter(kind=kind, object_id=object_id)))


def index_subject(subject, *, new: bool = False) -> None:
    """Called after a subject was saved: index what its search_text() (title, body) says; no such method, no search.

    `new`: it was born in this transaction, so that no document can be in its place.
    """
    if new and hasattr(subject, "search_text") and subject.pk <= search_index.OBJECT:
        entry = (subject.FLOW.subject, subject.pk, *subject.search_text(), subject.born_at)
        (doc,) = _made([entry]).values()
        run(
            connections[DEFAULT_DB_ALIAS],
            _INSERT,
            [doc.id, doc.congress_id, doc.kind, doc.object_id, doc.text],
        )
        with connection.cursor() as c:
            search_index.add(c, [(doc.id, keys(doc.text, _space(doc.kind)))])
        return
    index_many([subject])


_INSERT = "INSERT INTO kernel_searchdoc (id, congress_id, kind, object_id, text) VALUES (%s, %s, %s, %s, %s)"


def index_many(subjects: list) -> None:
    """index_subject() for a batch birth."""
    put_many(
        (s.FLOW.subject, s.pk, *s.search_text(), s.born_at) for s in subjects if hasattr(s, "search_text")
    )


def rebuild(kind: str) -> int:
    """Index all subjects of a kind of the congress being served anew; returns how many there are."""
    rows: Any = SUBJECTS[kind].objects.all()  # of a kind that has search_text()
    with transaction.atomic(savepoint=False), connection.cursor() as c:
        while lot := list(SearchDoc.objects.filter(kind=kind)[:BATCH]):
            _forget(c, lot)
        put_many(
            (kind, row.pk, *row.search_text(), row.born_at) for row in rows.order_by("pk").iterator(BATCH)
        )
        return SearchDoc.objects.filter(kind=kind).count()


def reindex() -> None:
    """Fill the index anew from the documents that are there, of every congress."""
    docs = SearchDoc.everywhere.order_by("pk")
    with transaction.atomic(savepoint=False), connection.cursor() as c:
        search_index.clear(c)
        lot = list(docs[:BATCH])
        while lot:
            search_index.add(c, [(d.id, keys(d.text, f"{d.congress_id}/{d.kind}/")) for d in lot])
            lot = list(docs.filter(pk__gt=lot[-1].pk)[:BATCH])


def prepare(using: str = "default", **_signal) -> None:
    """After migrate and flush: the index stands and holds what the documents say."""
    if using == "default" and search_index.prepare(using):
        reindex()


def find(text: str, *, kind: str, rows: QuerySet, after: str | int | None = None, limit: int = 20) -> Page:
    """Objects of a kind whose title or body holds every word of `text`, among `rows` (the room's visible_to(member)).

    `after` is the cursor of the page before; one that is no cursor shows the first page.
    """
    if not (asked := words(text)):
        return Page([])
    low, high = _span(kind)
    below = _cursor(after, low, high)
    glanced: list[tuple] = []
    visible = Visible(rows)
    found: list[tuple[int, int]] = []
    read: dict = {}
    for lot in _visible(asked, kind, visible, low, below, limit + 1, glanced, read):
        found += lot
        if len(found) > limit:
            break
    more = str(found[limit - 1][0]) if len(found) > limit else ""
    ids = [pk for _, pk in found[:limit]]
    if below == high and not more:
        return Page(ids, "", lambda: min(len(ids), COUNTED + 1), read)
    glance = glanced if below == high else []
    return Page(ids, more, lambda: _total(asked, kind, visible, low, high, glance), read)


def number(kind: str, object_id: int, at) -> int:
    """Primary key of a document: congress, kind, day and object in 14, 11, 16 and 22 bits.

    So one congress's documents of one kind stand together, and the greater number is the newer one.
    """
    day = timezone.localdate(at) if isinstance(at, datetime) else at
    day = min(max(day.toordinal() - DAY_ONE, 0), 2**16 - 1)
    return _span(kind)[0] + (day << 22) + (object_id & search_index.OBJECT)


def _span(kind):
    code = crc32(kind.encode()) & 0x7FF
    if _codes.setdefault(code, kind) != kind:
        raise ValueError(f"search cannot tell the kinds {kind!r} and {_codes[code]!r} apart: rename one")
    low = (scope.current().pk << 49) + (code << 38)
    return low, low + 2**38


def _cursor(after, low, high):
    try:
        below = int(after or high)
    except (TypeError, ValueError):
        return high
    return min(max(below, low), high)


def _space(kind):
    """Key space of this congress's documents of a kind; no other congress's words weigh on them."""
    return f"{scope.current().pk}/{kind}/"


def _visible(asked, kind, visible, low, below, size, glanced, read):
    """Lots of (number, object id) that match and may be seen; rows that a small lot needed anyway are left in `read`."""
    with connection.cursor() as c:
        wanted = question_keys(asked, _space(kind))
        lots = search_index.propose(c, asked, wanted, low, below, size, glanced)
        for n, (lot, is_last) in enumerate(lots):
            yield _seen_of(lot, visible, read)
            if is_last:
                return
            if lot:
                below = lot[-1][0]
            if visible.is_gathered and (n == 0 or visible.seen >= SOME):
                continue
            if visible.few is not None:
                # Going on through what matches would mostly meet what may not be seen.
                yield search_index.among(c, asked, visible.few, (scope.current().pk, kind), low, below)
                return


def _seen_of(lot, visible, read):
    if not lot:
        return []
    keys_of_lot = [pk for _, pk in lot]
    if len(lot) <= SMALL:
        read |= {row.pk: row for row in visible.read(keys_of_lot)}
        seen = read.keys()
    else:
        seen = visible.among(keys_of_lot)
    return [entry for entry in lot if entry[1] in seen]


def _total(asked, kind, visible, low, high, glanced):
    most = COUNTED + 1
    with connection.cursor() as c:
        owner, wanted = (scope.current().pk, kind), question_keys(asked, _space(kind))
        if visible.few is not None:
            return min(len(search_index.among(c, asked, visible.few, owner, low, high)), most)
        if visible.is_sparse and search_index.is_frequent(c, wanted, low, high):
            return search_index.count_among(c, asked, visible.all(), owner, most)
        count = partial(
            search_index.count, c, asked, wanted, low=low, below=high, most=most, owner=owner, seen=visible.holds,
            glanced=glanced,
        )  # fmt: skip
        total, greatest = count(trusted=exact(asked), fits=True)
        if greatest > search_index.OBJECT:
            # Ids have outgrown their bits in the number: the document has to be asked for its object.
            total, _greatest = count(trusted=exact(asked), fits=False)
        return total


def _made(lot) -> dict:
    made = {}
    for kind, object_id, title, body, at in lot:
        text = fold(title).strip() + "\n" + fold(body).strip()
        made[kind, object_id] = SearchDoc(
            id=number(kind, object_id, at),
            congress=scope.current(),
            kind=kind,
            object_id=object_id,
            text=text,
        )
    return made


def _put(lot):
    made = _made(lot)
    with transaction.atomic(savepoint=False), connection.cursor() as c:
        known = _known(made)
        stale = []
        for doc in known:
            if new := made.get((doc.kind, doc.object_id)):
                if doc.text == new.text and doc.id == new.id:
                    del made[doc.kind, doc.object_id]
                else:
                    stale.append(doc)
        if not made:
            return
        docs = _reworded(c, stale, made)
        if made:
            _forget(c, stale)
            fresh = _apart(made.values(), {d.id for d in known} - {d.id for d in stale})
            SearchDoc.objects.bulk_create(fresh)
            docs = sorted([*docs, *fresh], key=lambda d: d.id)
        search_index.add(c, [(d.id, keys(d.text, _space(d.kind))) for d in docs])


def _known(made) -> list:
    """The documents of these objects, and whatever else has one of their numbers."""
    congress = scope.current()
    if len(made) == 1:
        (((kind, object_id), doc),) = made.items()
        return _known_of(congress.pk, kind, object_id, doc.id)
    same = Q(congress=congress, kind__in={k for k, _ in made}, object_id__in={o for _, o in made})
    return list(SearchDoc.everywhere.filter(same | Q(pk__in=[d.id for d in made.values()])))


_known_of = Rows(
    lambda congress, kind, object_id, pk: SearchDoc.everywhere.filter(
        Q(congress_id=congress, kind=kind, object_id=object_id) | Q(pk=pk)
    ),
    int,
    str,
    int,
    int,
)


def _reworded(c, stale, made):
    """Documents that keep their number get their new text in place; both lists are left with the others."""
    found = []
    for doc in stale[:]:
        if made[doc.kind, doc.object_id].id == doc.id:
            stale.remove(doc)
            search_index.remove(c, [(doc.id, keys(doc.text, _space(doc.kind)))])
            doc.text = made.pop((doc.kind, doc.object_id)).text
            SearchDoc.everywhere.filter(pk=doc.id).update(text=doc.text)
            found.append(doc)
    return found


def _apart(docs, taken):
    """Two objects of one day whose ids are 2²² apart would share a number: the later one takes the next free."""
    for doc in sorted(docs, key=lambda d: d.object_id):
        while doc.id in taken:
            doc.id += 1
            if SearchDoc.everywhere.filter(pk=doc.id).exists():
                taken.add(doc.id)
        taken.add(doc.id)
    return sorted(docs, key=lambda d: d.id)


def _forget(c, docs):
    if docs:
        search_index.remove(c, [(d.id, keys(d.text, _space(d.kind))) for d in docs])
        SearchDoc.objects.filter(pk__in=[d.id for d in docs]).delete()
