"""What is public in the town of a rush: published suggestions, articles in columns, stations; and what became of it."""

import json
import random
import sys

import django

ARTICLES = 40
SUGGESTIONS = 400


def main(words):
    """`rush_town` fills and answers with addresses; `rush_town lost FILE` counts acknowledged numbers that are not there."""
    django.setup()
    print(json.dumps(lost(words[1]) if words else fill()))


def fill() -> dict:
    """{"pages": [[weight, address], …]}"""
    from django.utils import timezone

    from huying.kernel import process, scope
    from huying.portal import operations
    from huying.portal.columns import operations as columns
    from huying.portal.columns.models import Column
    from huying.portal.models import Article
    from huying.suggestions.models import Suggestion

    from . import texts, town

    town.fill(SUGGESTIONS, 0)
    r, at = random.Random(5), timezone.now()
    with scope.congress(town.people()):
        first, second = town.members("clerk")
        with process.together():
            columns.plant(by=first, at=at)
            made = list(Column.objects.order_by("pk"))
            for _ in range(ARTICLES):
                row = operations.draft(
                    by=first, at=at, title=texts.title(r), text=texts.body(r, 8), column=r.choice(made)
                )
                operations.submit(row, by=first, at=at)
                operations.approve(row, by=second, at=at)
                operations.publish(row, by=first, at=at)
        articles = list(Article.objects.values_list("pk", flat=True))
        shown = list(Suggestion.objects.exclude(published_at=None).values_list("pk", flat=True)[:40])
    home = "/c/bench/"
    pages = [
        [40, home],
        [8, home + "portal/read/"],
        [8, home + "suggestions/public/"],
        [6, home + "stations/"],
    ]
    pages += [[0.7, f"{home}portal/read/{pk}/"] for pk in articles]
    pages += [[0.25, f"{home}suggestions/public/{pk}/"] for pk in shown]
    return {"pages": pages}


def lost(path: str) -> dict:
    """Numbers that visitors were given and confirmed, against the rows of the database."""
    from pathlib import Path

    from huying.kernel import scope
    from huying.kernel.case import Trace
    from huying.voices.models import Voice

    from . import town

    told = json.loads(Path(path).read_text(encoding="utf-8"))
    with scope.congress(town.people()):
        there = set(Voice.objects.exclude(state="said").values_list("number", flat=True))
        traced = Trace.objects.filter(step="voices.confirm").count()
    missing = sum(number not in there for number in told)
    return {
        "acknowledged": len(told),
        "doubled": len(told) - len(set(told)),
        "lost": missing,
        "rows": len(there),
        "traces": traced,
    }


if __name__ == "__main__":
    main(sys.argv[1:])
