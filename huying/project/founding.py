"""The tables of a database: an empty one gets them from the models at once, a used one is migrated.

Walking every migration draws all models anew for each of them: 11 s of processor time for what is done in 2. That both
ways come out at the same tables is tested on both engines (tests/project/test_commands.py).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def bring_up_to_date() -> None:
    """Wholly or not at all where the database is empty; step by step, as Django does it, where it is not."""
    if connection.introspection.table_names():
        call_command("migrate", interactive=False, verbosity=0)
    else:
        _found()


def _found() -> None:
    done = MigrationLoader(None).disk_migrations
    with _foreign_keys_unchecked(), transaction.atomic():
        with _without_migrations():
            call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in done:
            recorder.record_applied(app, name)


@contextmanager
def _without_migrations() -> Iterator[None]:
    usual = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    try:
        yield
    finally:
        settings.MIGRATION_MODULES = usual


@contextmanager
def _foreign_keys_unchecked() -> Iterator[None]:
    """SQLite makes tables inside a transaction only while it does not check foreign keys."""
    off = connection.vendor == "sqlite" and connection.disable_constraint_checking()
    try:
        yield
    finally:
        if off:
            connection.enable_constraint_checking()
