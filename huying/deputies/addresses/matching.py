"""Addresses as people write them, found again. Plain Python: spelling, parts of a long address, renamed places."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

LONGEST = 60  # characters of what was typed that are looked at
SHORTEST = 2  # one character alone names no place
_NOISE = re.compile(r"[\s,，.。、;；:：()（）\[\]【】\-—_·#＃/\\'\"“”‘’]+")
_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
_NUMBERED = re.compile(r"[零〇一二三四五六七八九十百]+(?=[号组队栋幢楼室]|单元)")


def normal(text: str) -> str:
    """One spelling: NFKC, small letters, no blanks or marks; 十二号 as 12号. Never longer than LONGEST."""
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", text or "").lower())
    return _NUMBERED.sub(lambda found: _number(found[0]), plain)[:LONGEST]


def _number(words: str) -> str:
    """十二 → 12, 一百零三 → 103, 二〇三 → 203; what is no number stays."""
    if "十" not in words and "百" not in words:
        return words.translate(_DIGITS)
    total, digit = 0, 0
    for sign in words:
        if sign in "十百":
            total += (digit or (1 if total % 100 == 0 else 0)) * (100 if sign == "百" else 10)
            digit = 0
        else:
            digit = int(sign.translate(_DIGITS))
    return str(total + digit)


def pieces(typed: str) -> list[str]:
    """All parts of what was typed that could be a place in the table, each once; the longest first."""
    text = normal(typed)
    found = {text[a:b] for a in range(len(text)) for b in range(a + SHORTEST, len(text) + 1)}
    return sorted(found, key=lambda piece: (-len(piece), piece))


def best(typed: str, known: Iterable[str]) -> list[str]:
    """Of the known spellings those that stand in what was typed, best first: the longest, then the later in the text.

    An address runs from the large to the small, so that of two places of equal length the later one is meant.
    """
    text = normal(typed)
    found = {name for name in known if len(name) >= SHORTEST and name in text}
    return sorted(found, key=lambda name: (-len(name), -text.rindex(name), name))


def current(start: int, successors: Mapping[int, int | None]) -> int:
    """The place that this one has become, over any number of renamings; a ring ends where it would begin again."""
    here, seen = start, {start}
    while (following := successors.get(here)) is not None and following not in seen:
        seen.add(following)
        here = following
    return here
