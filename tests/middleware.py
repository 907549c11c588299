"""One chain of middleware for all test clients, until a setting changes.

Django makes a chain for every client, and with each WhiteNoise lists every static file anew: a twentieth of the suite.
"""

from __future__ import annotations

from typing import Any

from django.test.client import ClientHandler
from django.test.signals import setting_changed

_load = ClientHandler.load_middleware
_made: dict[str, Any] = {}  # what load_middleware() leaves in a handler


def _load_once(self: ClientHandler, is_async: bool = False) -> None:
    if is_async:
        _load(self, is_async)
        return
    if not _made:
        before = dict(vars(self))
        _load(self)
        _made.update((k, v) for k, v in vars(self).items() if before.get(k) is not v)
    vars(self).update(_made)


def _forget(**_signal: Any) -> None:
    _made.clear()


def share() -> None:
    ClientHandler.load_middleware = _load_once  # type: ignore[method-assign]
    setting_changed.connect(_forget)
