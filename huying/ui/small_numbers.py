"""Small numbers speak of persons: 1 to 4 are shown as "<5", and no sum gives them away.

What is shown of a table depends on which cells are small and on the others alone, never on how small they are: two tables
that differ only inside small cells look the same. So a total with a small part says no more than "at least".
"""

from collections.abc import Iterable, Mapping
from typing import Any

LEAST = 5  # the smallest count that is shown as it is


def is_small(count: int) -> bool:
    return 0 < count < LEAST


def shown(count: int) -> str:
    """ "0", "<5", "12", "1,204"."""
    return f"<{LEAST}" if is_small(count) else f"{count:,}"


def table(parts: Mapping[Any, int]) -> tuple[dict[Any, str], str]:
    """The cells as they may be shown, and their total: exact where no cell is small, else "≥" what is surely there."""
    cells = {key: shown(count) for key, count in parts.items()}
    small = sum(is_small(count) for count in parts.values())
    if not small:
        return cells, shown(sum(parts.values()))
    least = sum(count for count in parts.values() if not is_small(count)) + small
    return cells, f"≥{least:,}"


def nested(counts: Iterable[int]) -> list[str]:
    """Counts of which each is part of the one before (received, answered, done) as they may be shown.

    No two that are shown exactly differ by a small number: ten received and nine answered would say "one was not".
    Then the part stands as "≥6", or as "<7" where less than twice LEAST are there to hide in.
    """
    told: list[str] = []
    whole = None  # the last count that was shown exactly, if it was not 0
    for count in counts:
        if whole is not None and 0 < count < whole < 2 * LEAST:
            told.append(f"<{whole}")
        elif whole is not None and not is_small(count) and is_small(whole - count):
            told.append(f"≥{whole - LEAST + 1:,}")
        else:
            told.append(shown(count))
            if count and not is_small(count):
                whole = count
    return told


def is_exact(told: str) -> bool:
    """May a rate be said beside this? Not beside a number that stands for several."""
    return not told.startswith(("<", "≥"))


def share(part: int, whole: int) -> float | None:
    """Percent with one decimal; None where the whole is small, or the part or the rest of it is."""
    if whole < LEAST or is_small(part) or is_small(whole - part):
        return None
    return round(100 * part / whole, 1)
