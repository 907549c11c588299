"""A very large town: what was loaded is copied by the database itself, texts repeated, until there are enough rows."""

# ruff: noqa: S608  (only our own table names and numbers are put into SQL)
import json
import sys

import django


def main(words):
    """`many <suggestions> rows|texts`: texts also copies what search knows."""
    django.setup()
    from huying.kernel import scope

    from . import town

    with scope.congress(town.people()):
        copies = multiply(int(words[0]), words[1] == "texts")
        town.settle()
    print(json.dumps({"copies": copies}))


def multiply(wanted: int, texts: bool) -> int:
    """Copies of all loaded suggestions with cases, parts and, where wanted, search documents; how many copies."""
    from django.db import transaction
    from django.db.models import Max

    from huying.kernel.case import Case
    from huying.kernel.search import SearchDoc
    from huying.suggestions.models import Handling, Suggestion

    loaded = Suggestion.objects.filter(serial=None).order_by("pk")
    have, total = loaded.count(), Suggestion.objects.count()
    first, last = loaded.first().pk, loaded.last().pk
    copies, missing, by_copy = 0, wanted - total, []
    shift = {m: m.objects.aggregate(n=Max("pk"))["n"] for m in (Case, Suggestion, Handling)}
    while missing > 0:
        copies += 1
        off = {model: n * copies for model, n in shift.items()}
        until = min(last, first + min(have, missing) - 1)
        number = f"number || '-{copies}'"
        mine = f"serial IS NULL AND id BETWEEN {first} AND {until}"
        with transaction.atomic():
            _copy(
                Case,
                f"id IN (SELECT case_id FROM {_table(Suggestion)} WHERE {mine})",
                {"id": f"id + {off[Case]}", "number": number},
            )
            _copy(
                Suggestion,
                mine,
                {"id": f"id + {off[Suggestion]}", "case_id": f"case_id + {off[Case]}", "number": number},
            )
            _copy(
                Handling,
                f"suggestion_id IN (SELECT id FROM {_table(Suggestion)} WHERE {mine})",
                {
                    "id": f"id + {off[Handling]}",
                    "case_id": f"case_id + {off[Case]}",
                    "suggestion_id": f"suggestion_id + {off[Suggestion]}",
                },
            )
            if texts:
                by = off[Suggestion]
                _copy(
                    SearchDoc,
                    f"kind = 'suggestions' AND object_id BETWEEN {first} AND {until}",
                    {"id": f"id + {by}", "object_id": f"object_id + {by}"},
                )
                by_copy.append((until, by))
        missing -= until - first + 1
    if texts:
        _index(SearchDoc.objects.filter(kind="suggestions", object_id__gte=first), by_copy)
    return copies


def _table(model):
    return model._meta.db_table


def _copy(model, where, changed):
    from django.db import connection

    names = [f.column for f in model._meta.concrete_fields]
    quoted = ", ".join(f'"{n}"' for n in names)
    values = ", ".join(changed.get(n, f'"{n}"') for n in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_table(model)} ({quoted}) SELECT {values} FROM {_table(model)} WHERE {where}"
        )


LOT = 2_000  # documents whose keys are made once for all their copies


def _index(docs, copies: list[tuple[int, int]]) -> None:
    """Index every copy (last object copied, number added). PostgreSQL copies the keys itself; FTS5 keeps no content, so
    they are made again."""
    from django.db import connection, transaction

    from huying.kernel import search_index
    from huying.kernel.search import _space
    from huying.kernel.search_text import keys

    if connection.vendor == "postgresql":
        for until, by in copies:
            numbers = docs.filter(object_id__lte=until).values("pk").query.sql_with_params()
            with connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO {search_index.INDEX} (id, keys) SELECT id + {by}, keys FROM {search_index.INDEX} "
                    f"WHERE id IN ({numbers[0]})", numbers[1],
                )  # fmt: skip
        return
    last = max((until for until, _by in copies), default=0)
    originals = docs.filter(object_id__lte=last).order_by("pk")
    lot = list(originals[:LOT])
    while lot:
        known = [(doc.pk, doc.object_id, keys(doc.text, _space(doc.kind))) for doc in lot]
        with transaction.atomic(), connection.cursor() as cursor:
            for until, by in copies:
                search_index.add(cursor, [(pk + by, own) for pk, of, own in known if of <= until])
        lot = list(originals.filter(pk__gt=lot[-1].pk)[:LOT])


if __name__ == "__main__":
    main(sys.argv[1:])
