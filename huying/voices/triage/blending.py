"""A congress's own small model beside the shipped one: what the office corrected counts, without forgetting the rest."""

from typing import NamedTuple

from .engine.classifier import Classifier
from .engine.subjects import field_of

LEAST = 0.05  # what is less sure is not shown
TRUST = 300  # own corrections at which both models weigh the same


class Guess(NamedTuple):
    """`code` of our tree's top level, how sure (0–1), the words that moved it."""

    code: str
    confidence: float
    words: list[str]


class Blend:
    """`shipped` alone, or with an `own` model that learned from `rows` corrections of this congress.

    The own model first says how likely a field is that the shipped one never saw; what is left is shared out by
    both, the own one weighing rows / (rows + TRUST).
    """

    def __init__(self, shipped: Classifier, own: Classifier | None = None, rows: int = 0):
        self.shipped, self.own = shipped, own
        self.weight = rows / (rows + TRUST) if own is not None else 0.0
        self.known = [field_of(label) for label in shipped.labels]

    @property
    def codes(self) -> list[str]:
        """The fields that can be suggested."""
        more = [code for code in map(field_of, self.own.labels) if code not in self.known] if self.own else []
        return [*self.known, *more]

    def guess(self, title: str, text: str, most: int = 3) -> list[Guess]:
        """The likeliest fields, surest first, with words of whichever model speaks louder; [] where neither knows a word."""
        shares, words = self._read(title, text)
        best = sorted(shares, key=lambda code: (-shares[code], code))[:most]
        return [
            Guess(code, round(shares[code], 4), words.get(code, [])) for code in best if shares[code] >= LEAST
        ]

    def predict(self, title: str, text: str) -> str:
        """The likeliest field's code; "" where neither model knows a word."""
        shares, _words = self._read(title, text)
        return min(shares, key=lambda code: (-shares[code], code), default="")

    def _read(self, title: str, text: str) -> tuple[dict[str, float], dict[str, list[str]]]:
        """(field code → share, field code → words)."""
        base, words = _said(self.shipped, title, text)
        if self.own is None:
            return base, words
        mine, own_words = _said(self.own, title, text)
        if not base or not mine:
            return base or mine, words or own_words
        outside = {code: share for code, share in mine.items() if code not in base}
        left, inside = 1 - sum(outside.values()), sum(s for code, s in mine.items() if code in base)
        for code, share in base.items():
            own = mine.get(code, 0.0) / inside if inside else share
            base[code] = left * ((1 - self.weight) * share + self.weight * own)
        louder = {code: w for code, w in own_words.items() if code in outside or self.weight > 0.5}
        return {**base, **outside}, {**words, **louder}


def _said(model: Classifier, title: str, text: str) -> tuple[dict[str, float], dict[str, list[str]]]:
    found = model.suggest(title, text, most=len(model.labels))
    shares = {field_of(s.label): float(s.confidence) for s in found}
    return shares, {field_of(s.label): [word for word, _weight in s.words] for s in found}
