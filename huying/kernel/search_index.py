"""The index behind search: FTS5 on SQLite, GIN on PostgreSQL, plain walking where neither is to be had.

Documents are numbered so that counting down the primary key *is* newest first within one congress and kind.
An engine proposes documents below a number, newest first, that hold every word; nobody sorts all matches of a
frequent word. PostgreSQL cannot read GIN in order, so it looks at the newest documents themselves first: a word
too rare to fill a page there has few enough matches to sort.
"""

# ruff: noqa: S608  (only our own table names are put into SQL; values are parameters)
from collections.abc import Callable, Iterator

from django.db import connections

from .prepared import run

DOCS, INDEX = "kernel_searchdoc", "kernel_searchindex"
GLANCE, WINDOW, WIDE = 250, 2_000, 10_000  # documents that PostgreSQL looks at before it asks the index
OFTEN = 0.005  # share of hits in a window from which walking on beats the index (measured at 300,000 texts)
COUNT_OFTEN = 0.05  # the same for counting, which has to walk much further
FREQUENT = 30_000  # matches from which on who sees little has their own rows counted instead (SQLite)
OBJECT = 2**22 - 1  # the object id's bits in a document's number
MORE, MOST = 1_000, 2_500  # documents in the second lot, and in one later


def prepare(using: str = "default") -> bool:
    """Make the index table where it is missing; True when it was made now and documents wait to be indexed.

    Where there are no documents (after a flush) the index is emptied.
    """
    with connections[using].cursor() as c:
        tables = connections[using].introspection.table_names(c)
        if DOCS not in tables:
            return False
        if made := INDEX not in tables:
            if connections[using].vendor == "postgresql":
                c.execute(f"CREATE TABLE {INDEX} (id bigint PRIMARY KEY, keys int8[] NOT NULL)")
                c.execute(
                    f"CREATE INDEX {INDEX}_keys ON {INDEX} USING gin (keys) WITH (gin_pending_list_limit = 512)"
                )
            elif has_fts5(c):
                c.execute(
                    f"CREATE VIRTUAL TABLE {INDEX} USING "
                    "fts5(keys, content='', columnsize=0, detail=none, tokenize='ascii')"
                )
        c.execute(f"SELECT 1 FROM {DOCS} LIMIT 1")
        if c.fetchone() is None:
            clear(c)
            return False
    return made


def has_fts5(c) -> bool:
    c.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'")
    return c.fetchone() is not None


def kind_of_index(c) -> str:
    """gin, fts5 or walk."""
    if c.db.vendor == "postgresql":
        return "gin"
    if not getattr(c.db, "has_search_index", False):
        c.execute("SELECT 1 FROM sqlite_master WHERE name = %s", [INDEX])
        c.db.has_search_index = c.fetchone() is not None and has_fts5(c)
    return "fts5" if c.db.has_search_index else "walk"


def clear(c) -> None:
    index = kind_of_index(c)
    if index == "gin":
        c.execute(f"TRUNCATE {INDEX}")
    elif index == "fts5":
        c.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('delete-all')")


def add(c, entries: list[tuple[int, list[int]]]) -> None:
    """`entries`: number and keys of new documents, in rising order (FTS5 flushes whenever the order falls)."""
    index = kind_of_index(c)
    if index == "gin":
        # Spelled by us: the driver looks at each number on its own, which took a fifth of an import.
        _each(
            c,
            f"INSERT INTO {INDEX} (id, keys) VALUES (%s, %s::int8[])",
            [(n, f"{{{','.join(map(str, _signed(k)))}}}") for n, k in entries],
        )
    elif index == "fts5":
        _each(c, f"INSERT INTO {INDEX} (rowid, keys) VALUES (%s, %s)", [(n, _spelled(k)) for n, k in entries])


def _each(c, sql: str, lines: list[tuple]) -> None:
    """A single one as any statement: executemany() makes ready for many, which takes longer than the row."""
    if len(lines) == 1:
        run(c.db, sql, list(lines[0]))
    else:
        c.executemany(sql, lines)


