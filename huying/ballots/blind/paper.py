"""What the signature of a ballot covers: the voter's random token *and* the marks, so that nobody can change marks later.

The prepared message of RFC 9474 is 32 random bytes before a message; those bytes are the token, the message is a fixed
word and the canonical marks. The signer sees neither. Once the poll's private key is destroyed, no ballot can be altered
or made, not by whoever holds the database either.
"""

import hashlib

from . import scheme
from .publickey import PublicKey

TOKEN_BYTES = scheme.PREFIX_BYTES
PURPOSE = b"huying ballot 1\n"
MOST_BYTES = 64 * 1024  # of one ballot's marks


def prepared(token: bytes, marks: bytes) -> bytes:
    """The message that is signed; `marks` are the canonical bytes (kinds.canonical)."""
    if len(token) != TOKEN_BYTES:
        raise scheme.Unfit("token of wrong length")
    return token + PURPOSE + marks


def holds(key: PublicKey, token: bytes, marks: bytes, signature: bytes) -> bool:
    """Was this ballot, with these marks, signed under this key? False for whatever cannot be."""
    return len(token) == TOKEN_BYTES and scheme.verify(key, prepared(token, marks), signature)


def receipt(token: bytes, marks: bytes) -> str:
    """The code that the voter keeps and finds in the published list: 16 hex digits."""
    return hashlib.sha256(token + marks).hexdigest()[:16]
