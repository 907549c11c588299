"""Questions asked, and columns set, at every step, spelled in SQL once: Django takes longer to word them than the database
to answer."""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from typing import Any

from django.db import connection, models
from django.db.models import QuerySet, signals

FIRST = 7_000_000_001  # stands for a number until one is given


class Prepared:
    """`build(*places)` gives a values_list() queryset; `kinds` are int or str, one for each place.

    Calling it with values for the places answers with the rows, as lists.
    """

    def __init__(self, build: Callable[..., QuerySet], *kinds: type):
        self.build, self.kinds = build, kinds
        self._spelled: dict[str, tuple] = {}

    def __call__(self, *given: int | str) -> list[list]:
        sql, order, converters = self._spelled.get(connection.vendor) or self._spell()
        with connection.cursor() as cursor:
            cursor.execute(sql, [given[at] if at is not None else value for at, value in order])
            rows = [list(row) for row in cursor.fetchall()]
        for row in rows:
            for at, (steps, expression) in converters.items():
                for convert in steps:
                    row[at] = convert(row[at], expression, connection)
        return rows

    def _asked(self, *places) -> QuerySet:
        return self.build(*places)

    def _spell(self):
        places = [f"place-{n}" if kind is str else FIRST + n for n, kind in enumerate(self.kinds)]
        compiler = self._asked(*places).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        order = [(places.index(p), None) if p in places else (None, p) for p in parameters]
        converters = compiler.get_converters([entry[0] for entry in compiler.select])
        self._spelled[connection.vendor] = found = sql, order, converters
        return found


class Rows(Prepared):
    """As Prepared, answering with objects: `build` gives a queryset of whole rows, `more` names its annotations, `along`
    the relations whose rows come with them; one behind another ("by__person") stands after it ("by")."""

    def __init__(self, build: Callable[..., QuerySet], *kinds: type, more=(), along=()):
        super().__init__(build, *kinds)
        self.more, self.along = more, along
        self._parts: list[tuple[str, Any, list[str]]] = []  # relation ("" is the row itself), model, columns

    def __call__(self, *given: int | str) -> list:
        return [self._made(iter(row)) for row in super().__call__(*given)]

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
    values = [_spelled(f, v) for f, v in zip(fields, columns.values(), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *keys])
        return cursor.rowcount


@cache
def _change(model, names: tuple[str, ...], keys: int) -> tuple[str, list]:
    meta, quote = model._meta, connection.ops.quote_name
    fields = [meta.get_field(name) for name in names]
    changes = ", ".join(f"{quote(f.column)} = %s" for f in fields)
    places = ", ".join(["%s"] * keys)
    sql = f"UPDATE {quote(meta.db_table)} SET {changes} WHERE {quote(meta.pk.column)} IN ({places})"  # noqa: S608 - names only
    return sql, fields


def _spelled(field, value):
    """The value as the database takes it; Django's road there is long for what needs no change."""
    if type(value) in _taken_as_they_are(type(field)):  # type: ignore[arg-type]  # a class can be hashed
        return value
    return field.get_db_prep_save(value, connection=connection)


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
    sql, fields, places = _insertion(model, connection.vendor)
    values = [_spelled(f, getattr(row, f.attname)) for row in rows for f in fields]
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} VALUES {', '.join([places] * len(rows))} RETURNING id", values)
        keys = cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk, row._state.adding, row._state.db = key, False, connection.alias


@cache
def _insertion(model, _vendor: str) -> tuple[str, list, str]:
    fields = [f for f in model._meta.concrete_fields if not f.primary_key]
    columns = ", ".join(connection.ops.quote_name(f.column) for f in fields)
    sql = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({columns})"
    return sql, fields, f"({', '.join(['%s'] * len(fields))})"