def remove(c, entries: list[tuple[int, list[int]]]) -> None:
    """Forget documents; FTS5 without content must be told the keys again."""
    index = kind_of_index(c)
    if index == "gin":
        c.execute(f"DELETE FROM {INDEX} WHERE id = ANY(%s)", [[n for n, _ in entries]])
    elif index == "fts5":
        _each(
            c,
            f"INSERT INTO {INDEX} ({INDEX}, rowid, keys) VALUES ('delete', %s, %s)",
            [(n, _spelled(k)) for n, k in entries],
        )


def propose(
    c, asked: list[str], keys: list[int], low: int, below: int, size: int, glanced: list
) -> Iterator[tuple[list[tuple[int, int]], bool]]:
    """(number, object id) of documents in low ≤ number < below that hold every word, newest first, in lots; and
    whether a lot is the last.

    `size` is how many are wanted at first; later lots hold MORE and MOST.
    A first look at the newest documents is left in `glanced`, for count().
    """
    index = kind_of_index(c)
    if not keys or index == "walk":
        yield from _lots(c, _WALK, [], asked, low, below, GLANCE)
    elif index == "fts5":
        yield from _lots(c, _FTS5, [_spelled(keys, " AND ")], asked, low, below, size)
    else:
        yield from _gin(c, asked, keys, low, below, size, glanced)


def among(
    c, asked: list[str], object_ids: list[int], owner: tuple[int, str], low: int, below: int
) -> list[tuple[int, int]]:
    """Like propose, for a handful of objects of an owner (congress id, kind): all of them at once."""
    on_postgres = c.db.vendor == "postgresql"
    some = "= ANY(%s)" if on_postgres else "IN (SELECT value FROM json_each(%s))"
    given = object_ids if on_postgres else str(object_ids)
    # "+ 0": the objects lead to the rows, not the range of numbers.
    c.execute(
        f"SELECT d.id, d.object_id FROM {DOCS} d WHERE d.congress_id = %s AND d.kind = %s AND d.object_id {some} "
        f"AND d.id + 0 >= %s AND d.id + 0 < %s AND {_holds(c, asked)} ORDER BY d.id + 0 DESC",
        [*owner, given, low, below, *asked],
    )
    return c.fetchall()


def is_frequent(c, keys: list[int], low: int, below: int) -> bool:
    """Do more documents match than should be asked for one by one? PostgreSQL finds its own way, and is not asked."""
    if not keys or kind_of_index(c) != "fts5":
        return False
    c.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM {INDEX} WHERE {INDEX} MATCH %s AND rowid >= %s AND rowid < %s LIMIT %s) n",
        [_spelled(keys, " AND "), low, below, FREQUENT + 1],
    )
    return c.fetchone()[0] > FREQUENT


def count_among(c, asked: list[str], rows: tuple[str, tuple], owner: tuple[int, str], most: int) -> int:
    """As count(), but beginning with what may be seen: `rows` is SQL of object ids, and its parameters."""
    sql, parameters = rows
    c.execute(
        f"WITH visible (pk) AS ({sql}) SELECT count(*) FROM (SELECT 1 FROM visible CROSS JOIN {DOCS} d "
        f"WHERE d.congress_id = %s AND d.kind = %s AND d.object_id = visible.pk AND {_holds(c, asked)} LIMIT %s) n",
        [*parameters, *owner, *asked, most],
    )
    return c.fetchone()[0]


