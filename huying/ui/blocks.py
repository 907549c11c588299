"""Blocks that several rooms put on a page of another: the page's room knows none of them, the project wires them.

blocks.register("deputy", published_suggestions)   # in project: fn(row) → {"title", "template", …} or None
blocks.of("deputy", member)                        # in the room: the blocks to include, in order
blocks.provide("deputy.next", next_receptions)     # in project: fn([ids]) → {id: anything}
blocks.ask("deputy.next", [7, 9])                  # in the room: {} where nobody provides it
"""

from collections.abc import Callable, Iterable
from typing import Any

_makers: dict[str, list[tuple[int, Callable[[Any], dict | None]]]] = {}
_answers: dict[str, Callable[[list], dict]] = {}


def register(place: str, make: Callable[[Any], dict | None], order: int = 50) -> None:
    """`make(row)` gives {"title", "template", and what the template reads} or None; lower `order` stands first."""
    made = _makers.setdefault(place, [])
    if all(known is not make for _n, known in made):
        made.append((order, make))
        made.sort(key=lambda one: one[0])


def of(place: str, row: Any) -> list[dict]:
    """The blocks of this place for this row, those without content left out."""
    return [block for _n, make in _makers.get(place, ()) if (block := make(row))]


def provide(question: str, answer: Callable[[list], dict]) -> None:
    """One answer to a question about many rows; asking twice replaces the first."""
    _answers[question] = answer


def ask(question: str, ids: Iterable) -> dict:
    """{id: answer} for those that have one."""
    found = _answers.get(question)
    return found(list(ids)) if found else {}
