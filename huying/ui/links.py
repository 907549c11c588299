"""Addresses of a room's doors; the congress's code stands in every one."""

from django.urls import reverse

from huying.kernel import scope


def to(room, name: str, pk=None, **more) -> str:
    """The page of a room: links.to(room, "detail", 7), links.to(room, "assign", 7)."""
    code = scope.current().code
    args = {"code": code, **({"pk": pk} if pk is not None else {}), **more}
    return reverse(f"{room.flow.subject}:{name}", kwargs=args)


def whole(text, default: int) -> int:
    """A whole number from an address; anything else is the default."""
    return (
        int(text) if text and str(text).isascii() and str(text).isdigit() and len(str(text)) < 9 else default
    )
