"""The API's addresses, made when the first of them is asked for: describing every call takes as long as starting the
rest of the site, and most processes never serve one."""

import threading

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import RoutePattern
from django.utils.functional import cached_property

CONGRESS = "c/<slug:code>/"


class Late(URLResolver):
    """`include()` of the API over `rooms` (doors.ROOMS, full by the time of the first call)."""

    def __init__(self, route: str, rooms: dict):
        super().__init__(RoutePattern(route), (), app_name="ninja", namespace="api")
        self._rooms, self._making = rooms, threading.Lock()

    @cached_property
    def urlconf_module(self):
        from .routes import make

        with self._making:  # two first calls at once: it is made once
            if "urlconf_module" not in self.__dict__:
                self.__dict__["urlconf_module"] = shelved(make(self._rooms).urls[0])
        return self.__dict__["urlconf_module"]

    def _populate(self):
        """Nothing: names under a namespace are looked up below it, so the root's table need not hold them."""


def shelved(patterns: list) -> list:
    """The same addresses, a congress's on one board and on it each subject's on a shelf: a call is looked for among the
    twenty of its subject instead of among a thousand, and where there is none, three times over."""
    board: dict[str, list] = {}
    others, lists = [], []
    for one in patterns:
        route = str(one.pattern)
        if not route.startswith(CONGRESS):
            others.append(one)
            continue
        shelf, slash, rest = route.removeprefix(CONGRESS).partition("/")
        kept = board.setdefault(f"{shelf}/", []) if slash else lists
        pattern = RoutePattern(rest if slash else shelf, name=one.name, is_endpoint=True)
        kept.append(URLPattern(pattern, one.callback, one.default_args, one.name))
    shelves = [URLResolver(RoutePattern(shelf), kept) for shelf, kept in board.items()]
    return [*others, URLResolver(RoutePattern(CONGRESS), [*lists, *shelves])]
