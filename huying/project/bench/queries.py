"""How many queries each page takes, whatever the rows."""

import json
import sys

import django


def main(words):
    """`queries <cookies as JSON>`"""
    keys = json.loads(words[0])
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    found = {}
    for role, path in pages():
        client = Client(headers={"host": "localhost"})
        if role:
            client.cookies["sessionid"] = keys[role]
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            status = client.get(path).status_code
        found[f"{role or 'public'} {path}"] = [
            status,
            len([q for q in captured if not q["sql"].startswith(("BEGIN", "SAVE", "RELEASE"))]),
        ]
    print(json.dumps(found))


def pages():
    """(role, address) of every page a bench looks at; the public's first."""
    from huying.kernel import scope
    from huying.suggestions.models import Handling, Suggestion

    from . import town

    with scope.congress(town.people()):
        mine = Handling.objects.filter(unit=town.members("handler")[0].unit)
        part = mine.order_by("-pk").values_list("pk", flat=True).first()
        one = Suggestion.objects.filter(state="assigned").order_by("-pk").values_list("pk", flat=True).first()
        shown = (
            Suggestion.objects.filter(published_at__isnull=False)
            .order_by("-pk")
            .values_list("pk", flat=True)
            .first()
        )
    yield "", "/c/bench/"
    yield "", "/c/bench/suggestions/public/"
    yield "", f"/c/bench/suggestions/public/{shown}/"
    yield "", "/c/bench/voices/say/"
    yield "clerk", "/c/bench/"
    yield "clerk", "/c/bench/suggestions/"
    yield "clerk", "/c/bench/suggestions/?tray=assigned"
    yield "clerk", f"/c/bench/suggestions/{one}/"
    yield "clerk", "/c/bench/voices/"
    yield "clerk", "/c/bench/suggestions/rates/"
    yield "clerk", "/c/bench/suggestions/?q=路灯"
    yield "clerk", "/c/bench/suggestions/?sort=-due"
    yield "clerk", "/c/bench/manage/"
    yield "deputy", "/c/bench/"
    yield "deputy", "/c/bench/suggestions/"
    yield "leader", "/c/bench/board/"
    yield "handler", "/c/bench/"
    yield "handler", "/c/bench/suggestions/"
    yield "handler", "/c/bench/suggestions/handlings/"
    yield "handler", f"/c/bench/suggestions/handlings/{part}/"


if __name__ == "__main__":
    main(sys.argv[1:])
