"""Dockets of the ground: seats, postings and contacts take no numbers from the matters of the congress."""

from django.utils import timezone

from huying.kernel import scope
from huying.kernel.case import Case, Counter


def one(mark: str, title, at) -> Case:
    """A fresh docket, saved: QH-ZD-00012."""
    return many(mark, title, 1, at)[0]


def many(mark: str, title, count: int, at) -> list[Case]:
    """So many fresh dockets in one statement, in the order of their numbers."""
    if not count:
        return []
    congress, first = scope.current(), Counter.take(f"docket-{mark}", count)
    prefix, day = congress.switches.get("prefix") or congress.code.upper(), timezone.localdate(at)
    rows = [
        Case(congress=congress, number=f"{prefix}-{mark}-{n:05d}", title=str(title)[:200], opened_on=day)
        for n in range(first, first + count)
    ]
    return Case.objects.bulk_create(rows, batch_size=500)
