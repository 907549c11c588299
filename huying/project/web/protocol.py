"""uvicorn's HTTP protocol with limits for the head of a request, and with kept pages answered while it is being read.

A kept page needs no task, no scope and no application: what a request costs beyond its bytes is most of what it costs.
"""

import asyncio
from typing import Any
from urllib.parse import unquote_to_bytes

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from huying.project.public_cache import parts

from .requests import secure

IDLE = 75  # seconds that an open connection may wait for its next request; longer than a proxy's own 60
HEAD = 15  # seconds in which the head of a request must have come
MOST_HEAD = 64 * 1024  # bytes of it
READ = {  # headers that tell one kept page from another, or say that none is meant
    b"host": "HTTP_HOST", b"cookie": "HTTP_COOKIE", b"accept-language": "HTTP_ACCEPT_LANGUAGE",
    b"accept-encoding": "HTTP_ACCEPT_ENCODING", b"if-none-match": "HTTP_IF_NONE_MATCH", b"range": "HTTP_RANGE",
    b"authorization": "HTTP_AUTHORIZATION", b"hx-request": "HTTP_HX_REQUEST", b"x-forwarded-proto": "HTTP_X_FORWARDED_PROTO",
}  # fmt: skip
WITH_BODY = {b"content-length", b"transfer-encoding", b"expect", b"upgrade"}
STATUS = {200: b"HTTP/1.1 200 OK\r\n", 304: b"HTTP/1.1 304 Not Modified\r\n"}


class _Answered:
    """What stands for the request before, once a kept page was its answer."""

    response_complete = True
    message_event = asyncio.Event()


class Protocol(HttpToolsProtocol):
    timer: asyncio.TimerHandle | None = None
    length = 0  # of the head that is being read

    def connection_made(self, transport) -> None:
        super().connection_made(transport)
        self.timer = self.loop.call_later(HEAD, transport.close)

    def data_received(self, data: bytes) -> None:
        self.length += len(data)
        super().data_received(data)
        # The rest of a head is still to come. What frames a body, or stands behind it, belongs to the request in hand.
        if self.length and self.timer is None and not self._in_hand():
            self.timer = self.loop.call_later(HEAD, self.transport.close)
        if self.length > MOST_HEAD and not self.transport.is_closing():
            self.send_400_response("The head of the request is too long.")

    def on_headers_complete(self) -> None:
        self._in_time()
        if not self._answer_at_once():
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self.length = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self.length = 0
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._in_time()
        super().connection_lost(exc)

    def _unsupported_upgrade_warning(self) -> None:
        """Whoever offers another protocol is answered in this one, once: behind the offer the parser reads no further."""
        self.cycle.keep_alive = False

    def _in_time(self) -> None:
        self.length = 0
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None

    def _in_hand(self) -> bool:
        """Is a request being read or answered?"""
        return self.cycle is not None and not self.cycle.response_complete

    def _answer_at_once(self) -> bool:
        """Write a kept page; False where there is none, or where the order of answers would suffer."""
        if self._in_hand() or self.flow.write_paused:
            return False
        method = self.parser.get_method()
        if (
            method not in (b"GET", b"HEAD")
            or self.parser.get_http_version() != "1.1"
            or not self.parser.should_keep_alive()
        ):
            return False
        environ = self._asked(method)
        page = self.app.cache.at_once(environ) if environ else None
        if page is None:
            return False
        status, headers, body = parts(page, environ)
        lines = [b"%b: %b\r\n" % line for line in (*self.server_state.default_headers, *headers)]
        self.transport.write(b"".join((STATUS[status], *lines, b"\r\n", body)))
        self.cycle: Any = _Answered
        self.on_response_complete()
        return True

    def _asked(self, method: bytes) -> dict[str, Any] | None:
        """As much of the environ as the kept pages ask for."""
        path, _mark, query = self.url.partition(b"?")
        if not path.startswith(b"/"):
            return None
        made: dict[str, Any] = {
            "REQUEST_METHOD": method.decode(), "QUERY_STRING": query.decode("latin-1"),
            "PATH_INFO": (unquote_to_bytes(path) if b"%" in path else path).decode("latin-1"),
            "wsgi.url_scheme": "https" if secure(self.client, self.headers) else "http",
        }  # fmt: skip
        for name, value in self.headers:
            if name in WITH_BODY:
                return None
            if (known := READ.get(name)) is not None:
                if known in made:  # said twice: not what browsers do
                    return None
                made[known] = value.decode("latin-1")
        return made


def config(front, **more) -> uvicorn.Config:
    """uvicorn as it serves these pages; what a proxy says of the visitor is read in requests.py and by Django."""
    return uvicorn.Config(
        front, loop="uvloop", http=Protocol, ws="none", lifespan="off", interface="asgi3", log_config=None,
        access_log=False, proxy_headers=False, server_header=False, timeout_keep_alive=IDLE, **more,
    )  # fmt: skip
