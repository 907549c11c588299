"""Questions asked, and columns set, at every step, spelled in SQL once: Django takes longer to word them than the database
to answer."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, lru_cache
from itertools import islice
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX
from django.db.models import QuerySet, signals

Given = int | str | date
FIRST = 7_000_000_001  # stands for a number until one is given


class Prepared:
    """`build(*places)` gives a values_list() queryset; `kinds` are int, str or date, one for each place.

    Calling it with values for the places answers with the rows, as lists.
    """

    def __init__(self, build: Callable[..., QuerySet], *kinds: type):
        self.build, self.kinds = build, kinds
        self._spelled: dict[str, tuple] = {}

    def __call__(self, *given: Given) -> list:
        return self.among(given)

    def among(self, given: tuple, more: str = "", values: tuple = ()) -> list:
        """The same with one more condition, `more` with its `values`: for a question that ends with its conditions."""
        db = connections[DEFAULT_DB_ALIAS]
        sql, order, converters = self._spelled.get(db.vendor) or self._spell()
        own = _days(db, given) if date in self.kinds else given
        said = [own[at] if at is not None else value for at, value in order]
        found = run(db, sql + more, [*said, *values])
        rows = [list(row) for row in found.rows]
        for row in rows:
            for at, (steps, expression) in converters.items():
                for convert in steps:
                    row[at] = convert(row[at], expression, db)
        return rows

    def _asked(self, *places) -> QuerySet:
        return self.build(*places)

    def _spell(self):
        places = [_place(kind, n) for n, kind in enumerate(self.kinds)]
        compiler = self._asked(*places).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        places = _days(connection, places)
        order = [(places.index(p), None) if p in places else (None, p) for p in parameters]
        converters = compiler.get_converters([entry[0] for entry in compiler.select])
        self._spelled[connection.vendor] = found = sql, order, converters
        return found


def _place(kind: type, n: int) -> Any:
    return f"place-{n}" if kind is str else date.fromordinal(1 + n) if kind is date else FIRST + n


def _days(db, values) -> list:
    """Days as the database takes them."""
    return [db.ops.adapt_datefield_value(v) if type(v) is date else v for v in values]


class Ran(NamedTuple):
    """What a statement said; `rows` are all of them, `changed` how many it wrote."""

    rows: list
    changed: int


def run(db: Any, sql: str, values: list) -> Ran:
    """One statement that is always worded alike, without Django's wrapping of cursors, which takes as long as the
    database, unless somebody counts or logs questions; errors are Django's either way."""
    if db.vendor not in _BARE or db.execute_wrappers or db.queries_logged:
        with db.cursor() as cursor:
            cursor.execute(sql, values)
            return Ran(cursor.fetchall() if cursor.description else [], cursor.rowcount)
    with db.wrap_database_errors:
        db.ensure_connection()
        db.validate_no_broken_transaction()
        return _BARE[db.vendor](db, sql, values)


def _on_sqlite(db, sql, values) -> Ran:
    cursor = db.connection.execute(_sqlite_words(sql), values)
    return Ran(cursor.fetchall(), cursor.rowcount)


def _on_postgresql(db, sql, values) -> Ran:
    """With one cursor a connection: making one, and naming columns that nobody asks for, is a tenth of a step."""
    if (cursor := getattr(db.connection, "_statements", None)) is None:
        cursor = db.connection._statements = db.create_cursor()
    cursor.execute(sql, values)
    return Ran(cursor.fetchall() if cursor.pgresult.nfields else [], cursor.rowcount)


_BARE: dict[str, Callable[[Any, str, list], Ran]] = {"sqlite": _on_sqlite, "postgresql": _on_postgresql}


@lru_cache(maxsize=2000)
def _sqlite_words(sql: str) -> str:
    """Places as SQLite spells them: what Django's cursor does at every question."""
    return FORMAT_QMARK_REGEX.sub("?", sql).replace("%%", "%")


