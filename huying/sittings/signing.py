"""The sign-in code of a sitting: eight digits that change every two minutes, shown on the screen at the door."""

import hashlib
import hmac

from django.conf import settings

STEP, GRACE, DIGITS = 120, 2, 8


def code_at(sitting, at) -> str:
    """The code shown at this moment."""
    return _code(sitting, int(at.timestamp()) // STEP)


def left(at) -> int:
    """Seconds until the next code."""
    return STEP - int(at.timestamp()) % STEP


def fits(sitting, code: str, at) -> bool:
    """Is this a code that was shown in the last minutes? Blanks are forgiven; all are compared, so that time says nothing."""
    given = "".join(ch for ch in (code or "") if ch.isascii() and ch.isdigit())
    now, found = int(at.timestamp()) // STEP, False
    for back in range(GRACE + 1):
        found |= hmac.compare_digest(_code(sitting, now - back), given)
    return found


def _code(sitting, step: int) -> str:
    key = hashlib.sha256(b"sitting-sign-in" + settings.FIELD_KEYS[-1].encode()).digest()
    made = hmac.new(key, f"{sitting.congress_id} {sitting.pk} {step}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(made[:8]) % 10**DIGITS:0{DIGITS}d}"
