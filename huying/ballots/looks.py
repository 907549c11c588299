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

    @property
    def differing(self) -> dict[Place, tuple[dict[str, Any] | None, dict[str, Any] | None]]:
        """The disputed sheets of batches that both have read."""
        return {where: read for where, read in self.disputed.items() if where[0] not in self.half}


def compare(rows: Iterable[tuple[str, int, int, dict[str, Any]]]) -> Compared:
    """Rows are (batch, place, look, marks); a third look stands for the sheet, else two equal ones do."""
    read: dict[Place, dict[int, dict[str, Any]]] = {}
    for batch, place, look, marks in rows:
        read.setdefault((batch, place), {})[look] = marks
    settled, disputed, by_whom = {}, {}, {}
    for where in sorted(read):
        seen = read[where]
        by_whom.setdefault(where[0], set()).update(seen)
        if 3 in seen:
            settled[where] = seen[3]
        elif 1 in seen and 2 in seen and seen[1] == seen[2]:
            settled[where] = seen[1]
        else:
            disputed[where] = (seen.get(1), seen.get(2))
    return Compared(settled, disputed, frozenset(b for b, which in by_whom.items() if not {1, 2} <= which))
