"""What other rooms let the portal say of their matters. The project registers the answers, so that rooms stay apart."""

from collections.abc import Callable
from typing import Any

_results: list[Callable[[list[str]], list[dict[str, Any]]]] = []
_stories: list[Callable[[str], dict[str, Any] | None]] = []
_candidates: list[Callable[[int], list[dict[str, Any]]]] = []


def register(*, results=None, story=None, candidates=None) -> None:
    """`results(numbers)` → [{number, title, word, on, url}]; `story(number)` → {number, title, text, origin} or None;
    `candidates(most)` → [{number, title, on, sub}]: matters worth telling."""
    for found, kept in ((results, _results), (story, _stories), (candidates, _candidates)):
        if found is not None and found not in kept:
            kept.append(found)


def results(numbers: list[str]) -> list[dict[str, Any]]:
    """The public progress of these matters, in the order of the numbers; unknown ones are left out."""
    known: dict[str, dict] = {}
    for ask in _results if numbers else ():
        for row in ask(list(numbers)):
            known.setdefault(row["number"], row)
    return [known[n] for n in numbers if n in known]


def story(number: str) -> dict[str, Any] | None:
    number = (number or "").strip().upper()
    return next((found for ask in _stories if (found := ask(number))), None) if number else None


def candidates(most: int) -> list[dict[str, Any]]:
    return [row for ask in _candidates for row in ask(most)]
