"""Answers remembered until the congress's chain grows: exact, and cheap while nothing happens."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.utils.translation import get_language

from . import scope
from .ledger import ChainHead

SECONDS = 300  # an answer that also depends on the day grows old by itself


def until_change(name: str, make: Callable[[], Any], *, day=None) -> Any:
    """`make()`, or what it said since the last trace of this congress. `name` must tell readers apart who see different rows."""
    head = ChainHead.objects.values_list("seq", flat=True).first() or 0
    key = f"remember:{scope.current().pk}:{name}:{head}:{day}:{get_language()}"
    found = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, SECONDS)
    return found
