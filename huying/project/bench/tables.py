"""The tables of a bench's own database, made from the models at once, as tests without migrations make them.

A fresh installation walks every migration; that takes a third of a quick run and nothing of it is measured. That models
and migrations say the same is checked by `makemigrations --check`; here all of them are written down as done.
"""


def make() -> None:
    """In an empty database; collects the static files too."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    settings.MIGRATION_MODULES = {}
    done = MigrationRecorder(connection)
    done.ensure_schema()
    for app, name in MigrationLoader(None).disk_migrations:
        done.record_applied(app, name)
    call_command("collectstatic", interactive=False, verbosity=0)
