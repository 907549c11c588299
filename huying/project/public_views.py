"""Which public page a request asks for: the views whose pages are kept, and what tells one page from another.

KEPT is an allow-list. Of an address only the parameters that its view reads matter, of the cookies only the look and the
language; who carries a cookie that makes them somebody gets no kept page.
"""

from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http.cookie import parse_cookie
from django.urls import Resolver404, resolve
from django.utils import translation

from .signin import WAS_IN

LONGEST = 300  # characters of address and query of a page that is kept
LOOKS = {"large": ("1",), "theme": ("light", "dark")}


@dataclass(frozen=True)
class View:
    """`query`: the parameters that matter, all others are dropped; `counts`: what one opening is counted as."""

    query: tuple[str, ...] = ()
    counts: str = ""
    key: str = "pk"


# Steps after which public pages say nothing else than a number: how many voices there are. It may be a minute old.
QUIET = ("voices.say", "voices.confirm")
SEARCHED = ("q", "page", "after")
KEPT = {
    "home": View(),
    "desk": View(),
    "found": View(("q",)),
    "yearly": View(("year",)),
    "sitemap": View(),
    "robots": View(),
    "checkpoints": View(),
    "file": View(("download",)),
    "stations:list": View(("q", "area", "kind", "star", "open")),
    "deputies:list": View(("q", "delegation", "page")),
    "deputies:one": View(),
    "voices:declined": View(("page",)),
    "voices:taken_down": View(("page",)),
    "calls:public": View(("page",)),
    "suggestions:public": View((*SEARCHED, "field", "unit", "year")),
    "suggestions:public_item": View(),
    "articles:read": View(SEARCHED),
    "articles:column": View(SEARCHED),
    "articles:public": View(counts="article"),
    "articles:log": View(),
    "articles:talks": View(),
    "articles:feed": View(),
    "remarks:public": View(("thanks",)),
}


def asked(environ) -> tuple[tuple, str] | None:
    """Key of the page and code of its congress; None for what is not ours to keep."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return None
    path = environ.get("PATH_INFO", "")
    if len(path) > LONGEST or len(environ.get("QUERY_STRING", "")) > LONGEST:
        return None
    if any(name in environ for name in ("HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_RANGE")):
        return None
    found = _view(path)
    if found is None:
        return None
    cookies = parse_cookie(environ["HTTP_COOKIE"]) if environ.get("HTTP_COOKIE") else {}
    if cookies and not _personal().isdisjoint(cookies):
        return None
    looks = tuple(cookies.get(name, "") if cookies.get(name) in ok else "" for name, ok in LOOKS.items())
    language = _language(
        cookies.get(settings.LANGUAGE_COOKIE_NAME, ""), environ.get("HTTP_ACCEPT_LANGUAGE", "")[:200]
    )
    query = _query(environ.get("QUERY_STRING", ""), found[0])
    host = environ.get("HTTP_HOST", "").lower()
    return (host, _scheme(environ), path, query, language, *looks), found[1]


@lru_cache(maxsize=4096)
def _view(path: str) -> tuple[str, str] | None:
    """(name of the kept view, congress's code) of an address."""
    if path.startswith(("/static/", "/api/")):
        return None
    try:
        match = resolve(path)
    except (Resolver404, ValueError):
        return None
    return (match.view_name, match.kwargs.get("code", "")) if match.view_name in KEPT else None


def counted_as(path: str, code: str) -> tuple[str, str, str] | None:
    match = resolve(path)
    view = KEPT[match.view_name]
    return (code, view.counts, str(match.kwargs[view.key])) if view.counts else None


@lru_cache(maxsize=1024)
def _query(query: str, name: str) -> str:
    """The parameters that matter to this view, in one order."""
    if not query:
        return ""
    wanted = KEPT[name].query
    pairs = parse_qsl(query, keep_blank_values=False, errors="replace")
    return urlencode(sorted((k, v) for k, v in pairs if k in wanted))


@lru_cache(maxsize=1)
def _personal() -> frozenset[str]:
    """Cookies that make a visitor somebody."""
    return frozenset({settings.SESSION_COOKIE_NAME, "messages", WAS_IN})


@lru_cache(maxsize=1024)
def _language(chosen: str, accepted: str) -> str:
    cookies = {settings.LANGUAGE_COOKIE_NAME: chosen} if chosen else {}
    asked = SimpleNamespace(COOKIES=cookies, META={"HTTP_ACCEPT_LANGUAGE": accepted})
    return translation.get_language_from_request(asked)  # type: ignore[arg-type]  # what it reads of a request


def _scheme(environ) -> str:
    header = settings.SECURE_PROXY_SSL_HEADER
    if header is not None:
        return "https" if environ.get(header[0]) == header[1] else "http"
    return environ.get("wsgi.url_scheme", "http")
