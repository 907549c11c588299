"""Pieces of a page that are the same wherever the same values stand in them are drawn once:

{% keep account theme=request.COOKIES.theme %}…{% endkeep %}

Inside nothing is known but the names given and the language, so what is kept is a function of them: it can neither
grow old nor show what belongs to somebody else. Addresses come in by name too, since they depend on the request.
"""

from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import Any

from django import template
from django.template.base import Node, NodeList, token_kwargs
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST = 1_000  # pieces kept in a process, some kB each; those asked for longest ago go first
SCALARS = frozenset((str, SafeString, int, float, bool, date, type(None)))

_kept: OrderedDict[tuple, SafeString] = OrderedDict()
_lock = Lock()


class Keep(Node):
    child_nodelists = ("inside",)

    def __init__(self, inside: NodeList, names: dict[str, Any]):
        self.inside, self.names = inside, names

    def render(self, context) -> SafeString:
        given = {name: value.resolve(context) for name, value in self.names.items()}
        try:
            key = (self, frozen(list(given.values())))
        except Unknown:
            return self.inside.render(context.new(given))
        return kept(key, lambda: self.inside.render(context.new(given)))


def kept(key: tuple, draw: Callable[[], SafeString]) -> SafeString:
    """`draw()`, or what it said before for the same key in the same language."""
    key = (get_language(), key)
    with _lock:
        if (found := _kept.get(key)) is not None:
            _kept.move_to_end(key)
            return found
    found = draw()
    with _lock:
        _kept[key] = found
        if len(_kept) > MOST:
            _kept.popitem(last=False)
    return found


class Unknown(TypeError):
    """Not a value that says by itself whether it is the same as another."""


def frozen(value: Any) -> tuple:
    """A key that is the same for values that are drawn the same: 1, True and "1" are told apart."""
    kind = type(value)
    if kind in SCALARS:
        return kind, value
    if kind is dict:
        return kind, tuple((name, frozen(one)) for name, one in value.items())
    if kind is list or kind is tuple:
        return kind, tuple(map(frozen, value))
    if isinstance(value, Promise):
        return kind, str(value)
    raise Unknown(kind)


def keep(parser, token) -> Keep:
    """The tag: `keep name other=some.place`; every name is resolved outside and known inside under its own name."""
    bits = token.split_contents()[1:]
    names: dict[str, Any] = {}
    while bits:
        if found := token_kwargs(bits, parser):
            names |= found
            continue
        name = bits.pop(0)
        if not name.isidentifier():
            raise template.TemplateSyntaxError(f"keep takes names and name=value, not {name!r}")
        names[name] = parser.compile_filter(name)
    inside = parser.parse(("endkeep",))
    parser.delete_first_token()
    return Keep(inside, names)
