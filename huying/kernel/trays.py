"""Trays: named questions of a room that stand on a person's desk with a count and a lamp."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import QuerySet

from .ledger import ChainHead

LIMIT = 10_000


@dataclass(frozen=True, kw_only=True)
class Tray:
    """`rows(member)` gives the queryset; `roles` whose desk it stands on; `waits` marks trays that ask for an act."""

    name: str
    label: str
    roles: tuple[str, ...]
    rows: Callable[..., QuerySet]
    waits: bool = True
    empty: str = ""


def count(tray: Tray, member, room: str) -> int:
    """Exact up to LIMIT, LIMIT + 1 beyond; remembered until the congress's chain grows."""
    head = _head()
    key = f"tray:{member.congress_id}:{room}:{tray.name}:{member.pk}:{head}"
    if (n := cache.get(key)) is None:
        n = tray.rows(member).order_by()[: LIMIT + 1].count()
        cache.set(key, n, 300)
    return n


def spell(n: int) -> str:
    """"12", or "10,000+" beyond what is counted."""
    return f"{LIMIT:,}+" if n > LIMIT else f"{n:,}"


def _head() -> int:
    return ChainHead.objects.values_list("seq", flat=True).first() or 0
