"""Which voice or idea this browser has proved to be its own: a sealed cookie for half an hour, and nothing in the database.

Forty people a second who say something would else be forty sessions a second. The cookie holds key and code encrypted, is
sent to this congress's pages only, and no script reads it.
"""

from django.conf import settings
from django.http import HttpResponse

from huying.kernel.crypto import seal, unseal

LASTS = 1800  # seconds
COOKIE = "proved_{}"


def hold(request, response: HttpResponse, kind: str, words: str) -> HttpResponse:
    """The response, which makes the browser remember `words` (key, code …) as of this kind ("voice", "idea")."""
    sealed = seal(f"{request.congress.pk} {words}")
    response.set_cookie(
        COOKIE.format(kind), sealed, max_age=LASTS, path=_path(request), httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


def held(request, kind: str) -> str:
    """The words, "" where there are none, they are too old, or another congress's."""
    congress, _blank, words = unseal(request.COOKIES.get(COOKIE.format(kind), ""), LASTS).partition(" ")
    return words if congress == str(request.congress.pk) else ""


def forget(request, response: HttpResponse, kind: str) -> HttpResponse:
    response.delete_cookie(COOKIE.format(kind), path=_path(request), samesite="Lax")
    return response


def _path(request) -> str:
    return f"/c/{request.congress.code}/"
