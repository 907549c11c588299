"""The ASGI application in front of Django: kept pages are answered in the event loop, all else by WSGI in a few threads."""

import asyncio
import io
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from huying.project.public_cache import PublicCache, parts

from . import requests

THREADS = 4
AT_ONCE = 512 * 1024  # bytes of an answer that is handed over whole
STALLED = 60  # seconds that a reader may take for one piece of a longer one


class Front:
    """`threads`: how many requests Django answers at the same time; the others wait, without holding anything but memory."""

    def __init__(self, cache: PublicCache, threads: int = THREADS):
        self.cache, self.threads = cache, threads
        self.asked = 0  # requests that went to Django
        self._pool: ThreadPoolExecutor | None = None

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            raise NotImplementedError(scope["type"])
        environ = requests.environ_of(scope)
        if (page := self.cache.at_once(environ)) is not None:  # where protocol.py has not answered already
            status, headers, body = parts(page, environ)
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": body})
            return
        try:
            sent = await requests.body(environ, receive) if requests.has_body(scope, environ) else None
        except requests.Unfit as reason:
            await _refuse(send, reason.status)
            return
        except requests.Gone:
            return
        environ["wsgi.input"] = sent if sent is not None else io.BytesIO()
        await self._ask(environ, send)

    async def _ask(self, environ, send) -> None:
        self.asked += 1
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self.pool, _answer, self.cache, environ, send, loop)
        if answer is None:  # it was sent piece by piece
            return
        status, headers, body = answer
        if (
            isinstance(body, bytes)
            and body
            and not any(name == b"content-length" for name, _value in headers)
        ):
            headers.append((b"content-length", b"%d" % len(body)))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        if isinstance(body, bytes):
            await send({"type": "http.response.body", "body": body})
            return
        try:
            while piece := body.file.read(64 * 1024):
                await asyncio.wait_for(
                    send({"type": "http.response.body", "body": piece, "more_body": True}), STALLED
                )
            await send({"type": "http.response.body", "body": b""})
        finally:  # closing ends the request for Django
            await loop.run_in_executor(self.pool, body.close)

    @property
    def pool(self) -> ThreadPoolExecutor:
        if self._pool is None:  # a process that was forked has no threads of its parent's
            self._pool = ThreadPoolExecutor(self.threads, thread_name_prefix="django")
        return self._pool


def _answer(app: Callable, environ: dict, send, loop) -> tuple[int, list, Any] | None:
    """In a thread: what the application says; None where it was long and has been sent from here."""
    began: list[tuple[str, list]] = []

    def start_response(status, headers, exc_info=None):
        began[:] = [(status, headers)]
        return lambda _data: None

    try:
        said: Iterable[bytes] = app(environ, start_response)
        if isinstance(said, requests.File):
            return *_spelled(*began[0]), said
        try:
            return _read(said, began, send, loop)
        finally:
            getattr(said, "close", lambda: None)()
    finally:
        environ["wsgi.input"].close()


def _read(said, began, send, loop):
    pieces, length, pieces_left = [], 0, iter(said)
    for piece in pieces_left:
        pieces.append(piece)
        length += len(piece)
        if length > AT_ONCE:
            break
    else:
        return *_spelled(*began[0]), b"".join(pieces)

    def put(message):
        asyncio.run_coroutine_threadsafe(send(message), loop).result(STALLED)

    status, headers = _spelled(*began[0])
    put({"type": "http.response.start", "status": status, "headers": headers})
    put({"type": "http.response.body", "body": b"".join(pieces), "more_body": True})
    for piece in pieces_left:
        put({"type": "http.response.body", "body": piece, "more_body": True})
    put({"type": "http.response.body", "body": b""})
    return None


def _spelled(status: str, headers) -> tuple[int, list[tuple[bytes, bytes]]]:
    return int(status[:3]), [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in headers]


async def _refuse(send, status: int) -> None:
    headers = [(b"content-length", b"0"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
