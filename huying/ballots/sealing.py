"""Secret, separated: sheets sealed for the poll's key (libsodium's sealed box, X25519), all of one length.

Nothing of our own: PyNaCl seals; we only pad, since the length of {"m":"yes"} would tell it from {"m":"abstain"}.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

MANY = 200  # sheets that are worth more than one thread


def pair() -> tuple[bytes, bytes]:
    """A fresh (private, public) key, 32 bytes each."""
    key = PrivateKey.generate()
    return bytes(key), bytes(key.public_key)


def seal(public: bytes, sheet: bytes, size: int) -> bytes:
    """The sheet, padded to `size` bytes and sealed; ValueError where it is longer."""
    if len(sheet) > size:
        raise ValueError("a sheet longer than its poll's sheets can be")
    return SealedBox(PublicKey(public)).encrypt(sheet.ljust(size, b" "))


def unseal_all(secret: bytes, sealed: Sequence[bytes]) -> list[bytes | None]:
    """The sheets without their padding, None in place of one that cannot be read; libsodium lets go of Python's lock, so
    that several processors open a full hall's."""
    box = SealedBox(PrivateKey(secret))
    if len(sealed) < MANY:
        return _opened(box, sealed)
    share = -(-len(sealed) // min(4, os.cpu_count() or 1))
    parts = [sealed[n : n + share] for n in range(0, len(sealed), share)]
    with ThreadPoolExecutor(len(parts)) as hands:
        return list(chain.from_iterable(hands.map(lambda part: _opened(box, part), parts)))


def _opened(box: SealedBox, sealed: Sequence[bytes]) -> list[bytes | None]:
    return [_open(box, one) for one in sealed]


def _open(box: SealedBox, sealed: bytes) -> bytes | None:
    try:
        return box.decrypt(bytes(sealed)).rstrip(b" ")
    except (CryptoError, ValueError, TypeError):
        return None
