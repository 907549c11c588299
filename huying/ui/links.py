"""Addresses of a room's doors; the congress's code stands in every one."""

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse

from huying.kernel import scope

PLACE = 7_000_000_001  # stands for a key until one is given


def to(room, name: str, pk=None, **more) -> str:
    """The page of a room: links.to(room, "detail", 7), links.to(room, "assign", 7)."""
    code, door = scope.current().code, f"{room.flow.subject}:{name}"
    if pk is None or type(pk) is int:
        key = None if pk is None else PLACE
        spelled = _spelled(door, code, key, tuple(more.items()), get_script_prefix(), get_urlconf())
        return spelled if pk is None else spelled.replace(str(PLACE), str(pk))
    return reverse(door, kwargs={"code": code, "pk": pk, **more})


@lru_cache(maxsize=4096)
def _spelled(door: str, code: str, pk: int | None, more: tuple, _prefix: str, _urlconf: str | None) -> str:
    """A list links twenty rows to one door: its address is resolved once."""
    return reverse(door, kwargs={"code": code, **({} if pk is None else {"pk": pk}), **dict(more)})


def whole(text, default: int) -> int:
    """A whole number from an address; anything else is the default."""
    return (
        int(text) if text and str(text).isascii() and str(text).isdigit() and len(str(text)) < 9 else default
    )
