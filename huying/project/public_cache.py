"""Public pages out of memory, in front of Django: what a visitor without a session reads is made once and handed to many.

Only the views in public_views.KEPT are kept, and they are made from a request without any cookie but the look and the
language, so that nothing personal can get into them. A page is made anew when the congress's chain has grown: the chain
is looked at every CHECK seconds, so a change is seen by everybody after CHECK seconds at the latest (plus the making of
the page). What changes without a trace (the day, a count of readings) shows after OLDEST seconds. Each process keeps its
own pages, at most PUBLIC_CACHE_MB megabytes of them; the page that was asked for longest ago goes first.
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

from django.conf import settings
from django.db import connection
from django.urls import resolve

from huying.kernel.ledger import ChainHead
from huying.kernel.prepared import Prepared
from huying.portal import counting

from . import public_views

log = logging.getLogger("huying.web")
CHECK = 3.0  # seconds between two looks at a congress's chain
OLDEST = 60.0  # seconds after which a page is made anew whatever the chain says
MOST_BODY = 512 * 1024  # bytes of one page or picture that is kept


@dataclass
class Page:
    """One page as it goes out, and the state of the chain from which it was made."""

    headers: list[tuple[str, str]]
    body: bytes
    packed: bytes
    etag: str
    head: int
    made: float
    counts: tuple[str, str, str] | None
    making: threading.Lock = field(default_factory=threading.Lock)

    @property
    def weight(self) -> int:
        return len(self.body) + len(self.packed) + 2_000


class PublicCache:
    """A WSGI application around Django's."""

    def __init__(self, app: Callable, megabytes: int):
        self.app, self.most = app, megabytes * 2**20
        self.pages: OrderedDict[tuple, Page] = OrderedDict()
        self.weight = 0
        self.heads: dict[str, tuple[float, int]] = {}  # congress code → (looked at, length of its chain)
        self.lock = threading.Lock()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
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
        """Length of the congress's chain as known at most CHECK seconds ago; None where it cannot be asked now."""
        now = time.monotonic()
        looked, head = self.heads.get(code, (-CHECK, -1))
        if now - looked < CHECK:
            return head
        if head >= 0:  # one asks, the others go on with what is known
            self.heads[code] = (now, head)
        try:
            head = next((n for (n,) in _length(code)), 0) if code else int(now / CHECK)
        except Exception:
            log.exception("the chain could not be asked")
            connection.close()
            self.heads.pop(code, None)
            return None
        self.heads[code] = (now, head)
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
    asked = environ.get("HTTP_IF_NONE_MATCH", "")
    if asked and page.etag in asked:
        start_response(
            "304 Not Modified", [h for h in page.headers if not h[0].lower().startswith("content-")]
        )
        return []
    if (
        page.counts and environ["REQUEST_METHOD"] == "GET"
    ):  # who only asks whether it changed has read it before
        counting.note(*page.counts)
    body, headers = page.body, page.headers
    if page.packed and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        body, headers = page.packed, [*headers, ("Content-Encoding", "gzip")]
    start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def write_down() -> None:
    """What was counted goes to the database; a busy one is asked again later."""
    try:
        counting.flush()
    except Exception as error:
        log.warning("readings could not be written down: %s", error)
