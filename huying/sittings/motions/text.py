"""Paragraphs of a text, changes to them, what conflicts, what results, and the difference to read. Plain Python."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

REPLACE, INSERT, DELETE = "replace", "insert", "delete"
# Words, figures and single characters: a difference that cuts a number in two is misread.
_PIECES = re.compile(r"[A-Za-z]+|[0-9.,％%]+|\s+|.", re.S)


@dataclass(frozen=True)
class Change:
    """One change to a base text. `at` counts its paragraphs from 1; an insertion stands after `at`, 0 before the first."""

    key: int
    op: str
    at: int
    text: str = ""


def split(text: str) -> list[str]:
    """The paragraphs of a typed text, empty lines left out."""
    return [
        line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()
    ]


def fault(base: Sequence[str], op: str, at: int, text: str) -> str:
    """Why a change cannot be made to this text: "place", "text", "same"; "" where it can."""
    if op not in (REPLACE, INSERT, DELETE) or not (0 if op == INSERT else 1) <= at <= len(base):
        return "place"
    if op != DELETE and not split(text):
        return "text"
    return "same" if op == REPLACE and split(text) == [base[at - 1]] else ""


def conflict(one: Change, other: Change) -> str:
    """ "clash": both cannot be adopted. "order": both can, but their order decides the text. "": neither."""
    if one.at != other.at:
        return ""
    if one.op == INSERT and other.op == INSERT:
        return "order"
    return "clash" if INSERT not in (one.op, other.op) else ""


def compose(base: Sequence[str], changes: Sequence[Change]) -> list[str]:
    """The base with these changes, insertions at one place in the order given. ValueError where two clash."""
    instead: dict[int, list[str]] = {}
    after: dict[int, list[str]] = {}
    for change in changes:
        if fault(base, change.op, change.at, change.text) == "place":
            raise ValueError(f"no paragraph {change.at}")
        if change.op == INSERT:
            after.setdefault(change.at, []).extend(split(change.text))
            continue
        if change.at in instead:
            raise ValueError(f"paragraph {change.at} is changed twice")
        instead[change.at] = split(change.text) if change.op == REPLACE else []
    made = list(after.get(0, ()))
    for n, paragraph in enumerate(base, 1):
        made += instead.get(n, [paragraph])
        made += after.get(n, ())
    return made


def distance(base: Sequence[str], change: Change) -> float:
    """How far a change goes from the text: 0 nothing, 1 all of the paragraph."""
    if change.op != REPLACE:
        return 1.0
    return 1.0 - SequenceMatcher(None, base[change.at - 1], change.text, autojunk=False).ratio()


def order(base: Sequence[str], changes: Sequence[Change], how: str) -> list[Change]:
    """In which order the changes are put to the vote: "tabled" as given, "paragraph", or "farthest" first within a paragraph."""
    if how == "tabled":
        return list(changes)
    if how == "paragraph":
        return sorted(changes, key=lambda c: (c.at, c.op == INSERT, c.key))
    if how == "farthest":
        return sorted(changes, key=lambda c: (c.at, -distance(base, c), c.key))
    raise ValueError(f"no order named {how!r}")


Piece = tuple[str, str]  # look ("", "ins", "del"), words


def difference(before: str, after: str) -> list[Piece]:
    """One paragraph against another, in pieces: what stayed, what was dropped, what is new."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    made: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            made.append(("", "".join(old[a:b])))
            continue
        made += [piece for piece in (("del", "".join(old[a:b])), ("ins", "".join(new[c:d]))) if piece[1]]
    return made


def compare(before: Sequence[str], after: Sequence[str]) -> list[list[Piece]]:
    """Two texts against each other: a list of pieces for each paragraph of either."""
    made: list[list[Piece]] = []
    for tag, a, b, c, d in SequenceMatcher(None, list(before), list(after), autojunk=False).get_opcodes():
        if tag == "equal":
            made += [[("", text)] for text in before[a:b]]
            continue
        both = min(b - a, d - c)
        made += [difference(x, y) for x, y in zip(before[a : a + both], after[c : c + both], strict=True)]
        made += [[("del", text)] for text in before[a + both : b]]
        made += [[("ins", text)] for text in after[c + both : d]]
    return made


def is_changed(pieces: Sequence[Piece]) -> bool:
    return any(look for look, _words in pieces)
