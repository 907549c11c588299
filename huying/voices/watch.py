"""Words that a congress wants to be looked at: a text that holds one is marked for a person, never put away."""

import unicodedata

from huying.kernel import scope
from huying.kernel.prepared import Prepared


def words() -> tuple[str, ...]:
    """The watch list of the congress being served, folded; empty by default.."""
    listed = next((words for words, state in _first(scope.current().pk) if state == "listed"), "")
    return tuple(folded for w in listed.split("\n") if (folded := fold(w)))


def _lists(congress):
    from .models import WatchList

    return WatchList.everywhere.filter(congress_id=congress).order_by("pk").values_list("words", "state")[:1]


_first = Prepared(_lists, int)


def fold(text: str) -> str:
    """Full-width and half-width alike, capitals alike, blanks and signs between characters left out."""
    plain = unicodedata.normalize("NFKC", text or "").casefold()
    return "".join(c for c in plain if c.isalnum())


def holds(*texts: str) -> bool:
    """Does one of the texts hold a word of the list?"""
    listed = words()
    if not listed:
        return False
    whole = [fold(text) for text in texts]
    return any(word in text for word in listed for text in whole)
