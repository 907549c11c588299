"""Personal numbers encrypted at rest, found again by a keyed index, masked on screen.

Keys come from settings.FIELD_KEYS (newest first; older ones still decrypt). Losing them loses the numbers:
`huying backup` carries them.
"""

import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


def _box() -> MultiFernet:
    return _box_of(tuple(settings.FIELD_KEYS))


@lru_cache(maxsize=4)
def _box_of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def blind_index(text: str) -> str:
    """Keyed digest by which an encrypted value is found; useless without the key."""
    key = hashlib.sha256(b"index" + settings.FIELD_KEYS[-1].encode()).digest()
    return hmac.new(key, text.strip().encode(), hashlib.sha256).hexdigest()[:32] if text.strip() else ""


def fingerprint(text: str) -> str:
    """A short keyed digest of what stands nowhere else: tells whether it is the same, and nobody without the key can
    try out numbers and names against it."""
    return hmac.digest(_mark_key(settings.FIELD_KEYS[-1]), text.encode(errors="replace"), "sha256").hex()[:16]


@lru_cache(maxsize=4)
def _mark_key(key: str) -> bytes:
    return hashlib.sha256(b"mark" + key.encode()).digest()


def mask(text: str) -> str:
    """138****5678: enough to recognise, too little to call."""
    if len(text) < 5:
        return "*" * len(text)
    keep = 4 if len(text) > 8 else 1
    return text[: min(3, keep)] + "*" * (len(text) - min(3, keep) - keep) + text[-keep:]


class EncryptedField(models.TextField):
    """Text that stands encrypted in the database and plain in memory."""

    def from_db_value(self, value, expression, connection):
        if not value:
            return ""
        try:
            return _box().decrypt(value.encode()).decode()
        except InvalidToken:
            return ""

    def get_prep_value(self, value):
        return _box().encrypt(value.encode()).decode() if value else ""


def seal(text: str) -> str:
    """Encrypt what has to travel through a session or a form and must not stand there readable."""
    return _box().encrypt(text.encode()).decode()


def unseal(token: str, seconds: int) -> str:
    """What was sealed at most `seconds` ago; "" for anything else."""
    try:
        return _box().decrypt(token.encode(), ttl=seconds).decode()
    except (InvalidToken, UnicodeEncodeError):
        return ""
