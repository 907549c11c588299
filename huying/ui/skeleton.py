"""A public form whose words are the same for everybody is drawn once; only what is this visitor's own is filled in.

Drawing a form takes ten times as long as everything else about showing it. `shown()` keeps the drawn page for some
seconds in this process and puts the visitor's own token, stamp and numbers into its holes.
"""

import time
from collections.abc import Callable
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import get_language

SECONDS = 20.0  # how long a change of words takes to show
MOST = 200  # drawn pages kept

_drawn: dict[tuple, tuple[float, str]] = {}
_lock = Lock()


def hole(name: str) -> str:
    """What stands in the drawn page where the visitor's own value belongs; no HTML character is in it."""
    return f"hole-{name}-{_MARK}"


_MARK = "7f3b0c"  # told apart from words by being no word


def shown(
    request: HttpRequest,
    template: str,
    context: Callable[[], dict[str, Any]],
    own: dict[str, str],
    key: str = "",
) -> HttpResponse:
    """The page `template` with `context()`, in which hole(name) stands for each name of `own`.

    Only for strangers: who is signed in, or has a message waiting, sees a page of their own. `key` tells apart what
    depends on more than congress, language, look and address.
    """
    looks = (request.COOKIES.get("large"), request.COOKIES.get("theme"))
    where = (
        request.get_host(),
        request.is_secure(),
        request.get_full_path(),
        template,
        get_language(),
        *looks,
        key,
    )
    now, anyone = time.monotonic(), _is_stranger(request)
    found = _drawn.get(where) if anyone else None
    if found is None or now - found[0] > SECONDS:
        # given in words, the token wins over the one that Django would draw
        page: str = render_to_string(template, {**context(), "csrf_token": hole("token")}, request)
        if anyone:
            with _lock:
                if len(_drawn) >= MOST:
                    _drawn.clear()
                _drawn[where] = (now, page)
    else:
        page = found[1]
    for name, value in {**own, "token": get_token(request)}.items():
        page = page.replace(hole(name), escape(value))
    return HttpResponse(page)


def _is_stranger(request) -> bool:
    """Nobody is signed in and no message waits, so that the frame of the page is the same for all."""
    user = getattr(request, "user", None)
    return (
        (user is None or not user.is_authenticated)
        and "messages" not in request.COOKIES
        and not settings.DEBUG
    )
