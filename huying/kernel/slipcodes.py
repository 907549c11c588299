"""The code that a citizen without account gets with a number: eight digits, shown once, kept only as a keyed digest."""

import hashlib
import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass

from django.conf import settings

from .crypto import blind_index
from .scope import current

DIGITS = 8


def fresh(kind: str, seed: str = "") -> str:
    """A new code. With a form's own key as seed the doubled press of a button shows the same code again."""
    if not seed:
        return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    key = hashlib.sha256(f"{kind}-code".encode() + settings.FIELD_KEYS[-1].encode()).digest()
    made = hmac.new(key, seed.encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(made[:8]) % 10**DIGITS:0{DIGITS}d}"


def digest(kind: str, number: str, code: str) -> str:
    """What the database keeps. The number salts it: equal codes do not look equal."""
    return blind_index(f"{kind} {number} {code}")


def fits(kind: str, row, code: str) -> bool:
    """Is this the code of the row (`number`, `code_digest`)? Blanks, dashes and full-width digits are forgiven."""
    return bool(row.code_digest) and hmac.compare_digest(
        row.code_digest, digest(kind, row.number, plain(code))
    )


DASHES = (
    r"\s\-_·.\u2010-\u2015\u2212\u30fc\u4e00"  # also the stroke that an input method gives for a dash: 一
)
YEAR_AND_REST = "(20[0-9]{2})-?([0-9]{5,})"


def plain(code: str) -> str:
    return re.sub(f"[{DASHES}]", "", unicodedata.normalize("NFKC", code or ""))


def number(typed: str) -> str:
    """A number as it was given out, QH-2026-00012, however it is typed: full-width, small, with blanks, other dashes or none."""
    said = re.sub(f"[{DASHES}]+", "-", unicodedata.normalize("NFKC", typed or "").upper()).strip("-")
    usual = (
        current().code.upper()
    )  # a code may hold dashes of its own, and what is usually before a number is the code
    own = "-?".join(re.escape(part) for part in re.split("[-_]+", usual))
    if parts := re.fullmatch(f"(?:{own})-?{YEAR_AND_REST}", said):
        return "-".join((usual, *parts.groups()))[:40]
    parts = re.fullmatch(f"([A-Z][A-Z0-9]{{0,7}}?)-?{YEAR_AND_REST}", said)
    return ("-".join(parts.groups()) if parts else said)[:40]


def spell(code: str) -> str:
    """1234 5678: as it is printed and read out."""
    return f"{code[:4]} {code[4:]}"


@dataclass(frozen=True)
class Codes:
    """The codes of one kind of number: those of a voice open no booking."""

    kind: str

    def fresh(self, seed: str = "") -> str:
        return fresh(self.kind, seed)

    def digest(self, number: str, code: str) -> str:
        return digest(self.kind, number, code)

    def fits(self, row, code: str) -> bool:
        return fits(self.kind, row, code)

    plain = staticmethod(plain)
    spell = staticmethod(spell)
