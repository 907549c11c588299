"""Texts and questions in one spelling, and the keys under which the index keeps them.

A word is found wherever it stands as a plain substring of the folded text. The index only proposes: single
characters and overlapping pairs (triples within Latin and digits), so that one- and two-character words are
exact and longer ones nearly so; the substring decides.
"""

import re
import unicodedata
from itertools import pairwise
from zlib import crc32

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

MAX_QUESTION, MAX_WORDS, MAX_KEYS = 200, 8, 24
KEPT_TOKENS = 300_000  # tokens whose keys are remembered; some 30 MB
LATIN = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")
_LATIN = re.compile("[0-9a-z]{3,}")


def fold(text: str) -> str:
    """NFKC, case folded, controls and broken characters as spaces: what both sides of a comparison go through."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return (
        "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text) if _odd(text) else text
    )


def words(question: str) -> list[str]:
    """The folded words of a question, all of which must be there; long questions are cut."""
    return list(dict.fromkeys(fold(question[:MAX_QUESTION]).split()))[:MAX_WORDS]


def keys(text: str, space: str) -> list[int]:
    """64-bit keys of a folded text within a key space (one congress, one kind): 22 bits of the space, 42 of the token.

    Within a space no two tokens share a key.
    """
    inside, found = _space_bits(space), set()
    for run in _runs(text):
        found.update(run, map("".join, pairwise(run)))
        for latin in _LATIN.findall(run):
            found.update(map("".join, zip(latin, latin[1:], latin[2:], strict=False)))
    if len(_token_keys) > KEPT_TOKENS:
        _token_keys.clear()
    return [key | inside for key in map(_token_keys.__getitem__, found)]


def question_keys(asked: list[str], space: str) -> list[int]:
    """The keys that every answer must have; none when the words are all punctuation."""
    inside, found = _space_bits(space), {}
    for word in asked:
        for run in _runs(word):
            found.update(dict.fromkeys(_covering(run)))
    step = -(-len(found) // MAX_KEYS) or 1
    return [_token_keys[token] | inside for token in list(found)[::step]]


def exact(asked: list[str]) -> bool:
    """True when whatever has the question's keys has its words, without reading the text: each word is one token."""
    return all(_runs(word) == [word] and len(list(_covering(word))) == 1 for word in asked)


def highlight(text: str, question: str, around: int = 0) -> SafeString:
    """Escaped HTML with <mark> round what was asked for; with `around`, cut to so many characters about the first hit."""
    flat, origin = [], []
    for i, c in enumerate(text):
        piece = fold(c)
        flat.append(piece)
        origin.extend([i] * len(piece))
    folded, hits = "".join(flat), set()
    for word in words(question):
        at = folded.find(word)
        while at >= 0:
            hits.update(origin[at : at + len(word)])
            at = folded.find(word, at + 1)
    first, last = 0, len(text)
    if around:
        first = max(0, min(hits, default=0) - around // 2)
        last = min(len(text), first + around)
    return mark_safe(  # noqa: S308  (every piece is escaped)
        ("…" if first else "") + _marked(text, hits, first, last) + ("…" if last < len(text) else "")
    )


def _marked(text, hits, first, last):
    out, inside = [], False
    for i in range(first, last):
        if (i in hits) != inside:
            inside = not inside
            out.append("<mark>" if inside else "</mark>")
        out.append(escape(text[i]))
    return "".join(out) + ("</mark>" if inside else "")


def _covering(run):
    """The longest tokens that cover the run: one character, pairs, triples within Latin."""
    if len(run) == 1:
        yield run
    for i in range(len(run) - 1):
        triple = run[i : i + 3]
        if len(triple) == 3 and LATIN.issuperset(triple):
            yield triple
        elif not (i and LATIN.issuperset(run[i - 1 : i + 2])):  # else the triple before covers the pair
            yield run[i : i + 2]


def _runs(text):
    """What stands between spaces and punctuation; emoji and rare characters are letters like any other."""
    return [run for run in text.translate(_GAPS).split() if run]


class _Gaps(dict):
    def __missing__(self, code):
        gap = unicodedata.category(chr(code))[0] in "PZ"
        self[code] = " " if gap else chr(code)
        return self[code]


_GAPS = _Gaps()
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def _odd(text):
    return _ODD.search(text) is not None


class _TokenKeys(dict):
    def __missing__(self, token):
        if len(token) == 3:  # Latin: its place beyond the last character of Unicode
            first, last = 0x110000 + int(token, 36), 0
        else:
            first, last = ord(token[0]), ord(token[1]) if len(token) == 2 else 0
        self[token] = key = first << 21 | last
        return key


def _space_bits(space: str) -> int:
    return (crc32(space.encode()) & 0x3FFFFF) << 42


_token_keys = _TokenKeys()
