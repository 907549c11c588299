"""The sign-in code of a station: eight digits that change every few minutes, shown on its screen or paper-free board.

It is drawn from the installation's key, the congress, the station and the minute, so nothing is stored and nothing can
be worked out from older codes. Whoever stands in the station reads it; a code passed on by telephone works for some
minutes, which the position beside it may show.
"""

import hashlib
import hmac

from django.conf import settings

STEP = 120  # seconds that one code is shown
GRACE = 2  # how many codes back are still taken: somebody types slowly
DIGITS = 8


def code_at(station, at) -> str:
    """The code of this station at this moment."""
    return _code(station, int(at.timestamp()) // STEP)


def left(at) -> int:
    """Seconds until the next code."""
    return STEP - int(at.timestamp()) % STEP


def fits(station, code: str, at) -> bool:
    """Is this a code that the station showed in the last minutes? Blanks are forgiven."""
    given = "".join(ch for ch in (code or "") if ch.isascii() and ch.isdigit())
    now = int(at.timestamp()) // STEP
    found = False
    for back in range(GRACE + 1):  # all are compared, so that the time taken says nothing
        found |= hmac.compare_digest(_code(station, now - back), given)
    return found


def spell(code: str) -> str:
    """1234 5678: as it is shown."""
    return f"{code[:4]} {code[4:]}"


def _code(station, step: int) -> str:
    key = hashlib.sha256(b"station-sign-in" + settings.FIELD_KEYS[-1].encode()).digest()
    made = hmac.new(key, f"{station.congress_id} {station.pk} {step}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(made[:8]) % 10**DIGITS:0{DIGITS}d}"
