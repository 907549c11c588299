"""In English no page shows a Chinese word, but for what people of the place wrote themselves."""

import os
import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CharField, JSONField, TextField
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.translation import override

from huying.kernel import fields
from huying.kernel.crypto import EncryptedField
from huying.kernel.words import kept
from huying.voices.words import DECLINES

pytestmark = pytest.mark.django_db
HAN = re.compile("[\u4e00-\u9fff]+")
UNSAID = {"href", "src", "action", "value", "style", "class", "id", "name"}
SILENT = {"script", "style", "textarea"}
DASHES = ">---------<"  # what Django writes where nothing is chosen: the house says it in words
PER_VIEW = 2  # rows of one kind look alike
SECOND = {"gao", "housing_handler"}  # of a role in which another has walked: one page of each kind


@pytest.fixture(autouse=True)
def chinese_afterwards():
    """A request in English leaves its language to the thread."""
    with override(settings.LANGUAGE_CODE):
        yield


class Reader(HTMLParser):
    """What a page says and where it leads: texts and spoken attributes, links; parts marked as Chinese are left out."""

    def __init__(self):
        super().__init__()
        self.said: list[str] = []
        self.links: list[str] = []
        self.skipped: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if self.skipped or tag in SILENT or given.get("lang") == "zh-Hans":
            if tag not in {"meta", "input", "br", "img", "link", "hr"}:
                self.skipped.append(tag)
            return
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        self.said += [value for name, value in attrs if value and name not in UNSAID]
        if tag == "input" and given.get("type") in {"submit", "button"}:
            self.said.append(given.get("value") or "")

    def handle_endtag(self, tag):
        if self.skipped and self.skipped[-1] == tag:
            self.skipped.pop()

    def handle_data(self, data):
        if not self.skipped and data.strip():
            self.said.append(" ".join(data.split()))


def written() -> list[str]:
    """Everything Chinese that rows hold: names, titles, letters, remarks; the longest first. What the house itself put there
    (fixed reasons, the default subject tree) is said in the reader's language, wherever it stands."""
    found: set[str] = set()
    for model in (m for m in apps.get_models() if m.__module__.startswith("huying.")):
        kinds = [f for f in model._meta.concrete_fields if isinstance(f, CharField | TextField | JSONField)]
        for row in model._base_manager.all() if kinds else ():
            for field in kinds:
                _gather(getattr(row, field.name), found)
                if isinstance(field, EncryptedField):  # of a citizen's name the family name is shown
                    _gather((getattr(row, field.name) or "")[:1], found)
    return sorted(found - fields.shipped() - set(map(kept, DECLINES.values())), key=len, reverse=True)


def _gather(value, found: set[str]) -> None:
    if isinstance(value, str):
        if HAN.search(value):
            found.add(value)
            found.update(" ".join(line.split()) for line in value.splitlines() if HAN.search(line))
    elif isinstance(value, dict):
        for one in value.values():
            _gather(one, found)
    elif isinstance(value, list):
        for one in value:
            _gather(one, found)


def chinese(page: str, ours: Callable[[str], bool]) -> tuple[list[str], list[str]]:
    """(what is left of Chinese, links) of a page."""
    reader = Reader()
    reader.feed(page)
    return [text for text in reader.said if HAN.search(text) and ours(text)], reader.links


def judge(known: list[str]) -> Callable[[str], bool]:
    """Whether Chinese is left of a text without what people of the place wrote; pages repeat their texts."""

    @cache
    def ours(text: str) -> bool:
        for one in known:
            text = text.replace(one, "")
        return bool(HAN.search(text.replace("呼应", "")))

    return ours


KNOWN: list[str] = []  # of the county on which all these tests stand: read once


def walk(
    client: Client, starts: list[str], per_view: int = PER_VIEW, most: int = 150
) -> dict[str, list[str]]:
    """Follow the links of the congress from page to page, to each kind first, then to second ones of a kind; {address:
    Chinese left on it}."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    KNOWN.extend(() if KNOWN else written())
    todo, second, seen, views, wrong, ours = list(starts), [], set(starts), {}, {}, judge(KNOWN)
    opened = 0
    while (todo or second) and opened < most:
        url = (todo or second).pop(0)
        answer = client.get(url)
        if answer.status_code in (301, 302):
            todo.append(answer["Location"])
            continue
        if not answer.get("Content-Type", "").startswith("text/html") or answer.streaming:
            continue
        opened += 1
        left, links = chinese(answer.content.decode(), ours)
        assert 'lang="en"' in answer.content.decode()[:600], url
        assert DASHES not in answer.content.decode(), url
        if left:
            wrong[url] = left
        for link in links:
            target = urljoin(url, link).partition("#")[0]
            path = target.partition("?")[0]
            if not path.startswith("/") or target in seen:
                continue
            try:
                view = (resolve(path).view_name, "?" in target)
            except Resolver404:
                continue
            if view[0] in ("signout", "set_language") or views.get(view, 0) >= per_view:
                continue
            seen.add(target)
            (second if view in views else todo).append(target)
            views[view] = views.get(view, 0) + 1
    assert opened >= len(starts)
    late = judge(written()) if wrong else None  # what was only written on the way
    return {url: left for url, texts in wrong.items() if (left := [text for text in texts if late(text)])}


def listed(wrong: dict[str, list[str]]) -> str:
    """Each Chinese text once, with the first page that shows it."""
    first: dict[str, str] = {}
    for url, texts in wrong.items():
        for text in texts:
            first.setdefault(text, url)
    return "\n".join(f"{url}: {text}" for text, url in first.items())


# What a page says is the same on both engines: on PostgreSQL the office and a deputy walk, to see that every page opens.
EVERYBODY = ["zhou", "lin", "chen", "he", "gao", "admin", "housing_handler", "transport_handler"]
ON_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")
FEWER = SECOND if not ON_POSTGRES else set(EVERYBODY)


@pytest.mark.parametrize("who", EVERYBODY[: 2 if ON_POSTGRES else None])
def test_pages_of_every_role(walked, sign_in, who):
    code = walked.congress.code
    starts = [f"/c/{code}/", f"/c/{code}/news/", f"/c/{code}/me/", "/account/"]
    wrong = walk(sign_in(getattr(walked, who)), starts, 1 if who in FEWER else PER_VIEW)
    assert not wrong, listed(wrong)


def test_pages_for_everybody(walked):
    code = walked.congress.code
    starts = ["/", f"/c/{code}/", "/sign-in/", f"/c/{code}/nothing-here/", "/api/v1/", "/looks/"]
    wrong = walk(Client(), starts)
    assert not wrong, listed(wrong)
