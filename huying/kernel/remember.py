"""Answers remembered until the congress's chain grows: exact, and cheap while nothing happens."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from django.core.cache import cache
from django.db.models import OuterRef, Subquery
from django.utils.translation import get_language

from . import scope
from .ledger import ChainHead
from .prepared import Prepared

SECONDS = 300  # an answer that also depends on the day grows old by itself
LONGEST = 120  # characters of a name


def _head(congress) -> int:
    """The chain's length; a page that remembers several answers asks once (the middleware lays the place for it)."""
    asked = congress.__dict__.get("_request")
    if asked is None:
        return _length(congress.pk)
    if "head" not in asked:
        asked["head"] = _length(congress.pk)
    return asked["head"]


def _length(pk):
    return next((n for (n,) in _lengths(pk)), 0)


def with_head(congresses):
    """These congresses, each with the length of its chain: one question instead of two."""
    return congresses.annotate(
        head=Subquery(ChainHead.everywhere.filter(congress=OuterRef("pk")).values("seq"))
    )


_lengths = Prepared(lambda pk: ChainHead.everywhere.filter(congress=pk).values_list("seq"), int)


def until_change(name: str, make: Callable[[], Any], *, day=None) -> Any:
    """`make()`, or what it said since the last trace of this congress. `name` must tell readers apart who see different rows."""
    head = _head(scope.current())
    if len(name) > LONGEST:  # a shared cache takes short keys only
        name = blake2b(name.encode(), digest_size=16).hexdigest()
    key = f"remember:{scope.current().pk}:{name}:{head}:{day}:{get_language()}"
    found = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, SECONDS)
    return found
