"""Dockets with numbers of their own kind, so that they take none from the matters of the congress: QH-ZD-00012."""

from collections.abc import Sequence

from django.utils import timezone

from . import scope
from .case import Case, Counter
from .switches import PREFIX
from .words import kept


def unsaved(mark: str, titles: Sequence, at, *, counter: str = "") -> list[Case]:
    """One docket for each title, in the order of their numbers. `counter` names the row they are counted on."""
    if not titles:
        return []
    congress, day = scope.current(), timezone.localdate(at)
    prefix = PREFIX.of(congress)
    first = Counter.take(counter or f"docket-{mark}", len(titles))
    return [
        Case(congress=congress, number=f"{prefix}-{mark}-{n:05d}", title=kept(title)[:200], opened_on=day)
        for n, title in enumerate(titles, first)
    ]


def one(mark: str, title, at, *, counter: str = "") -> Case:
    """A fresh docket, saved."""
    (made,) = unsaved(mark, [title], at, counter=counter)
    made.save()
    return made


def many(mark: str, title, count: int, at) -> list[Case]:
    """So many fresh dockets under one title, saved in one statement."""
    return Case.objects.bulk_create(unsaved(mark, [title] * count, at), batch_size=500)


def of_year(mark: str, titles: Sequence, at) -> list[Case]:
    """Unsaved dockets counted anew each year: QH-JD-2026-00012."""
    marked = f"{mark}-{timezone.localdate(at).year}"
    return unsaved(marked, titles, at, counter=marked)


def one_of_year(mark: str, title, at) -> Case:
    (made,) = of_year(mark, [title], at)
    made.save()
    return made