def count(
    c, asked: list[str], keys: list[int], trusted: bool, fits: bool, low: int, below: int, owner: tuple[int, str],
    seen: Callable, most: int, glanced: list,
) -> tuple[int, int]:  # fmt: skip
    """(how many documents match and may be seen, at most `most`; the owner's greatest object id).

    `trusted`: matching keys need no look at the text. `fits`: numbers hold whole object ids. `owner`: congress id and
    kind. `seen(expression)` gives SQL and parameters that say whether the object with that id may be seen. `glanced`:
    what propose() left of its first look.
    """
    index = kind_of_index(c) if keys else "walk"
    if index == "gin":
        rows = glanced or _rows(c, _WALK, [], asked, low, below, GLANCE)
        if len(rows) < GLANCE or sum(row[2] for row in rows) >= COUNT_OFTEN * len(rows):
            index = "walk"
    if index == "walk":
        visible, parameters = seen("d.object_id")
        matching = f"{DOCS} d WHERE d.id >= %s AND d.id < %s AND {_holds(c, asked)} AND {visible}"
        given = [low, below, *asked, *parameters]
    else:
        match, number, wanted = (
            (f"{INDEX} MATCH %s", f"{INDEX}.rowid", _spelled(keys, " AND "))
            if index == "fts5"
            else ("keys @> %s::int8[]", f"{INDEX}.id", _signed(keys))
        )
        within = f"{match} AND {number} >= %s AND {number} < %s"
        visible, parameters = seen(f"({number} & {OBJECT})" if fits else "d.object_id")
        if trusted and fits:
            matching = f"{INDEX} WHERE {within} AND {visible}"
            given = [wanted, low, below, *parameters]
        elif fits and index == "fts5":
            # Who sees little has few texts read: without LIMIT all of them would be, before it is asked who sees them.
            own = f"SELECT {number} AS id FROM {INDEX} WHERE {within} AND {visible} LIMIT -1"
            matching = f"({own}) i CROSS JOIN {DOCS} d WHERE d.id = i.id AND {_holds(c, asked)}"
            given = [wanted, low, below, *parameters, *asked]
        else:
            matching = f"{INDEX} CROSS JOIN {DOCS} d WHERE {within} AND d.id = {number} AND {_holds(c, asked)} AND {visible}"
            given = [wanted, low, below, *asked, *parameters]
    c.execute(
        f"SELECT (SELECT count(*) FROM (SELECT 1 FROM {matching} LIMIT %s) n), "
        f"(SELECT max(object_id) FROM {DOCS} WHERE congress_id = %s AND kind = %s)",
        [*given, most, *owner],
    )
    found, greatest = c.fetchone()
    return found, greatest or 0


_WALK = "{docs} d WHERE d.id >= %s AND d.id < %s ORDER BY d.id DESC LIMIT %s"
_FTS5 = (
    "{index} CROSS JOIN {docs} d ON d.id = {index}.rowid WHERE {index} MATCH %s "
    "AND {index}.rowid >= %s AND {index}.rowid < %s ORDER BY {index}.rowid DESC LIMIT %s"
)
_GIN = (  # "+ 0": no walking down the primary key here; LEFT: an entry without a document must not end the lots
    "(SELECT i.id, t.object_id, t.text FROM (SELECT id FROM {index} WHERE keys @> %s::int8[] AND id + 0 >= %s AND id + 0 < %s "
    "ORDER BY id + 0 DESC LIMIT %s) i LEFT JOIN {docs} t ON t.id = i.id) d ORDER BY d.id DESC"
)


def _gin(c, asked, keys, low, below, size, glanced):
    looked, often = GLANCE, True
    while often:
        rows = _rows(c, _WALK, [], asked, low, below, looked)
        glanced[:] = glanced or rows
        yield (hits := [row[:2] for row in rows if row[2]]), len(rows) < looked
        if len(rows) < looked:
            return
        # GLANCE is too few to call a word rare: the wider window says it.
        below, often = rows[-1][0], looked < WINDOW or len(hits) >= OFTEN * looked
        looked = WINDOW if looked < WINDOW else WIDE
    yield from _lots(c, _GIN, [_signed(keys)], asked, low, below, size)


def _lots(c, source, matching, asked, low, below, size):
    while True:
        rows = _rows(c, source, matching, asked, low, below, size)
        yield [row[:2] for row in rows if row[2]], len(rows) < size
        if len(rows) < size:
            return
        below, size = rows[-1][0], MOST if size >= MORE else MORE  # one more look is dearer than a longer one


def _rows(c, source, matching, asked, low, below, limit):
    source = source.format(index=INDEX, docs=DOCS)
    c.execute(
        f"SELECT d.id, d.object_id, {_holds(c, asked)} FROM {source}", [*asked, *matching, low, below, limit]
    )
    return c.fetchall()


def _holds(c, asked):
    """SQL: the document's text has every word as a plain substring."""
    substring = "strpos(d.text, %s) > 0" if c.db.vendor == "postgresql" else "instr(d.text, %s) > 0"
    return " AND ".join([substring] * len(asked))


def _spelled(keys, between=" "):
    return between.join(["%016x"] * len(keys)) % tuple(keys)


def _signed(keys):
    return [k - 2**64 if k >= 2**63 else k for k in keys]
