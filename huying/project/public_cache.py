"""Public pages out of memory, in front of Django: what a visitor without a session reads is made once and handed to many.
web/front.py answers with a kept page before any thread is taken (`at_once`); under any other server the WSGI call does.

Only the views in public_views.KEPT are kept, and they are made from a request without any cookie but the look and the
language, so that nothing personal can get into them. A page is made anew when the congress's chain has grown: the chain
is looked at every CHECK seconds, so a change is seen by everybody after CHECK seconds at the latest (plus the making of
the page). What changes without a trace (the day, a count of readings) or only a number (public_views.QUIET: forty voices a
second must not make every page anew) shows after OLDEST seconds. Each process keeps its own pages, at most PUBLIC_CACHE_MB
megabytes of them; the page that was asked for longest ago goes first.
"""

import contextlib
import gzip
import hashlib
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.db import connection
from django.urls import resolve

from huying.kernel.case import Trace
from huying.kernel.ledger import ChainHead
from huying.kernel.prepared import Prepared
from huying.portal import counting

from . import public_views

log = logging.getLogger("huying.web")
CHECK = 3.0  # seconds between two looks at a congress's chain
OLDEST = 60.0  # seconds after which a page is made anew whatever the chain says
MOST_BODY = 512 * 1024  # bytes of one page or picture that is kept
UNKNOWN = (-CHECK, -1, -1)
ASKED = "huying.asked"  # in a request's environ: what public_views.asked() said of it


@dataclass
class Page:
    """One page as it goes out; `head`: the last trace known when it was made (PublicCache.heads)."""

    headers: list[tuple[str, str]]
    body: bytes
    packed: bytes
    etag: str
    head: int
    made: float
    counts: tuple[str, str, str] | None
    making: threading.Lock = field(default_factory=threading.Lock)

    @cached_property
    def spelled(self) -> dict[str, tuple[int, list[tuple[bytes, bytes]]]]:
        """Status and headers as an event loop sends them: of the body, of the packed one, of none."""
        lines = [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in self.headers]
        length = len(self.body), len(self.packed)
        return {
            "body": (200, [*lines, (b"content-length", b"%d" % length[0])]),
            "packed": (200, [*lines, (b"content-encoding", b"gzip"), (b"content-length", b"%d" % length[1])]),
            "": (304, [line for line in lines if not line[0].startswith(b"content-")]),
        }

    @property
    def weight(self) -> int:
        return len(self.body) + len(self.packed) + 2_000


class PublicCache:
    """A WSGI application around Django's."""

    def __init__(self, app: Callable, megabytes: int):
        self.app, self.most = app, megabytes * 2**20
        self.pages: OrderedDict[tuple, Page] = OrderedDict()
        self.weight = 0
        # congress code → when it was looked at; the last trace that changes public pages; the last one seen
        self.heads: dict[str, tuple[float, int, int]] = {}
        self.lock = threading.Lock()

    def at_once(self, environ: dict) -> Page | None:
        """A page that can be answered with now; None where the database or Django has to be asked, which takes a thread.

        Who asks for a page that is due to be made anew makes it; until it is there the others get the old one.
        """
        asked = environ[ASKED] = public_views.asked(environ) if self.most else None
        if asked is None or counting.due():
            return None
        key, code = asked
        looked, head, _seen = self.heads.get(code, UNKNOWN)
        now = time.monotonic()
        if now - looked >= CHECK or (page := self._page(key)) is None:
            return None
        if (page.head == head and now - page.made < OLDEST) or page.making.locked():
            return page
        return None

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if ASKED in environ:
            asked = environ[ASKED]
        else:
            asked = public_views.asked(environ) if self.most else None
        if asked is None:
            return self.app(environ, start_response)
        key, code = asked
        if counting.due():
            write_down()
        head, now = self._head(code), time.monotonic()
        page = self._page(key)
        if page is not None and head is not None:
            if page.head == head and now - page.made < OLDEST:
                return _answer(page, environ, start_response)
            if not page.making.acquire(blocking=False):  # somebody is making it anew
                return _answer(page, environ, start_response)
            try:
                return self._make(key, code, head, environ, start_response)
            finally:
                page.making.release()
        return self._make(key, code, head, environ, start_response)

    def _head(self, code: str) -> int | None:
        """Last trace that changes public pages as known at most CHECK seconds ago; None where it cannot be asked now."""
        now = time.monotonic()
        looked, head, seen = self.heads.get(code, UNKNOWN)
        if now - looked < CHECK:
            return head
        if head >= 0:  # one asks, the others go on with what is known
            self.heads[code] = (now, head, seen)
        try:
            head, seen = _grown(code, head, seen) if code else (int(now / CHECK), 0)
        except Exception:
            log.exception("the chain could not be asked")
            connection.close()
            self.heads.pop(code, None)
            return None
        self.heads[code] = (now, head, seen)
        if len(self.heads) > 10_000:
            self.heads.clear()
        return head

    def _page(self, key) -> Page | None:
        with self.lock:
            page = self.pages.get(key)
            if page is not None:
                self.pages.move_to_end(key)
            return page

    def _make(self, key, code, head, environ, start_response):
        """Ask Django as a stranger; keep the answer if it may be kept."""
        began: list = []
        body = self.app(
            _stranger(environ, key), lambda status, headers, exc_info=None: began.append((status, headers))
        )
        ((status, headers),) = began
        counts = public_views.counted_as(environ["PATH_INFO"], code)
        if not _may_be_kept(status, headers):
            if counts and status.startswith("200") and environ["REQUEST_METHOD"] == "GET":
                counting.note(*counts)
            self._drop(key)
            start_response(status, headers)
            return body
        with contextlib.closing(body) if hasattr(body, "close") else contextlib.nullcontext():
            whole = b"".join(body)
        is_file = resolve(environ["PATH_INFO"]).view_name == "file"
        page = _made(headers, whole, -1 if head is None else head, counts, is_file)
        if page.weight <= MOST_BODY * 2:
            self._keep(key, page)
        return _answer(page, environ, start_response)

    def _keep(self, key, page) -> None:
        with self.lock:
            if (old := self.pages.pop(key, None)) is not None:
                self.weight -= old.weight
            self.pages[key] = page
            self.weight += page.weight
            while self.weight > self.most:
                _key, gone = self.pages.popitem(last=False)
                self.weight -= gone.weight

    def _drop(self, key) -> None:
        with self.lock:
            if (old := self.pages.pop(key, None)) is not None:
                self.weight -= old.weight


