"""A text with some of its words marked, as safe HTML: what the hints point at. Texts are data: all is escaped."""

import re
from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe


def marked(text: str, words: Iterable[str]) -> SafeString:
    """Paragraphs of the text; each of the words stands in <mark>."""
    known = sorted({w for w in words if len(w) > 1}, key=lambda w: (-len(w), w))[:30]
    pattern = re.compile("|".join(map(re.escape, known))) if known else None
    paragraphs = [p for p in re.split(r"\n\s*\n", text.replace("\r", "")) if p.strip()]
    return mark_safe("".join(f"<p>{_lines(p, pattern)}</p>" for p in paragraphs))  # noqa: S308 - every piece is escaped


def _lines(paragraph: str, pattern) -> str:
    return "<br>".join(_pieces(line, pattern) for line in paragraph.split("\n"))


def _pieces(line: str, pattern) -> str:
    if pattern is None:
        return conditional_escape(line)
    out, at = [], 0
    for match in pattern.finditer(line):
        out += [conditional_escape(line[at : match.start()]), format_html("<mark>{}</mark>", match.group())]
        at = match.end()
    return "".join([*map(str, out), conditional_escape(line[at:])])
