"""What cannot wait: explained signs of urgency in a citizen's text. No Django, no model; a person confirms or clears."""

import re
from dataclasses import dataclass

from .urgency_rules import KINDS, rules

ENDS = re.compile(r"[。！？!?；;\n]+")
GAPS = re.compile(r"(?<=[\u4e00-\u9fff])[\s·*_.\-、]{1,2}(?=[\u4e00-\u9fff])")
HALF = {n: n - 0xFEE0 for n in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]}
LONGEST = 20_000  # characters read; a voice is not longer
MOST = 4  # signs of one text that are worth showing
ORDER = list(KINDS)


@dataclass(frozen=True)
class Sign:
    """One reason: `kind` (key of KINDS), `level` danger or urgent, the words that matched, the sentence they stand in."""

    kind: str
    level: str
    words: str
    sentence: str

    @property
    def label(self) -> str:
        return KINDS[self.kind]


def signs(text: str, title: str = "") -> list[Sign]:
    """The signs in title and text, gravest first, one a kind; [] where nothing presses."""
    found: dict[str, Sign] = {}
    every, negated = rules()
    parts = sentences(f"{title}\n{text}")
    whole = "\n".join(parts)
    cued = [
        rule for rule in every if rule.cue.search(whole)
    ]  # most texts have no cue at all: one look at the whole
    for sentence in parts if cued else ():
        for rule in cued:
            had = found.get(rule.kind)
            if had is not None and (had.level == "danger" or rule.level == had.level):
                continue
            if words := _fires(rule, negated, sentence):
                found[rule.kind] = Sign(rule.kind, rule.level, words[:40], sentence[:120])
    rank = sorted(found.values(), key=lambda s: (s.level != "danger", ORDER.index(s.kind)))
    return rank[:MOST]


def level(found: list[Sign]) -> str:
    """danger, urgent, or "" for no sign."""
    return found[0].level if found else ""


def sentences(text: str) -> list[str]:
    """The text cut into sentences, letters and digits in one width, without the blanks that hide a word."""
    plain = text[:LONGEST].translate(HALF)
    cut = (part.strip() for part in ENDS.split(plain))
    return [GAPS.sub("", part) for part in cut if part]


def _fires(rule, negated, sentence: str) -> str:
    """The words that made the rule fire in this sentence; "" where it does not."""
    for match in rule.cue.finditer(sentence):
        before = sentence[max(0, match.start() - 8) : match.start()]
        if not negated.search(before):
            break
    else:
        return ""
    if rule.excuse is not None and rule.excuse.search(sentence):
        return ""
    if rule.also is not None and not rule.also.search(sentence):
        return ""
    return match.group().strip()
