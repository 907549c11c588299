"""Which row a browser has proved to be its own by number and code: a sealed cookie, and nothing in the database.

Forty people a second who say something would else be forty sessions a second. The cookie holds key and code encrypted, is
sent to this congress's pages only, and no script reads it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from huying.kernel.crypto import seal, unseal
from huying.kernel.slipcodes import Codes

COOKIE = "proved_{}"


@dataclass(frozen=True)
class Proof:
    """Of one kind of row. `rows(congress, pk)`: the row with this key, or nothing; it has `number` and `code_digest`."""

    kind: str  # names the cookie
    codes: Codes
    rows: Callable[[int, int], Iterable[Any]]
    lasts: int = 1800  # seconds

    def hold(self, request, response: HttpResponse, row, code: str, more: str = "") -> HttpResponse:
        """The response, with which this browser remembers whose `row` is; `more`: a word to be remembered beside it."""
        sealed = seal(f"{request.congress.pk} {row.pk} {code} {more}")
        response.set_cookie(
            COOKIE.format(self.kind), sealed, max_age=self.lasts, path=_path(request), httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
        return response

    def held(self, request, rows: Callable[[int, int], Iterable[Any]] | None = None) -> tuple[Any, str]:
        """(row, code) that this browser has proved a short while ago, in this congress; or (None, "")."""
        pk, code, _more = self._words(request)
        row = next(iter((rows or self.rows)(request.congress.pk, int(pk))), None) if pk.isdigit() else None
        return (row, code) if row is not None and self.codes.fits(row, code) else (None, "")

    def more(self, request) -> str:
        """The word beside the row, "" where nothing is held."""
        return self._words(request)[2]

    def forget(self, request, response: HttpResponse) -> HttpResponse:
        response.delete_cookie(COOKIE.format(self.kind), path=_path(request), samesite="Lax")
        return response

    def _words(self, request) -> tuple[str, str, str]:
        kept = unseal(request.COOKIES.get(COOKIE.format(self.kind), ""), self.lasts)
        congress, pk, code, more = [*kept.split(" "), "", "", "", ""][:4]
        return (pk, code, more) if congress == str(request.congress.pk) else ("", "", "")


def _path(request) -> str:
    return f"/c/{request.congress.code}/"
