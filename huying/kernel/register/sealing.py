"""Digests that say whether a value is the same and never what it is."""

from ..crypto import blind_index
from ..ledger import canonical


def seal_of(value) -> str:
    """Keyed digest of a switch's value, or of all of them."""
    return blind_index(canonical({"value": value}).decode())
