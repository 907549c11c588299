"""A congress's own small model beside the shipped one: what the office corrected counts, without forgetting the rest."""

from typing import NamedTuple

from .engine.classifier import Classifier
from .engine.subjects import field_of

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

    def shares(self, title: str, text: str) -> dict[str, float]:
        """Field code → share, adding up to 1."""
        first = self.shipped.shares(self.shipped.margins(title, text))
        base = dict(zip(self.known, map(float, first), strict=True))
        if self.own is None:
            return base
        second = self.own.shares(self.own.margins(title, text))
        mine = {field_of(label): float(share) for label, share in zip(self.own.labels, second, strict=True)}
        outside = {code: share for code, share in mine.items() if code not in base}
        left = 1 - sum(outside.values())
        inside = {code: share for code, share in mine.items() if code in base}
        whole = sum(inside.values())
        for code in base:
            own = inside.get(code, 0.0) / whole if whole else base[code]
            base[code] = left * ((1 - self.weight) * base[code] + self.weight * own)
        return {**base, **outside}

    def guess(self, title: str, text: str, most: int = 3) -> list[Guess]:
        """The likeliest fields, surest first, with words of whichever model speaks louder; [] for an empty text."""
        said = self.shipped.suggest(title, text, most=len(self.shipped.labels))
        if not said:
            return []
        words = {field_of(s.label): [w for w, _weight in s.words] for s in said}
        if self.own is not None:
            for one in self.own.suggest(title, text, most=len(self.own.labels)):
                code = field_of(one.label)
                if code not in words or self.weight > 0.5:
                    words[code] = [w for w, _weight in one.words]
        shares = self.shares(title, text)
        best = sorted(shares, key=lambda code: (-shares[code], code))[:most]
        return [
            Guess(code, round(shares[code], 4), words.get(code, [])) for code in best if shares[code] >= 0.05
        ]

    def predict(self, title: str, text: str) -> str:
        shares = self.shares(title, text)
        return min(shares, key=lambda code: (-shares[code], code))
