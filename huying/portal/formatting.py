"""Plain and safe formatting: headings, lists, emphasis, quotes, tables and links; HTML stays text, pictures stay out."""

from functools import cache, lru_cache
from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeString


@cache
def _reader():
    """Loaded with the first article: most pages show none."""
    from markdown_it import MarkdownIt

    reader = (
        MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": False})
        .enable("table")
        .disable(["image", "code"])
    )
    reader.add_render_rule("link_open", _outside)
    reader.core.ruler.push("deeper", _deeper)
    return reader


def _outside(renderer, tokens, at, options, env):
    """Links say where they go and carry nothing along; a heading of the page stays the only one of its rank."""
    tokens[at].attrSet("rel", "nofollow noopener noreferrer")
    return renderer.renderToken(tokens, at, options, env)


def _deeper(state) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(4, int(token.tag[1]) + 1)}"


@lru_cache(maxsize=256)
def html(text: str) -> SafeString:
    """Safe HTML of an article's words."""
    return SafeString(_reader().render(text))


def plain(text: str, most: int = 90) -> str:
    """The words alone on one line, for summaries and feeds."""
    found = " ".join(unescape(strip_tags(html(text))).split())
    return found if len(found) <= most else found[: most - 1] + "…"


def opening(text: str, most: int = 90) -> str:
    """The first paragraph as plain words: what a list shows where nobody wrote a summary."""
    first = next(
        (part for part in text.split("\n\n") if part.strip() and not part.lstrip().startswith("#")), text
    )
    return plain(first, most)
