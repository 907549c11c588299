"""Secret, separated: sheets sealed for the poll's key (libsodium's sealed box, X25519), all of one length.

Nothing of our own: PyNaCl seals; we only pad, since the length of {"m":"yes"} would tell it from {"m":"abstain"}.
"""

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox


class Unreadable(Exception):
    """Not sealed for this key, or changed since."""


def pair() -> tuple[bytes, bytes]:
    """A fresh (private, public) key, 32 bytes each."""
    key = PrivateKey.generate()
    return bytes(key), bytes(key.public_key)


def seal(public: bytes, sheet: bytes, size: int) -> bytes:
    """The sheet, padded to `size` bytes and sealed; ValueError where it is longer."""
    if len(sheet) > size:
        raise ValueError("a sheet longer than its poll's sheets can be")
    return SealedBox(PublicKey(public)).encrypt(sheet.ljust(size, b" "))


def unseal(secret: bytes, sealed: bytes) -> bytes:
    """The sheet without its padding; Unreadable."""
    try:
        return SealedBox(PrivateKey(secret)).decrypt(bytes(sealed)).rstrip(b" ")
    except (CryptoError, ValueError, TypeError):
        raise Unreadable from None
