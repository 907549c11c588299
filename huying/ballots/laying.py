"""Many rows of a count at once: written in a given order, or laid anew in one that knows no time."""

from collections.abc import Iterable, Sequence

from django.db import connection


def pour(model, names: Sequence[str], rows: Iterable[Sequence]) -> None:
    """New rows in their order, as tuples of the columns named; the database gives the keys. PostgreSQL takes them as a stream."""
    fields = [model._meta.get_field(name) for name in names]
    values = (
        [f.get_db_prep_save(v, connection=connection) for f, v in zip(fields, row, strict=True)]
        for row in rows
    )
    table, columns = _quoted(model._meta.db_table), _columns(fields)
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", list(values))  # noqa: S608 - names only
            return
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as stream:
            for row in values:
                stream.write_row(row)


def lay_anew(model, poll, name: str) -> None:
    """Write a poll's rows again in the order of a column that knows no time: neither row numbers nor places keep another."""
    meta = model._meta
    fields = [f for f in meta.concrete_fields if f.attname == name or not f.primary_key]
    if connection.vendor != "postgresql":
        names = [f.attname for f in fields]
        rows = list(model.objects.filter(poll=poll).order_by(name).values_list(*names))
        model.objects.filter(poll=poll).delete()
        pour(model, names, rows)
        return
    table, columns, order = _quoted(meta.db_table), _columns(fields), _quoted(meta.get_field(name).column)
    with connection.cursor() as cursor:  # sorted, so that nothing is written before all is taken away
        cursor.execute(
            f"WITH gone AS (DELETE FROM {table} WHERE poll_id = %s RETURNING *) "  # noqa: S608 - names only
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM gone ORDER BY {order}",
            [poll.pk],
        )


def _columns(fields) -> str:
    return ", ".join(_quoted(f.column) for f in fields)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
