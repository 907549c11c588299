"""Words that a congress wants to be looked at: a text that holds one is marked for a person, never put away."""

import unicodedata


def words() -> tuple[str, ...]:
    """The watch list of the congress being served, folded; empty by default. Asked once for each version of it."""
    from .models import WatchList

    row = WatchList.objects.order_by("pk").first()
    return tuple(fold(w) for w in row.words.split("\n") if fold(w)) if row and row.state == "listed" else ()


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