_length = Prepared(lambda code: ChainHead.everywhere.filter(congress__code=code).values_list("seq"), str)
_last_loud = Prepared(
    lambda code, seen: (
        Trace.everywhere.filter(congress__code=code, seq__gt=seen)
        .exclude(step__in=public_views.QUIET)
        .order_by("-seq")
        .values_list("seq")[:1]
    ),
    str,
    int,
)


def _grown(code: str, head: int, seen: int) -> tuple[int, int]:
    """What is known of the chain now, from what was."""
    length = next((n for (n,) in _length(code)), 0)
    if head < 0 or length == seen:
        return (length if head < 0 else head), length
    return next((n for (n,) in _last_loud(code, seen)), head), length


def _stranger(environ: dict, key: tuple) -> dict:
    """The same request from somebody of whom nothing is known but how the page shall look."""
    _host, _scheme, _path, query, language, large, theme = key
    made = {k: v for k, v in environ.items() if not k.startswith(("HTTP_", "huying."))}
    kept = ("HTTP_HOST", *([settings.SECURE_PROXY_SSL_HEADER[0]] if settings.SECURE_PROXY_SSL_HEADER else []))
    made |= {name: environ[name] for name in kept if name in environ}
    looks = {settings.LANGUAGE_COOKIE_NAME: language, "large": large, "theme": theme}
    made["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in looks.items() if value)
    made["REQUEST_METHOD"], made["QUERY_STRING"], made[counting.BY_CACHE] = "GET", query, True
    made.pop("CONTENT_LENGTH", None)
    return made


def _may_be_kept(status: str, headers) -> bool:
    """A whole page without a cookie and without a nonce of its own, small enough."""
    if not status.startswith("200"):
        return False
    for name, value in headers:
        name = name.lower()
        if name == "set-cookie" or (name == "content-security-policy" and "nonce-" in value):
            return False
        if name == "content-length" and int(value) > MOST_BODY:
            return False
    return True


OURS = {"content-length", "cache-control", "expires", "vary", "etag", "last-modified", "content-encoding"}


def _made(headers, body, head, counts, is_file=False) -> Page:
    kept = [(k, v) for k, v in headers if k.lower() not in OURS]
    kind = next((v for k, v in kept if k.lower() == "content-type"), "")
    is_text = kind.startswith("text/") or "xml" in kind or "json" in kind
    packed = gzip.compress(body, 6, mtime=0) if is_text and len(body) > 500 else b""
    # a page may change at any moment; the bytes of a file never do, and a browser that has them may keep them an hour
    how = "private, max-age=3600" if is_file else "no-cache"
    kept += [("Cache-Control", how), ("Vary", "Cookie, Accept-Language, Accept-Encoding")]
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:24]}"'
    return Page([*kept, ("ETag", etag)], body, packed, etag, head, time.monotonic(), counts)


def _answer(page: Page, environ, start_response) -> list[bytes]:
    status, headers, body = parts(page, environ)
    names = {name.lower(): name for name, _value in page.headers}
    lines = [(names.get(name := k.decode("latin-1"), name.title()), v.decode("latin-1")) for k, v in headers]
    start_response("200 OK" if status == 200 else "304 Not Modified", lines)
    return [body] if body else []


def parts(page: Page, environ) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    """Status, headers and body of the answer with this page; counts the reading."""
    asked = environ.get("HTTP_IF_NONE_MATCH", "")
    if asked and page.etag in asked:
        return *page.spelled[""], b""
    reads = environ["REQUEST_METHOD"] == "GET"
    if page.counts and reads:  # who only asks whether it changed has read it before
        counting.note(*page.counts)
    which = "packed" if page.packed and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") else "body"
    return *page.spelled[which], (getattr(page, which) if reads else b"")


def write_down() -> None:
    """What was counted goes to the database; a busy one is asked again later."""
    try:
        counting.flush()
    except Exception as error:
        log.warning("readings could not be written down: %s", error)
