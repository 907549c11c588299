"""What the tables of a database are, however they were made, to be compared with others."""

import re

from django.db import connection

from huying.kernel.subject import RECORDS, SUBJECTS

WRITES = re.compile(r'UPDATE "(?P<table>\w+)" (?:AS \w+ )?SET (?P<columns>.+?)(?: WHERE | FROM |$)', re.S)
OWN = {"due_on"}  # the gate's own bookkeeping: no part of what the ledger vouches for


def shape() -> dict:
    """{table: [columns, indexes and constraints, triggers, number of rows]}"""
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
    return found


class Written:
    """An `execute_wrapper` that keeps what was written, past every step, into columns that the ledger vouches for."""

    def __init__(self):
        self.found: list[str] = []
        models = {*SUBJECTS.values(), *RECORDS.values()}
        self.vouched = {model._meta.db_table for model in models}

    def __call__(self, execute, sql, params, many, context):
        if (said := WRITES.match(str(sql))) and said["table"] in self.vouched:
            columns = set(re.findall(r'"(\w+)" =', said["columns"])) - OWN
            self.found += [f"{said['table']}.{column}" for column in sorted(columns)]
        return execute(sql, params, many, context)
