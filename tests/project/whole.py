"""`huying` in a process of its own, on a database of its own whose tables are made without migrations.

python -m tests.project.whole [--toy] COMMAND …
"""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huying.project.settings")

from django.conf import settings

settings.MIGRATION_MODULES = {app.rpartition(".")[2]: None for app in settings.INSTALLED_APPS}


def main(argv):
    import django

    django.setup()
    if argv[:1] == ["--toy"]:
        from huying.kernel import subject
        from tests.kernel.toy.models import Answer, Errand

        subject.SUBJECTS["toy_errand"], subject.RECORDS["toy.Answer"] = Errand, Answer
        argv = argv[1:]
    if argv[:1] == ["town"]:
        return town()
    if argv[:1] == ["shape"]:
        return shape()
    if argv[:1] == ["killed"]:
        return killed()
    if argv[:1] == ["walked"]:
        return walked()
    if argv[:1] == ["tables"]:
        argv = ["migrate", "--run-syncdb", "--skip-checks", "-v", "0"]
    from huying.__main__ import main as huying

    return huying(argv)


def town():
    """A town with errands, a person's telephone and a file; prints the telephone as it is read back."""
    from pathlib import Path

    from huying.kernel import scope
    from huying.kernel.roster import Congress, Person
    from tests.kernel.toy import town as toy

    if not Congress.objects.exists():
        made = toy.build()
        with scope.congress(made.here):
            toy.walk(made, 3)
        Person.objects.create(name="留电话的人", phone="13912345678")
        folder = Path(settings.MEDIA_ROOT)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "现场照片.txt").write_text("一座桥", encoding="utf-8")
    print(Person.objects.get(name="留电话的人").phone)
    return 0


def killed():
    """An empty database gets its tables, and the process is gone before the last is written down."""
    from django.db.migrations.recorder import MigrationRecorder

    from huying.project import founding

    settings.MIGRATION_MODULES = {}
    MigrationRecorder.record_applied = lambda *_args: os._exit(9)
    founding.bring_up_to_date()


def walked():
    """Every migration, one after the other; prints what the tables are then."""
    from django.core.management import call_command

    settings.MIGRATION_MODULES = {}
    call_command("migrate", verbosity=0, skip_checks=True)
    return shape()


def shape():
    """Prints as JSON {table: [columns, indexes and constraints, triggers, number of rows]}, however they were made."""
    import json

    from django.db import connection

    triggers = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        triggers = "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
    found = {}
    with connection.cursor() as cursor:
        look = connection.introspection
        for table in sorted(look.table_names(cursor)):
            columns = [list(map(str, row[:8])) for row in look.get_table_description(cursor, table)]
            named = look.get_constraints(cursor, table).items()
            numbered = ("__unnamed", "fk_")  # SQLite numbers what has no name as it comes
            rules = sorted(f"{'' if name.startswith(numbered) else name} {rule}" for name, rule in named)
            found[table] = [sorted(columns), rules, [], 0]
        for table in look.django_table_names(only_existing=True):
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608 - the name of a table
            found[table][3] = cursor.fetchone()[0]
        cursor.execute(triggers)
        for name, table in sorted(cursor.fetchall()):
            found[table][2].append(name)
    found.pop("django_migrations", None)
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
