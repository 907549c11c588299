"""What came over HTTP, as WSGI wants it: the environ of a request, and its body read to the end before a thread is taken."""

import asyncio
import os
import sys
import time
from collections import Counter
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import IO, Any
from urllib.parse import unquote_to_bytes

IN_MEMORY = 32 * 1024  # bytes of a body; a longer one goes to a temporary file
LONG = 512 * 1024  # bytes from which a body is an upload; what is shorter is a page's form
MOST_BODY = 256 * 2**20  # nine files of 20 MB and the form around them
MOST_ASKING = 2**20  # of a request that should need none (GET, HEAD, …)
SENDING = {"POST", "PUT", "PATCH"}
PAUSE = 30  # seconds that the next piece of a body may take
SLOWEST = 2_000  # bytes a second of a body, after its first minute
LONGEST = 1_800  # seconds that this may come to
# who may say that the visitor came by HTTPS: a proxy on this machine, as with gunicorn's own workers
TRUSTED = frozenset(os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1").split(","))
SECURE = {b"x-forwarded-proto": b"https", b"x-forwarded-protocol": b"ssl", b"x-forwarded-ssl": b"on"}
_UNPREFIXED = {b"content-type": "CONTENT_TYPE", b"content-length": "CONTENT_LENGTH"}
_names: dict[bytes, str] = {}  # header → name in the environ; "" for one that is dropped


class Unfit(Exception):
    """The request cannot be taken; `status` says why."""

    def __init__(self, status: int):
        super().__init__(status)
        self.status = status


class Room:
    """What bodies of one kind may take in this process together, and those of one address: in bytes."""

    def __init__(self, most: int, of_one: int):
        self.most, self.of_one, self.held = most, of_one, 0
        self.by_sender: Counter[str] = Counter()

    def change(self, sender: str, more: int) -> None:
        """Unfit where there is not as much left. A proxy on this machine is everybody, and has no share of its own."""
        ours = self.by_sender[sender] + more
        if more > 0 and (self.held + more > self.most or (ours > self.of_one and sender not in TRUSTED)):
            raise Unfit(503)
        self.held += more
        self.by_sender[sender] = ours
        if not ours:
            del self.by_sender[sender]


# an office has one address for all its people; forms have a room that no uploads fill
FORMS = Room(256 * 2**20, 64 * 2**20)
UPLOADS = Room(2**30, 3 * MOST_BODY)


class Body(SpooledTemporaryFile):
    """A body as it comes, in memory or in a temporary file. What all that are in files take together is bounded; in memory
    it is IN_MEMORY for each connection at most."""

    _counting = Lock()  # filled in the loop, closed in a thread

    def __init__(self, most: int, sender: str = "", declared: int = 0):
        super().__init__(IN_MEMORY)
        self.most, self.sender, self.declared, self.length = most, sender, declared, 0
        self.room, self.counted = FORMS, 0

    def take(self, piece: bytes) -> None:
        """Unfit where this one is too long, or all are."""
        if self.length + len(piece) > self.most:
            raise Unfit(413)
        self.length += len(piece)
        if self.length > IN_MEMORY:  # what is short is taken whatever others send
            self._count(FORMS if max(self.length, self.declared) <= LONG else UPLOADS, self.length)
        self.write(piece)

    def close(self) -> None:
        if not self.closed:
            self._count(self.room, 0)
        super().close()

    def _count(self, room: Room, length: int) -> None:
        """So much of this room is this body's, and nothing of the other. Unfit where there is not as much."""
        with self._counting:
            before = self.counted if room is self.room else 0
            room.change(self.sender, length - before)
            if room is not self.room:
                self.room.change(self.sender, -self.counted)
            self.room, self.counted = room, length


class Gone(Exception):
    """Whoever asked has gone, or sends nothing more."""


def environ_of(scope: dict) -> dict[str, Any]:
    """The environ of an ASGI scope, still without its body."""
    host, port = scope["server"] or ("", 0)
    client = scope["client"] or ("", 0)
    made: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"], "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"), "SERVER_NAME": host, "SERVER_PORT": str(port or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}", "REMOTE_ADDR": client[0], "REMOTE_PORT": str(client[1]),
        "wsgi.version": (1, 0), "wsgi.url_scheme": scope["scheme"], "wsgi.errors": sys.stderr, "wsgi.multithread": True,
        "wsgi.multiprocess": True, "wsgi.run_once": False, "wsgi.file_wrapper": File, "wsgi.input_terminated": True,
    }  # fmt: skip
    for header, value in scope["headers"]:
        name = _names.get(header)
        if name is None:
            name = _name(header)
        if not name:
            continue
        text = value.decode("latin-1")
        if name in made:
            text = f"{made[name]}{'; ' if name == 'HTTP_COOKIE' else ','}{text}"
        made[name] = text
    if secure(scope["client"], scope["headers"]):
        made["wsgi.url_scheme"] = "https"
    return made


def secure(client: tuple[str, int] | None, headers) -> bool:
    """Does a proxy on this machine say that the visitor came by HTTPS?"""
    if client is None or client[0] not in TRUSTED:
        return False
    return any(name in SECURE and value.lower() == SECURE[name] for name, value in headers)


def _name(header: bytes) -> str:
    """A name with "_" is dropped: it would stand for the one with "-", which a proxy sets and nobody else may."""
    name = _UNPREFIXED.get(header) or f"HTTP_{header.decode('latin-1').upper().replace('-', '_')}"
    if b"_" in header or header in (b"transfer-encoding", b"proxy"):
        name = ""
    if len(_names) < 500:
        _names[header] = name
    return name


def has_body(scope: dict, environ: dict) -> bool:
    return environ.get("CONTENT_LENGTH", "0") != "0" or any(
        name == b"transfer-encoding" for name, _value in scope["headers"]
    )


async def body(environ: dict, receive) -> IO[bytes]:
    """The whole body. Unfit where it is too long, Gone where it does not come."""
    declared = environ.get("CONTENT_LENGTH", "0")
    if not declared.isdecimal():
        raise Unfit(400)
    most = MOST_BODY if environ["REQUEST_METHOD"] in SENDING else MOST_ASKING
    if int(declared) > most:
        raise Unfit(413)
    kept, more, began = Body(most, environ["REMOTE_ADDR"], int(declared)), True, time.monotonic()
    try:
        while more:
            async with asyncio.timeout(PAUSE):
                event = await receive()
            if event["type"] == "http.disconnect":
                raise Gone
            kept.take(event["body"])
            more = event["more_body"]
            if more and time.monotonic() - began > 2 * PAUSE + min(kept.length / SLOWEST, LONGEST):
                raise TimeoutError
    except TimeoutError:
        kept.close()
        raise Unfit(408) from None
    except BaseException:
        kept.close()
        raise
    environ["CONTENT_LENGTH"] = str(kept.length)
    kept.seek(0)
    return kept


class File:
    """An open file as the answer: the event loop sends it, so that a slow reader holds no thread."""

    def __init__(self, file: IO[bytes], block: int = 64 * 1024):
        self.file, self.close = file, getattr(file, "close", lambda: None)

    def __iter__(self):
        return iter(lambda: self.file.read(64 * 1024), b"")
