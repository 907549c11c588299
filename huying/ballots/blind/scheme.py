"""The voter's steps and the check of RFC 9474, section 4: prepare, blind, finalize, verify.

In the hall the browser takes the voter's steps (static/ballots/); here they stand for the tests, the bench and the check
of a published file. Numbers in the code follow the RFC's.
"""

import secrets
from math import gcd

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from .encoding import HASH_BYTES, emsa_pss
from .publickey import PublicKey

PREFIX_BYTES = 32
SALT_BYTES = HASH_BYTES  # PSS; the RFC's PSSZERO variants have none


class Unfit(ValueError):
    """What came cannot be what the protocol sends: wrong length, out of range, or a signature that does not hold."""


def prepare(message: bytes) -> bytes:
    """32 random bytes before the message (RFC 9474 4.1): even a signer with a malicious key learns nothing of it."""
    return secrets.token_bytes(PREFIX_BYTES) + message


def blind(
    key: PublicKey, prepared: bytes, *, salt: bytes | None = None, unblind: int | None = None
) -> tuple[bytes, int]:
    """(blinded message to send, number that takes the blinding off again); RFC 9474 4.2. Salt and number only in tests."""
    salt = secrets.token_bytes(SALT_BYTES) if salt is None else salt
    m = int.from_bytes(emsa_pss(prepared, key.n.bit_length() - 1, salt), "big")
    if gcd(m, key.n) != 1:
        raise Unfit("message not coprime to the modulus")
    if unblind is None:
        unblind = _coprime(key.n)
    blinded = m * pow(pow(unblind, -1, key.n), key.e, key.n) % key.n
    return blinded.to_bytes(key.size, "big"), unblind


def finalize(key: PublicKey, prepared: bytes, answer: bytes, unblind: int, *, salt_bytes=SALT_BYTES) -> bytes:
    """The signature of the prepared message out of the signer's answer (RFC 9474 4.4). Unfit if it is none."""
    if len(answer) != key.size:
        raise Unfit("blind signature of wrong length")
    signature = (int.from_bytes(answer, "big") * unblind % key.n).to_bytes(key.size, "big")
    if not verify(key, prepared, signature, salt_bytes=salt_bytes):
        raise Unfit("signature does not hold")
    return signature


def verify(key: PublicKey, prepared: bytes, signature: bytes, *, salt_bytes: int = SALT_BYTES) -> bool:
    """Does RSASSA-PSS-VERIFY accept? Wrong length and numbers not below the modulus are refused, never an exception."""
    if len(signature) != key.size or int.from_bytes(signature, "big") >= key.n:
        return False
    try:
        key.native.verify(
            signature, prepared, padding.PSS(padding.MGF1(hashes.SHA384()), salt_bytes), hashes.SHA384()
        )
    except InvalidSignature:
        return False
    return True


def _coprime(n: int) -> int:
    while True:
        r = secrets.randbelow(n - 1) + 1
        if gcd(r, n) == 1:
            return r
