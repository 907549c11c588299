"""Trays: named questions of a room that stand on a person's desk with a count and a lamp."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from .remember import until_change
from .words import Words

LIMIT = 10_000


@dataclass(frozen=True, kw_only=True)
class Tray:
    """`rows(member)` gives the queryset; `roles` whose desk it stands on; `waits` marks trays that ask for an act.

    `pressing`: rows that stand in another tray too and cannot wait; shown first, not counted twice. `again`: rows whose
    work stands in a tray of another room too; not counted twice either. `order`: columns by which its rows are read, where
    the nearest deadline (on a desk) and the newest (in the list) are not it.
    """

    name: str
    label: Words
    roles: tuple[str, ...]
    rows: Callable[..., QuerySet]
    waits: bool = True
    pressing: bool = False
    again: bool = False
    empty: Words = ""
    order: tuple[str, ...] = ()


def asked_for(trays: list[Tray], numbers: list[int]) -> int:
    """How many matters wait in these trays, each counted once."""
    return sum(n for t, n in zip(trays, numbers, strict=True) if not (t.pressing or t.again))


def counts(trays: list[Tray], member, room: str) -> list[int]:
    """For each tray: exact up to LIMIT, LIMIT + 1 beyond; one query, remembered until the congress's chain grows."""
    name = f"trays:{room}:{member.pk}:{','.join(t.name for t in trays)}"
    return until_change(name, lambda: counted([t.rows(member).order_by()[: LIMIT + 1] for t in trays]))


def spell(n: int) -> str:
    """ "12", or "10,000+" beyond what is counted."""
    return f"{LIMIT:,}+" if n > LIMIT else f"{n:,}"


def counted(querysets: list[QuerySet]) -> list[int]:
    """Counts of several querysets in one round trip."""
    parts, params, found = [], [], [0] * len(querysets)
    asked = []
    for n, rows in enumerate(querysets):
        try:
            sql, given = rows.values("pk").query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(
            f"(SELECT COUNT(*) FROM ({sql}) AS t{n})"  # noqa: S608 - Django's own, its values are parameters
        )
        params += given
        asked.append(n)
    if parts:
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(parts), params)
            for n, value in zip(asked, cursor.fetchone(), strict=True):
                found[n] = value
    return found
