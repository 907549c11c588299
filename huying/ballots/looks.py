"""Paper sheets read by two people apart: what agrees, what a third look has to settle. Plain Python."""

from collections.abc import Iterable
from typing import Any, NamedTuple

Place = tuple[str, int]  # batch, place in the batch


class Compared(NamedTuple):
    """`settled`: marks of each sheet; `disputed`: sheets read once only or differently, with both readings (or None).

    `half`: batches of which only one reading is there; nothing can be settled in them yet.
    """

    settled: dict[Place, dict[str, Any]]
    disputed: dict[Place, tuple[dict[str, Any] | None, dict[str, Any] | None]]
    half: frozenset[str]
    neither: frozenset[Place] = frozenset()  # a third look found something else than both readings

    @property
    def differing(self) -> dict[Place, tuple[dict[str, Any] | None, dict[str, Any] | None]]:
        """The disputed sheets of batches that both have read."""
        return {where: read for where, read in self.disputed.items() if where[0] not in self.half}


def compare(rows: Iterable[tuple[str, int, int, dict[str, Any]]]) -> Compared:
    """Rows are (batch, place, look, marks); a third look stands for the sheet, else two equal ones do."""
    read: dict[Place, dict[int, dict[str, Any]]] = {}
    for batch, place, look, marks in rows:
        read.setdefault((batch, place), {})[look] = marks
    settled, disputed, by_whom, neither = {}, {}, {}, set()
    for where in sorted(read):
        seen = read[where]
        by_whom.setdefault(where[0], set()).update(seen)
        if 3 in seen:
            settled[where] = seen[3]
            if seen[3] not in (seen.get(1), seen.get(2)):
                neither.add(where)
        elif 1 in seen and 2 in seen and seen[1] == seen[2]:
            settled[where] = seen[1]
        else:
            disputed[where] = (seen.get(1), seen.get(2))
    half = frozenset(b for b, which in by_whom.items() if not {1, 2} <= which)
    return Compared(settled, disputed, half, frozenset(neither))


def lines_too_many(rows: Iterable[tuple[str, int, int, dict[str, Any]]]) -> dict[Place, int]:
    """Lines that may be struck, with the look they stand in: of the longer reading of a batch, on which the two differ
    and nobody has looked a third time, and without which the fewest sheets differ. None where both are as long."""
    rows = list(rows)
    read: dict[str, dict[int, dict[int, dict[str, Any]]]] = {}
    for batch, place, look, marks in rows:
        read.setdefault(batch, {}).setdefault(look, {})[place] = marks
    differing, found = compare(rows).differing, {}
    for batch, by_look in read.items():
        first, second = (_in_order(by_look.get(look, {})) for look in (1, 2))
        if not first or not second or len(first) == len(second):
            continue
        look, longer, shorter = (1, first, second) if len(first) > len(second) else (2, second, first)
        for place in _superfluous(longer, shorter):
            if (batch, place) in differing:
                found[batch, place] = look
    return found


def _in_order(lines: dict[int, dict[str, Any]]) -> list[dict[str, Any]]:
    return [lines[place] for place in sorted(lines)]


def _superfluous(longer: list, shorter: list) -> list[int]:
    """Places (from 1) of the longer reading without which the fewest lines differ, and fewer than with them."""
    n = len(shorter)
    kept = [a != b for a, b in zip(longer, shorter, strict=False)]  # lines above the struck one
    moved = [a != b for a, b in zip(longer[1:], shorter, strict=False)]  # lines below, one further up
    left = sum(moved)
    differ = [
        left
    ]  # without the first line, the second, … beside those that the longer one has beyond the other
    for line in range(n):
        left += kept[line] - moved[line]
        differ.append(left)
    least = min(differ)
    return [place for place, many in enumerate(differ, 1) if many == least] if least < sum(kept) + 1 else []
