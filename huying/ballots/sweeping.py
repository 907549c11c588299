"""The finisher: keys of polls that are counted, annulled or were never opened are destroyed; another database's never."""

import time
import uuid

from . import keys
from .models import Poll

WANTED = ("open", "closed")  # states in which a poll's key is still needed
GRACE = 600  # seconds in which an opening may still be on its way to its commit


def overdue(grace: float = GRACE) -> list[tuple[str, str]]:
    """(uid, kind) of every key of this database that should be gone, over all congresses."""
    found = []
    for one, state in _own():
        done = state in ("counted", "declared", "annulled") or (one.kind == "rsa" and state == "closed")
        left = bool(one.database) and state not in WANTED and time.time() - one.written > grace
        if done or left:
            found.append((one.uid, one.kind))
    return found


def _own() -> list[tuple[keys.Kept, str]]:
    """This database's keys with the state of their polls, "" for a poll that it does not know.

    A file that names no database (an earlier version's) is its own only where it knows the poll.
    """
    kept = keys.kept()
    if not kept:
        return []
    here = keys.database()
    mine = [one for one in kept if one.database in (here, "")]
    rows = Poll.everywhere.filter(uid__in=[uuid.UUID(one.uid) for one in mine])
    states = {uid.hex: state for uid, state in rows.values_list("uid", "state")}
    return [(one, states.get(one.uid, "")) for one in mine if one.database or one.uid in states]


def foreign() -> list[keys.Kept]:
    """Keys in this home that belong to another database, or to one that is no more: nobody here touches them."""
    own = {one.path for one, _state in _own()}
    return [one for one in keys.kept() if one.path not in own]


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
