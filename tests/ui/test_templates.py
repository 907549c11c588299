"""The base templates: each renders with a sample context, keeps the content security policy, and escapes."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import path
from django.utils import translation

import huying.ui
from huying.ui import gallery as parts_gallery
from huying.ui.looks import looks
from tests.ui.samples import samples

ROOT = Path(huying.ui.__file__).parent / "templates"
FILES = sorted(ROOT.rglob("*.html"))
HOSTILE = "</textarea><script>alert(1)</script>'\""
PLAIN_STATIC = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
urlpatterns = [path("looks", looks, name="looks"), path("_parts", parts_gallery.gallery)]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def _plain_static():
    with override_settings(STORAGES=PLAIN_STATIC):
        yield


NAMES = list(samples())


def draw(name: str, word: str = "词", **cookies: str) -> str:
    template, context = samples(word)[name]
    return render_to_string(template, context | {"request": with_cookies(cookies)})


def with_cookies(cookies: dict[str, str]):
    request = RequestFactory().get("/here?a=1")
    request.COOKIES.update(cookies)
    return request


class Outline(HTMLParser):
    """Ids, what refers to them, headings, and whatever the content security policy would refuse."""

    def __init__(self, html: str):
        super().__init__()
        self.ids, self.refers, self.headings, self.refused = [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "id" in given:
            self.ids.append(given["id"])
        for name in ("for", "aria-describedby", "aria-labelledby"):
            self.refers += (given.get(name) or "").split()
        if tag == "a" and (given.get("href") or "").startswith("#"):
            self.refers.append(given["href"][1:])
        if tag == "h1":
            self.headings.append(tag)
        if tag == "style" or (tag == "script" and "src" not in given):
            self.refused.append(tag)
        self.refused += [name for name in given if name == "style" or name.startswith("on")]
        if any((value or "").lower().startswith("javascript:") for value in given.values()):
            self.refused.append("javascript:")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_keeps_the_policy_and_its_references(name):
    outline = Outline(draw(name))
    assert outline.refused == []
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.refers) <= set(outline.ids)


@pytest.mark.parametrize("name", [n for n in NAMES if n != "public"])
def test_a_page_has_one_first_heading(name):
    assert len(Outline(draw(name)).headings) == 1


@pytest.mark.parametrize("name", NAMES)
def test_hostile_text_stays_text(name):
    html = draw(name, HOSTILE)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html
    assert Outline(html).refused == []


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500", "503"])
def test_an_error_page_needs_no_context(name):
    html = render_to_string(f"{name}.html")
    assert "能做什么" in html
    assert html.count("<li>") >= 1
    assert Outline(html).refused == []


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_every_template_starts_with_a_comment(file):
    assert file.read_text(encoding="utf-8").startswith("{# ")


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_every_chinese_word_can_be_translated(file):
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"\{#.*?#\}", "", text)
    text = re.sub(r"\{% blocktranslate.*?%\}.*?\{% endblocktranslate %\}", "", text, flags=re.S)
    text = re.sub(r'\{% translate "[^"]*".*?%\}', "", text)
    text = re.sub(r'_\("[^"]*"\)', "", text)
    text = text.replace('lang="zh-Hans">中文<', "")  # a language is called by its own name
    assert re.findall(r"[\u4e00-\u9fff]+", text) == []


def test_the_reader_s_looks_come_with_the_page():
    plain, chosen = draw("public"), draw("public", large="1", theme="dark")
    assert '<html lang="zh-hans">' in plain
    assert '<html lang="zh-hans" data-theme="dark" data-large>' in chosen
    assert "data-theme" not in draw("public", theme='"><b>')


def test_the_page_says_its_language():
    with translation.override("en"):
        assert '<html lang="en"' in draw("public")


def test_errors_are_summed_up_and_tied_to_their_fields():
    html = draw("step_wrong")
    assert 'href="#id_title"' in html
    assert re.search(r'<input[^>]*name="title"[^>]*aria-describedby="id_title_helptext id_title_error"', html)
    assert re.search(r'<input[^>]*name="title"[^>]*aria-invalid="true"', html)
    assert "其他内容都已保留" in html


def test_typed_text_survives_an_error():
    assert "&lt;b&gt;长文&lt;/b&gt;" in draw("step_wrong", "<b>长文</b>")


def test_a_bulk_step_carries_its_rows():
    assert '<input type="hidden" name="pk" value="7">' in draw("step_wrong")


def test_a_list_keeps_tray_and_order_while_searching():
    request = RequestFactory().get("/list?tray=waiting&sort=-no&q=电梯")
    html = render_to_string("ui/list.html", {"title": "列表", "rows": [], "request": request})
    assert 'name="tray" value="waiting"' in html
    assert 'name="sort" value="-no"' in html
    assert 'value="电梯"' in html


def test_cells_carry_their_label_for_cards_on_a_phone():
    assert draw("list").count('data-label="词"') == 2


def test_a_running_job_is_polled_and_a_finished_one_is_not():
    template, context = samples()["progress"]
    assert 'hx-trigger="every 2s"' in render_to_string(template, context)
    context["job"]["running"] = False
    assert "hx-trigger" not in render_to_string(template, context)


def test_the_gallery_shows_every_part(client, now):
    names = {name for name, _html in parts_gallery.pieces(now)}
    assert {
        "lamp",
        "story",
        "steps",
        "trays",
        "person",
        "figure",
        "vote_bar",
        "file_list",
        "empty_state",
        "pager",
    } <= names
    html = render_to_string("ui/gallery.html", parts_gallery.context(now))
    assert html.count('class="chart"') == len(parts_gallery.drawings())
    assert Outline(html).refused == []


@pytest.mark.parametrize(
    ("query", "cookie", "value", "goes"),
    [
        ("large=1&next=/a", "large", "1", "/a"),
        ("theme=dark&next=https://evil.example/", "theme", "dark", "/"),
        ("lang=en", "django_language", "en", "/"),
    ],
)
def test_looks_are_set_without_javascript(query, cookie, value, goes):
    answer = looks(RequestFactory().get(f"/looks?{query}"))
    assert answer.status_code == 302
    assert answer["Location"] == goes
    assert answer.cookies[cookie].value == value


def test_other_looks_are_ignored():
    assert not looks(RequestFactory().get("/looks?theme=pink&large=2&lang=xx")).cookies


def test_style_sheet_and_script_stay_small():
    static = ROOT.parent / "static" / "ui"
    assert (static / "huying.css").stat().st_size < 40_000
    assert len((static / "huying.js").read_text(encoding="utf-8").splitlines()) <= 150


def test_colours_stand_only_among_the_tokens():
    css = (ROOT.parent / "static" / "ui" / "huying.css").read_text(encoding="utf-8")
    parts = css[css.index("@layer base {") : css.index("@layer print {")]
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", parts)) <= {"#fff"}  # the white under a QR code
