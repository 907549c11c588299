"""An empty database after a test with transactions of its own: emptied is what has rows.

Django truncates every table and writes all kinds and permissions anew; with two hundred tables that took longer than
most of these tests do.
"""

from __future__ import annotations

from django.db import connections, transaction
from django.test import TransactionTestCase

ALWAYS = {"django_migrations", "django_content_type", "auth_permission"}  # written when the tables are made


def _fixture_teardown(self: TransactionTestCase) -> None:
    for alias in self._databases_names(include_mirrors=False):
        empty(alias)


def empty(alias: str = "default") -> None:
    from huying.kernel import search

    connection = connections[alias]
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    tables = [connection.ops.quote_name(name) for name in names if name not in ALWAYS]
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        looks = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in tables)  # noqa: S608
        cursor.execute(" UNION ALL ".join(looks))
        filled = [name for (name,) in cursor.fetchall()]
        if connection.vendor == "postgresql":
            cursor.execute("SELECT current_setting('is_superuser') = 'on'")
            if cursor.fetchone()[0]:  # else each row is looked for in all tables that may point at it
                cursor.execute("SET LOCAL session_replication_role = replica")
        for name in filled:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608 - our own table names
    search.prepare(alias)  # its index is no model's table


def instead() -> None:
    """From now on every such test is emptied so."""
    TransactionTestCase._fixture_teardown = _fixture_teardown  # type: ignore[method-assign]
