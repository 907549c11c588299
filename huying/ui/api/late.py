"""The API's addresses, made when the first of them is asked for: describing every call takes as long as starting the
rest of the site, and most processes never serve one."""

import threading

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern
from django.utils.functional import cached_property


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
                self.__dict__["urlconf_module"] = make(self._rooms).urls[0]
        return self.__dict__["urlconf_module"]

    def _populate(self):
        """Nothing: names under a namespace are looked up below it, so the root's table need not hold them."""
