"""The draw that anybody can check again (R-OWN-83): seats for citizens, prints to compare. The same on every machine.

The ticket of a number is SHA-256 of "seed|digest of the list|word said in the room|number"; the smallest come first.
"""

import hashlib
import secrets
from collections.abc import Iterable


def fresh_seed() -> str:
    """256 random bits, as hexadecimal."""
    return secrets.token_hex(32)


def commitment(seed: str) -> str:
    """What is published before anybody applies."""
    return hashlib.sha256(seed.encode()).hexdigest()


def list_digest(numbers: Iterable[str]) -> str:
    """Of the numbers that take part, in order, one a line: published when applications close."""
    return hashlib.sha256("\n".join(sorted(numbers)).encode()).hexdigest()


def ticket(seed: str, digest: str, word: str, number: str) -> str:
    return hashlib.sha256(f"{seed}|{digest}|{word}|{number}".encode()).hexdigest()


def order(seed: str, word: str, numbers: Iterable[str]) -> list[str]:
    """The numbers as drawn."""
    listed = sorted(numbers)
    digest = list_digest(listed)
    return sorted(listed, key=lambda number: (ticket(seed, digest, word, number), number))


def check(
    *, published: str, seed: str, digest: str, word: str, numbers: Iterable[str], drawn: list[str]
) -> list[str]:
    """What does not fit ("seed", "list", "order"); empty where the draw is what was promised."""
    listed = sorted(numbers)
    wrong = []
    if commitment(seed) != published:
        wrong.append("seed")
    if list_digest(listed) != digest:
        wrong.append("list")
    if order(seed, word, listed) != list(drawn):
        wrong.append("order")
    return wrong
