"""The finisher: keys of polls that are counted, annulled or were never opened are destroyed."""

import time
import uuid

from . import keys
from .models import Poll

WANTED = ("open", "closed")  # states in which a poll's key is still needed
GRACE = 600  # seconds in which an opening may still be on its way to its commit


def overdue(grace: float = GRACE) -> list[tuple[str, str]]:
    """(uid, kind) of every key that should be gone, over all congresses."""
    kept = keys.kept()
    if not kept:
        return []
    wanted = Poll.everywhere.filter(uid__in=[uuid.UUID(uid) for uid, _k, _t in kept]).values_list(
        "uid", "state"
    )
    states = {uid.hex: state for uid, state in wanted}
    found = []
    for uid, kind, written in kept:
        state = states.get(uid, "")
        done = state in ("counted", "declared", "annulled") or (kind == "rsa" and state == "closed")
        if done or (state not in WANTED and time.time() - written > grace):
            found.append((uid, kind))
    return found


def sweep(grace: float = GRACE) -> list[str]:
    """Destroy them; the uids."""
    gone = []
    for uid, kind in overdue(grace):
        if keys.destroy(uid, kind):
            gone.append(uid)
    return gone


def wanted(at) -> bool:
    """Is there a poll to close, or a key to destroy? Asked every few seconds by the worker."""
    due = Poll.everywhere.filter(state="open", closes_at__lte=at)
    return due.exists() or bool(overdue())
