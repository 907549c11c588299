"""One way of writing a text, for everything that compares. Standard library only."""

import re
import unicodedata

_SPACE = re.compile(r"\s+")


def normalise(text: str) -> str:
    """Full-width to half-width, lower case, one space for any white space."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text or "")).strip().lower()
