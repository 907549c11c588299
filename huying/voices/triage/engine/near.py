"""The same matter told twice: near-duplicates and same-topic messages, with the sentences that match.

An inverted index over weighted runs of characters finds candidates, the cosine of the whole texts judges them.
Standard library and rapidfuzz only: this works where the extra `ml` is not installed.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

from rapidfuzz import fuzz

from .grams import Print, print_of, sentences
from .plain import normalise

SAME = 0.52  # from here on two messages are taken for the same matter; measured in docs/triage.md
RARE = 32  # so many of the most telling runs of a message look for candidates
CROWD = 400  # a run that more messages share than this finds no candidates
ALIKE = 70.0  # rapidfuzz ratio from which two sentences count as matching


FORMULA = (
    "相似度 = 0.60×一方标题在另一方全文中出现的份额（取大）+ 0.15×同上（取小）+ 0.25×全文字串的余弦；"
    "字串越少见越重；两个标题写明不同的区县时减 0.25；两文完全相同为 1"
)


_CITY = re.compile(r"[a-z]市|[\u4e00-\u9fff]{2}市")


class Pair(NamedTuple):
    """Two messages, how alike (0–1), and the matching sentences: [(place in a, place in b, text in a, text in b)]."""

    a: Hashable
    b: Hashable
    score: float
    sentences: list[tuple[int, int, str, str]]


class NearIndex:
    """One against many: `add` what is there, `ask` with what comes in. Kept in memory; 10,000 messages take ~60 MB."""

    def __init__(self) -> None:
        self._prints: dict[Hashable, Print] = {}
        self._places: dict[int, set[Hashable]] = defaultdict(set)

    def __len__(self) -> int:
        return len(self._prints)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._prints

    def add(self, key: Hashable, title: str, detail: str) -> None:
        """Take a message in; a known key is replaced."""
        self._add(key, print_of(normalise(title), normalise(detail)))

    def meet(
        self, key: Hashable, title: str, detail: str, *, least: float = SAME
    ) -> list[tuple[Hashable, float]]:
        """All the likest messages so far, as `ask` finds them, and then take this one in: its print is made once."""
        made = print_of(normalise(title), normalise(detail))
        found = self._ask(made, least, {key})
        self._add(key, made)
        return found

    def _add(self, key: Hashable, made: Print) -> None:
        self.remove(key)
        self._prints[key] = made
        for number in _telling(made.whole):
            self._places[number].add(key)

    def remove(self, key: Hashable) -> None:
        """Take a message out; an unknown key is no error."""
        if (gone := self._prints.pop(key, None)) is None:
            return
        for number in _telling(gone.whole):
            keys = self._places[number]
            keys.discard(key)
            if not keys:
                del self._places[number]

    def ask(
        self, title: str, detail: str, *, least: float = SAME, most: int = 10, but: Iterable = ()
    ) -> list[tuple[Hashable, float]]:
        """The likest messages as (key, score), best first, from `least` on, without the keys in `but`."""
        return self._ask(print_of(normalise(title), normalise(detail)), least, set(but))[:most]

    def _ask(self, made: Print, least: float, but: set) -> list[tuple[Hashable, float]]:
        found: set[Hashable] = set()
        for number in _telling(made.whole):
            keys = self._places.get(number, ())
            if len(keys) <= CROWD:
                found.update(keys)
        scored = [(key, alike(made, self._prints[key])) for key in found - but]
        return sorted(((k, round(s, 4)) for k, s in scored if s >= least), key=lambda p: (-p[1], str(p[0])))


def similar(messages: Iterable[Mapping], *, least: float = SAME) -> list[Pair]:
    """Every pair of the messages (`id`, `title`, `detail`) from `least` on, likest first."""
    index, texts, found = NearIndex(), {}, []
    for message in messages:
        key, title, detail = message["id"], message.get("title") or "", message.get("detail") or ""
        found.extend((other, key, score) for other, score in index.meet(key, title, detail, least=least))
        texts[key] = (title, detail)
    found.sort(key=lambda pair: -pair[2])
    return [Pair(a, b, score, matching(*texts[a], *texts[b])) for a, b, score in found]


def matching(
    title_a: str, detail_a: str, title_b: str, detail_b: str, most: int = 5
) -> list[tuple[int, int, str, str]]:
    """The sentences of a and b that say the same, in the order of a; place 0 is the title."""
    ours, theirs = [title_a, *sentences(detail_a)][:80], [title_b, *sentences(detail_b)][:80]
    plain = [normalise(text) for text in theirs]
    found = []
    for i, text in enumerate(ours):
        mine = normalise(text)
        if len(mine) < 4:
            continue
        scored = [(_said_alike(mine, other), -j) for j, other in enumerate(plain) if len(other) >= 4]
        best, j = max(scored, default=(0.0, 0))
        if best >= ALIKE:
            found.append((best, i, -j))
    kept = sorted(found, key=lambda row: (-row[0], row[1]))[:most]
    return [(i, j, ours[i], theirs[j]) for _, i, j in sorted(kept, key=lambda row: row[1])]


def _said_alike(one: str, other: str) -> float:
    """0–100: as wholes, or one of them within the other where both are long enough to mean something."""
    whole = fuzz.ratio(one, other)
    return max(whole, fuzz.partial_ratio(one, other) - 10) if min(len(one), len(other)) >= 6 else whole


def alike(a: Print, b: Print) -> float:
    """FORMULA: 0 (nothing in common) to 1 (the same text)."""
    cosine = _cosine(a.whole, b.whole)
    if cosine > 0.999:
        return 1.0
    one, other = _held(a.title, b.whole), _held(b.title, a.whole)
    score = 0.60 * max(one, other) + 0.15 * min(one, other) + 0.25 * cosine
    return max(0.0, score - (0.25 if elsewhere(a.areas, b.areas) else 0.0))


def elsewhere(a: frozenset[str], b: frozenset[str]) -> bool:
    """The titles name different areas: districts against districts, cities against cities, never one against the other."""
    ours, theirs = (frozenset(area for area in areas if not _CITY.fullmatch(area)) for areas in (a, b))
    if bool(ours) != bool(theirs):
        return False
    return bool(a and b) and (ours or a).isdisjoint(theirs or b)


def _held(title: dict[int, float], whole: dict[int, float]) -> float:
    """The share of a title's weight that stands in another message."""
    total = sum(title.values())
    return sum([title[number] for number in title.keys() & whole.keys()]) / total if total else 0.0


def _cosine(a: dict[int, float], b: dict[int, float]) -> float:
    return sum([a[number] * b[number] for number in a.keys() & b.keys()])


def _telling(made: dict[int, float]) -> list[int]:
    return sorted(sorted(made), key=made.__getitem__, reverse=True)[:RARE]  # of equal ones the lower number
