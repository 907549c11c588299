"""`python -m tests.project.killed`: an empty database gets its tables, and the process is gone before they are whole."""

import os

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huying.project.settings")
    django.setup()
    from django.db.migrations.recorder import MigrationRecorder

    from huying.project import founding

    MigrationRecorder.record_applied = lambda *_args: os._exit(9)
    founding.bring_up_to_date()
