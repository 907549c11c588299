"""The signer's step of RFC 9474 (4.3): the raw RSA private operation, blinded against timing, checked before it leaves.

OpenSSL does it where its library can be loaded (openssl.py): constant time, its own base blinding, Chinese remainders with
its own fault check. Where no OpenSSL 3 is to be had, Python's numbers do it, slower, with base blinding of our own. In both
cases the answer is raised to the public exponent again and withheld unless it gives back what came: a fault in a
half-computed signature would give away the key.
"""

import contextlib
import secrets
from collections.abc import Iterable, Iterator
from math import gcd

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from . import openssl
from .publickey import EXPONENT, PublicKey
from .scheme import Unfit


class Fault(RuntimeError):
    """The private operation went wrong; nothing is handed out. The machine or its memory is not to be trusted."""


def generate(bits: int = 2048) -> bytes:
    """A fresh private key (PKCS#8, DER) for one poll."""
    key = rsa.generate_private_key(public_exponent=EXPONENT, key_size=bits)
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


class Signer:
    """Signs blinded messages with one private key (PKCS#8, DER); may be used by several threads; close() when done."""

    def __init__(self, private: bytes, *, native: bool | None = None):
        # Checking the primes anew takes longer than a hundred signatures; every answer is checked anyway.
        key = load_der_private_key(private, password=None, unsafe_skip_rsa_key_validation=True)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise ValueError("not an RSA key")
        self.public = PublicKey(key.public_key())
        library = openssl.load() if native is not False else None
        if native and library is None:
            raise OSError("no OpenSSL 3 to be found")
        self._raw = openssl.Raw(library, private) if library else _Plain(key.private_numbers())

    def sign(self, blinded: bytes) -> bytes:
        """The blind signature. Unfit: not what blind() makes under this key. Fault: the machine erred."""
        (answer,) = self.sign_each([blinded])
        if isinstance(answer, Unfit):
            raise answer
        return answer

    def sign_each(self, messages: Iterable[bytes]) -> list[bytes | Unfit]:
        """Blind signatures in the order of the messages, Unfit in place of one that is none. Fault: the machine erred."""
        with self._raw.hand() as hand:
            return [self._fault(blinded) or self._checked(hand, blinded) for blinded in messages]

    def _fault(self, blinded: bytes) -> Unfit | None:
        if len(blinded) != self.public.size:
            return Unfit("blinded message of wrong length")
        if not 0 < int.from_bytes(blinded, "big") < self.public.n:
            return Unfit("blinded message out of range")
        return None

    @staticmethod
    def _checked(hand, blinded: bytes) -> bytes:
        answer = hand.sign(blinded)
        if hand.back(answer) != blinded:
            raise Fault("private operation failed its check")
        return answer

    def close(self) -> None:
        """Free the key; OpenSSL wipes its own copy."""
        self._raw.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class _Plain:
    """Python's own numbers: base blinding afresh for every message, then Chinese remainders."""

    def __init__(self, numbers: rsa.RSAPrivateNumbers):
        self.numbers, self.public = numbers, numbers.public_numbers

    @contextlib.contextmanager
    def hand(self) -> Iterator["_Plain"]:
        yield self

    def back(self, signature: bytes) -> bytes:
        public = self.public
        m = pow(int.from_bytes(signature, "big"), public.e, public.n)
        return m.to_bytes((public.n.bit_length() + 7) // 8, "big")

    def sign(self, blinded: bytes) -> bytes:
        k, n = self.numbers, self.public.n
        while gcd(r := secrets.randbelow(n - 1) + 1, n) != 1:
            pass
        m = int.from_bytes(blinded, "big") * pow(r, self.public.e, n) % n
        s1, s2 = pow(m, k.dmp1, k.p), pow(m, k.dmq1, k.q)
        s = s2 + k.q * ((s1 - s2) * k.iqmp % k.p)
        return (s * pow(r, -1, n) % n).to_bytes((n.bit_length() + 7) // 8, "big")

    def close(self) -> None:
        del self.numbers
