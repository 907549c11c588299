"""Publish once, send to several channels: one small interface, a queue, and a backend that writes files.

settings.PORTAL_OUTLETS, or the TOML file HUYING_OUTLETS, maps an outlet to (dotted path, options). What `send` raises is
tried again.
"""

import json
import tomllib
from collections import UserDict
from collections.abc import MutableMapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q
from django.utils.html import escape
from django.utils.module_loading import import_string

from huying.kernel import files, scope
from huying.kernel.files import File

from . import formatting
from .models import Article, Sending

TRIES = 8


class Outlet(Protocol):
    """Hand one article over; return what the other side calls it. Raise where it was not taken.

    `reached` is what earlier tries came to, {} at first: whatever is put there is kept at once and given to the next try,
    so that nothing is handed over twice.

    `item`: number, title, summary, text (plain with marks), html (safe), byline, origin, published_at (ISO), url (path on
    the portal), cover (bytes or None), files [(name, bytes)].
    """

    def send(self, item: dict[str, Any], reached: MutableMapping[str, str]) -> str: ...


class ToFolder:
    """One folder an article: article.html, article.json, cover and attachments, for whoever lays out the paper or posts by hand.

    Whatever has no class of its own comes here; for an official WeChat account there is `wechat.OfficialAccount`.
    """

    def __init__(self, path: str):
        self.path = Path(path)

    def send(self, item: dict[str, Any], reached: MutableMapping[str, str]) -> str:
        """Safe to do again: the same files are written over."""
        folder = self.path / item["number"]
        folder.mkdir(parents=True, exist_ok=True)
        title = item["title_html"]
        page = f'<!doctype html><meta charset="utf-8"><title>{title}</title><h1>{title}</h1>\n{item["html"]}'
        (folder / "article.html").write_text(page, encoding="utf-8")
        plain = {k: v for k, v in item.items() if k not in ("cover", "files", "html", "title_html")}
        (folder / "article.json").write_text(
            json.dumps(plain, ensure_ascii=False, indent=1), encoding="utf-8"
        )
        if item["cover"]:
            (folder / "cover.jpg").write_bytes(item["cover"])
        for n, (name, data) in enumerate(item["files"], 1):  # two may have one name
            (folder / f"{n:02d} {name}").write_bytes(data)
        return str(folder)


def configured(path: str) -> dict[str, tuple[str, dict[str, Any]]]:
    """{outlet: (class, options)} of a TOML file with a table for each outlet: `class` and that class's options.

    ImproperlyConfigured, naming the file, where it cannot be read: the article waits and the office sees why."""
    if not path:
        return {}
    try:
        found = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        return {name: (table.pop("class"), table) for name, table in found.items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise ImproperlyConfigured(f"HUYING_OUTLETS {path}: {type(error).__name__}: {error}") from None


def outlet(name: str) -> Outlet:
    """The outlet of this name as the installation has set it; a folder in the outbox where nothing is set."""
    home = str(Path(settings.HOME) / "outbox" / "articles" / name)
    known = getattr(settings, "PORTAL_OUTLETS", None) or configured(settings.PORTAL_OUTLETS_FILE)
    path, options = known.get(name, ("huying.portal.sending.ToFolder", {"path": home}))
    return import_string(path)(**options)


def item_of(article: Article) -> dict[str, Any]:
    """What an outlet gets of an article; public words and public files only."""
    cover = article.cover
    files = File.objects.filter(subject_kind="articles", subject_id=article.pk, is_public=True)
    if cover is not None:
        files = files.exclude(pk=cover.pk)
    return {
        "number": article.case.number, "title": article.title, "title_html": escape(article.title), "summary": article.summary,
        "text": article.text, "html": formatting.html(article.text), "byline": article.byline, "origin": article.origin,
        "published_at": article.published_at.isoformat(), "url": f"/c/{scope.current().code}/portal/read/{article.pk}/",
        "cover": _bytes(cover) if cover is not None else None, "files": [(f.name, _bytes(f)) for f in files],
    }  # fmt: skip


def waiting(at) -> bool:
    """Is anything of any congress to be sent now?"""
    return _open(at).exists()


def send_all(at) -> dict[str, int]:
    """Send what waits, in every congress: {"sent", "failed"}. A failure waits longer each time, and is given up after TRIES."""
    done = {"sent": 0, "failed": 0}
    for sending in (
        _open(at).select_related("congress", "article__case", "article__cover").order_by("pk")[:200]
    ):
        if not _mine(sending):
            continue
        with scope.congress(sending.congress):
            done["sent" if _send(sending, at) else "failed"] += 1
    return done


def _mine(sending: Sending) -> bool:
    """Of two workers one takes it: the try is counted before it begins, and a worker that dies leaves it to the next."""
    taken = Sending.everywhere.filter(pk=sending.pk, tries=sending.tries, sent_at=None)
    if not taken.update(tries=sending.tries + 1):
        return False
    sending.refresh_from_db()  # what another worker reached meanwhile is not sent again
    return True


def _open(at):
    """Not given up, and asked for long enough ago: the wait grows with the square of the failures."""
    due = Q()
    for n in range(TRIES):
        due |= Q(tries=n, asked_at__lte=at - timedelta(minutes=n * n * 2))
    return Sending.everywhere.filter(due, sent_at=None, article__state="published")


class Reached(UserDict):
    """What a sending has reached, written to its row with each key: a killed worker loses none of it."""

    def __init__(self, sending: Sending):
        super().__init__()
        self.data, self.row = dict(sending.reached), sending.pk

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        Sending.everywhere.filter(pk=self.row).update(reached=self.data)


def _send(sending: Sending, at) -> bool:
    try:
        reference = outlet(sending.outlet).send(item_of(sending.article), Reached(sending))
    except (
        Exception
    ) as error:  # an outlet is somebody else's code: whatever it raises, the article stays published
        Sending.everywhere.filter(pk=sending.pk).update(error=f"{type(error).__name__}: {error}"[:200])
        return False
    Sending.everywhere.filter(pk=sending.pk).update(sent_at=at, reference=reference[:200], error="")
    return True


def _bytes(file: File) -> bytes:
    with files.opened(file) as body:
        return body.read()
