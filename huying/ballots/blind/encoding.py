"""EMSA-PSS with SHA-384 and MGF1 (RFC 8017, 9.1 and B.2.1): the encoding that is blinded before it is signed."""

import hashlib
from math import ceil

HASH_BYTES = 48


def mgf1(seed: bytes, length: int) -> bytes:
    """`length` bytes of mask grown from `seed` (RFC 8017 B.2.1)."""
    blocks = range(ceil(length / HASH_BYTES))
    return b"".join(hashlib.sha384(seed + i.to_bytes(4, "big")).digest() for i in blocks)[:length]


def emsa_pss(message: bytes, bits: int, salt: bytes) -> bytes:
    """The encoded message of at most `bits` bits (RFC 8017 9.1.1). ValueError where the key is too short for hash and salt."""
    length = ceil(bits / 8)
    if length < HASH_BYTES + len(salt) + 2:
        raise ValueError("key too short for this encoding")
    digest = hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest()
    plain = bytes(length - len(salt) - HASH_BYTES - 2) + b"\x01" + salt
    mask = mgf1(digest, len(plain))
    masked = bytearray(a ^ b for a, b in zip(plain, mask, strict=True))
    masked[0] &= 0xFF >> (8 * length - bits)
    return bytes(masked) + digest + b"\xbc"
