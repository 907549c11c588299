"""Reading is counted, readers are not: a number a day and thing, kept in memory for some seconds and then added up."""

import threading
import time
from collections import Counter

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from huying.kernel import scope
from huying.kernel.roster import Congress

from .models import Tally

EVERY = 10.0  # seconds between two writings; what a crash loses is at most this
BY_CACHE = "huying.counted"  # in a request's environ: whoever asks for the page counts its readings itself
MOST = 5_000  # different things remembered at once; more are written at once

_lock = threading.Lock()
_waiting: Counter = Counter()  # (congress code, kind, key) → count
_last = time.monotonic()


def note(code: str, kind: str, key: str) -> None:
    """One more opening of a thing (kind "article" or "entry")."""
    with _lock:
        _waiting[code, kind, key] += 1


def forget() -> None:
    """Drop what is not written down yet."""
    with _lock:
        _waiting.clear()


def due() -> bool:
    """Is it time to write down what was counted?"""
    return bool(_waiting) and (time.monotonic() - _last > EVERY or len(_waiting) > MOST)


def flush(day=None) -> int:
    """Write down what was counted, on today's row of each thing; how many openings."""
    global _last
    with _lock:
        taken = Counter(_waiting)
        _waiting.clear()
        _last = time.monotonic()
    if not taken:
        return 0
    by_code: dict[str, list] = {}
    for (code, kind, key), count in taken.items():
        by_code.setdefault(code, []).append((kind, key, count))
    try:
        with transaction.atomic():
            for congress in Congress.objects.filter(code__in=by_code):
                with scope.congress(congress):
                    _add(by_code[congress.code], day or timezone.localdate())
    except Exception:
        with _lock:  # the database was busy: count them the next time
            _waiting.update(taken)
        raise
    return sum(taken.values())


def _add(found, day) -> None:
    for kind, key, count in sorted(found):
        rows = Tally.objects.filter(kind=kind, key=key, day=day)
        if not rows.update(count=F("count") + count):
            Tally.objects.get_or_create(kind=kind, key=key, day=day)
            rows.update(count=F("count") + count)
