"""The code that belongs to a booking's number: eight digits, shown once, kept only as a keyed digest."""

import hashlib
import hmac
import secrets
import unicodedata

from django.conf import settings

from huying.kernel.crypto import blind_index

DIGITS = 8


def fresh(seed: str = "") -> str:
    """A new code; with the form's own key as seed the doubled press of a button shows the same one again."""
    if not seed:
        return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    key = hashlib.sha256(b"booking-code" + settings.FIELD_KEYS[-1].encode()).digest()
    made = hmac.new(key, seed.encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(made[:8]) % 10**DIGITS:0{DIGITS}d}"


def digest(number: str, code: str) -> str:
    """What the database keeps; the number salts it."""
    return blind_index(f"booking {number} {code}")


def fits(booking, code: str) -> bool:
    """Is this the booking's code? Blanks, dashes and full-width digits are forgiven."""
    return bool(booking.code_digest) and hmac.compare_digest(
        booking.code_digest, digest(booking.number, plain(code))
    )


def plain(code: str) -> str:
    return "".join(ch for ch in unicodedata.normalize("NFKC", code or "") if ch.isascii() and ch.isdigit())


def spell(code: str) -> str:
    return f"{code[:4]} {code[4:]}"
