"""The public half of a poll's key as it is published: SubjectPublicKeyInfo, which a browser and OpenSSL read alike."""

import base64
import hashlib
from functools import cached_property, lru_cache

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

BITS = (2048, 3072, 4096)  # the lengths that a poll's key may have
EXPONENT = 65537


class PublicKey:
    """Modulus, exponent, length in bytes, DER, fingerprint. ValueError for anything but a usable RSA key."""

    def __init__(self, native: RSAPublicKey):
        numbers = native.public_numbers()
        self.native, self.n, self.e = native, numbers.n, numbers.e
        self.size = (self.n.bit_length() + 7) // 8

    @classmethod
    def of_numbers(cls, n: int, e: int = EXPONENT) -> "PublicKey":
        return cls(RSAPublicNumbers(e, n).public_key())

    @classmethod
    def of_der(cls, der: bytes) -> "PublicKey":
        try:
            native = load_der_public_key(der)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            raise ValueError("not a public key") from None
        if not isinstance(native, RSAPublicKey) or native.key_size not in BITS:
            raise ValueError("not an RSA key of 2048, 3072 or 4096 bits")
        key = cls(native)
        if key.e != EXPONENT:
            raise ValueError("not the exponent 65537")
        return key

    @cached_property
    def der(self) -> bytes:
        return self.native.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    @property
    def text(self) -> str:
        """The key as it stands in files and pages: base64 of the DER."""
        return base64.b64encode(self.der).decode()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the DER, 64 hex digits: what is read aloud and compared."""
        return hashlib.sha256(self.der).hexdigest()


@lru_cache(maxsize=64)
def read(text: str) -> PublicKey:
    """The key out of its base64 text. ValueError for anything else."""
    return PublicKey.of_der(base64.b64decode(text, validate=True))