class Rows(Prepared):
    """As Prepared, answering with objects: `build` gives a queryset of whole rows, `more` names its annotations, `along`
    the relations whose rows come with them; one behind another ("by__person") stands after it ("by")."""

    def __init__(self, build: Callable[..., QuerySet], *kinds: type, more=(), along=()):
        super().__init__(build, *kinds)
        self.more, self.along = more, along
        self._parts: list[tuple[str, Any, list[str]]] = []  # relation ("" is the row itself), model, columns

    def among(self, given: tuple, more: str = "", values: tuple = ()) -> list:
        return [self._made(iter(row)) for row in super().among(given, more, values)]

    def _made(self, values: Iterator):
        made: dict[str, Any] = {}
        for relation, model, names in self._parts:
            found = model.from_db(connection.alias, names, list(islice(values, len(names))))
            made[relation] = found = found if found.pk is not None else None
            before, _between, name = relation.rpartition("__")
            if relation and made[before] is not None:
                setattr(made[before], name, found)
        one = made[""]
        one.__dict__.update(zip(self.more, values, strict=True))
        return one

    def _asked(self, *places) -> QuerySet:
        rows = self.build(*places)
        models = {"": rows.model}
        for relation in self.along:
            before, _between, name = relation.rpartition("__")
            models[relation] = models[before]._meta.get_field(name).related_model
        self._parts = [
            (relation, model, [f.attname for f in model._meta.concrete_fields])
            for relation, model in models.items()
        ]
        names = [f"{relation}__{n}" if relation else n for relation, _model, own in self._parts for n in own]
        return rows.values_list(*names, *self.more)


def put(model, keys: list[int], **columns) -> int:
    """Set columns of the rows with these keys: what `model.everywhere.filter(pk__in=keys).update(**columns)` says."""
    sql, fields = _change(model, tuple(columns), len(keys))
    db = connections[DEFAULT_DB_ALIAS]
    values = [_spelled(f, v, db) for f, v in zip(fields, columns.values(), strict=True)]
    return run(db, sql, [*values, *keys]).changed


@cache
def _change(model, names: tuple[str, ...], keys: int) -> tuple[str, list]:
    meta, quote = model._meta, connection.ops.quote_name
    fields = [meta.get_field(name) for name in names]
    changes = ", ".join(f"{quote(f.column)} = %s" for f in fields)
    places = ", ".join(["%s"] * keys)
    sql = f"UPDATE {quote(meta.db_table)} SET {changes} WHERE {quote(meta.pk.column)} IN ({places})"  # noqa: S608 - names only
    return sql, fields


def _spelled(field, value, db):
    """The value as the database takes it; Django's road there is long for what needs no change."""
    if type(value) in _taken_as_they_are(type(field)):  # type: ignore[arg-type]  # a class can be hashed
        return value
    return field.get_db_prep_save(value, connection=db)


@cache
def _taken_as_they_are(kind: type) -> tuple[type, ...]:
    """Of Django's own columns; a column of ours may encrypt."""
    if not kind.__module__.startswith("django.db.models.") or kind is models.JSONField:
        return ()
    return (str, type(None)) if kind in (models.CharField, models.TextField) else (type(None),)


FEW = 50  # rows that one statement takes; bulk_create splits more


def is_plain(model) -> bool:
    """Do insert() and put() write what save() would? Nobody listens, and no column makes its own value."""
    return _makes_nothing(model) and not any(
        signal.has_listeners(model) for signal in (signals.pre_save, signals.post_save)
    )


@cache
def _makes_nothing(model) -> bool:
    return not model._meta.parents and all(_is_given(f) for f in model._meta.concrete_fields)


def _is_given(f) -> bool:
    if f.generated or f.has_db_default():
        return False
    if isinstance(f, models.DateField | models.TimeField):
        return not (f.auto_now or f.auto_now_add)
    return type(f).pre_save is models.Field.pre_save


def insert(rows: list) -> None:
    """bulk_create() of a few new rows of one kind, worded once; each has its key afterwards."""
    if not rows:
        return
    model: Any = type(rows[0])
    if len(rows) > FEW:
        model.everywhere.bulk_create(rows, batch_size=500)
        return
    db = connections[DEFAULT_DB_ALIAS]
    sql, fields, places = _insertion(model, db.vendor)
    values = [_spelled(f, getattr(row, f.attname), db) for row in rows for f in fields]
    keys = run(db, f"{sql} VALUES {', '.join([places] * len(rows))} RETURNING id", values).rows
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk, row._state.adding, row._state.db = key, False, db.alias


@cache
def _insertion(model, _vendor: str) -> tuple[str, list, str]:
    fields = [f for f in model._meta.concrete_fields if not f.primary_key]
    columns = ", ".join(connection.ops.quote_name(f.column) for f in fields)
    sql = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({columns})"
    return sql, fields, f"({', '.join(['%s'] * len(fields))})"
