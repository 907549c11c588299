"""Questions asked, and columns set, at every step, spelled in SQL once: Django takes longer to word them than the database
to answer."""

from collections.abc import Callable

from django.db import connection
from django.db.models import QuerySet

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

    def _spell(self):
        places = [f"place-{n}" if kind is str else FIRST + n for n, kind in enumerate(self.kinds)]
        compiler = self.build(*places).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        order = [(places.index(p), None) if p in places else (None, p) for p in parameters]
        converters = compiler.get_converters([entry[0] for entry in compiler.select])
        self._spelled[connection.vendor] = found = sql, order, converters
        return found


def put(model, keys: list[int], **columns) -> None:
    """Set columns of the rows with these keys: what `model.everywhere.filter(pk__in=keys).update(**columns)` says."""
    meta, quote = model._meta, connection.ops.quote_name
    fields = [meta.get_field(name) for name in columns]
    values = [
        f.get_db_prep_save(v, connection=connection) for f, v in zip(fields, columns.values(), strict=True)
    ]
    changes = ", ".join(f"{quote(f.column)} = %s" for f in fields)
    places = ", ".join(["%s"] * len(keys))
    sql = f"UPDATE {quote(meta.db_table)} SET {changes} WHERE {quote(meta.pk.column)} IN ({places})"  # noqa: S608 - names only
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *keys])
