"""Requests and answers of the hall: read with a limit, answer JSON, let in only the origins that are ours."""

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

MOST = 128 * 1024  # bytes of a body; the longest sheet is a list of some hundred names
PATIENCE = 20  # seconds that a body may take
PLAIN = [
    (b"content-type", b"application/json; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]
PREFLIGHT = [
    (b"access-control-allow-methods", b"GET, POST"),
    (b"access-control-allow-headers", b"authorization, content-type, last-event-id"),
    (b"access-control-max-age", b"600"),
    (b"content-length", b"0"),
]


class Problem(Exception):
    """An answer that is no success: status, a word for programs, a sentence for people."""

    def __init__(self, status: int, code: str, say: str = "", wait: int = 0):
        super().__init__(say)
        self.status, self.code, self.say, self.wait = status, code, say, wait


@dataclass(slots=True)
class Request:
    """One request as the hall understands it; `path` without the prefix."""

    method: str
    path: tuple[str, ...]
    headers: dict[bytes, bytes]
    address: str
    receive: Any = field(repr=False)

    @classmethod
    def of(cls, scope, receive) -> "Request":
        client = scope.get("client")
        parts = tuple(scope["path"].strip("/").split("/"))
        return cls(scope["method"], parts, dict(scope["headers"]), client[0] if client else "", receive)

    @property
    def ticket(self) -> str:
        """What stands after "Authorization: Bearer"; "" where nothing does."""
        kind, _space, value = self.headers.get(b"authorization", b"").partition(b" ")
        return value.strip().decode("ascii", "replace") if kind.lower() == b"bearer" else ""

    async def body(self) -> bytes:
        """What was sent. Problem where it is too long or too slow."""
        declared = self.headers.get(b"content-length", b"")
        if declared.isdigit() and int(declared) > MOST:
            raise Problem(413, "too_long", _("内容太长。"))
        body = b""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    message = await self.receive()
                    if message["type"] == "http.disconnect":
                        raise Problem(400, "gone")
                    body += message.get("body", b"")
                    if len(body) > MOST:
                        raise Problem(413, "too_long", _("内容太长。"))
                    if not message.get("more_body"):
                        break
        except TimeoutError:
            raise Problem(408, "too_slow", _("网络太慢，请再试一次。")) from None
        return body

    async def json(self) -> dict:
        """The body as an object. Problem where it is none."""
        try:
            found = json.loads(await self.body())
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise Problem(400, "unreadable", _("内容无法识别。"))
        return found


class Origins:
    """Which pages may ask from another port or host: exactly these."""

    def __init__(self, allowed: Iterable[str]):
        self.allowed = {origin.rstrip("/").encode() for origin in allowed}

    def headers(self, request: Request) -> list[tuple[bytes, bytes]]:
        """CORS headers for a page of ours, none for a request without origin. Problem for a stranger's page."""
        origin = request.headers.get(b"origin")
        if origin is None:
            return []
        if origin in self.allowed or origin == _own(request):
            return [(b"access-control-allow-origin", origin), (b"vary", b"origin")]
        raise Problem(403, "origin", _("这个网页不能使用会场服务。"))


def _own(request: Request) -> bytes:
    """The origin of a page that came from the same host and port, as behind a proxy with one address."""
    host = request.headers.get(b"host", b"")
    scheme = request.headers.get(b"x-forwarded-proto", b"http")
    return scheme + b"://" + host


async def answer(send, status: int, found: Any, headers: Iterable = ()) -> None:
    """One JSON document."""
    body = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
    every = [*PLAIN, (b"content-length", str(len(body)).encode()), *headers]
    await send({"type": "http.response.start", "status": status, "headers": every})
    await send({"type": "http.response.body", "body": body})


async def refuse(send, problem: Problem, headers: Iterable = ()) -> None:
    more = [(b"retry-after", str(problem.wait).encode())] if problem.wait else []
    await answer(send, problem.status, {"code": problem.code, "say": str(problem.say)}, [*headers, *more])


async def preflight(send, headers: Iterable) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": [*headers, *PREFLIGHT]})
    await send({"type": "http.response.body", "body": b""})
