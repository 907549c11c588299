"""Slow down guessing without locking anybody else out.

Passwords: django-axes locks the pair of account and address. Here: a cap per address over all accounts, and caps
for what can only be tried by somebody who already knows a password (second factor) or holds no account (codes).
"""

from datetime import datetime, timedelta
from functools import cache
from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.db import connection

from ..crypto import blind_index
from ..prepared import Prepared
from .models import Attempt

LIMITS = {
    "address": (60, timedelta(hours=1)),  # an office behind one address mistypes too
    "code": (20, timedelta(hours=1)),  # invitation codes, per address
    "factor": (8, timedelta(minutes=15)),  # per account, after the right password
    "visitor_draft": (
        120,
        timedelta(hours=1),
    ),  # first drafts of visitors, per address: a school behind one address
    "password": (8, timedelta(minutes=15)),  # the old password on the change page, per account
}


def limit(kind: str) -> tuple[int, timedelta]:
    return getattr(settings, "THROTTLE", {}).get(kind) or LIMITS[kind]


def blocked_until(kind: str, who: str, at: datetime) -> datetime | None:
    """The moment from which `who` may try again, or None when they may now."""
    return blocked([(kind, who)], at).get(kind)


def failed(kind: str, who: str, at: datetime) -> None:
    """Count one failure; a window that has passed starts anew."""
    count([(kind, who)], at)


def blocked(asked: list[tuple[str, str]], at: datetime) -> dict[str, datetime]:
    """Kind → the moment from which it may be tried again, for those that must wait, in the order asked; one question."""
    keys = {kind: _key(kind, who) for kind, who in asked}
    counted = {key: (count, since) for key, count, since in _counts(len(keys))(*keys.values())}
    found = {}
    for kind, key in keys.items():
        (most, window), (count, since) = limit(kind), counted.get(key, (0, at))
        if count >= most and since > at - window:
            found[kind] = since + window
    return found


@cache
def _counts(how_many: int) -> Prepared:
    return Prepared(
        lambda *keys: Attempt.objects.filter(key__in=keys).values_list("key", "count", "since"),
        *[str] * how_many,
    )


def count(asked: list[tuple[str, str]], at: datetime) -> None:
    """Count one for each (kind, who), a row each; best inside a transaction that is open anyway.

    In the order of their keys, so that two that count the same ones cannot wait for each other.
    """
    spelled = connection.ops.adapt_datetimefield_value
    rows: dict[str, list] = {}
    for kind, who in asked:
        early = spelled(at - limit(kind)[1])
        key = _key(kind, who)
        rows[key] = [key, spelled(at), early, early, spelled(at)]
    with connection.cursor() as cursor:
        cursor.executemany(_COUNT, [rows[key] for key in sorted(rows)])


_COUNT = (
    "INSERT INTO kernel_attempt (key, count, since) VALUES (%s, 1, %s) ON CONFLICT (key) DO UPDATE SET "
    "count = CASE WHEN kernel_attempt.since <= %s THEN 1 ELSE kernel_attempt.count + 1 END, "
    "since = CASE WHEN kernel_attempt.since <= %s THEN %s ELSE kernel_attempt.since END"
)


def forget(kind: str, who: str) -> None:
    Attempt.objects.filter(key=_key(kind, who)).delete()


def purge(at: datetime) -> int:
    """Drop counts older than a day; how many."""
    return Attempt.objects.filter(since__lt=at - timedelta(days=1)).delete()[0]


def address(request) -> str:
    """Where the request comes from. Behind our own proxy: the last address it noted, which the client cannot forge.

    Of IPv6 the network of 64 bits: one household or one guesser has all addresses in it.
    """
    seen = request.META.get("REMOTE_ADDR", "")
    if getattr(settings, "BEHIND_PROXY", False) and (noted := request.META.get("HTTP_X_FORWARDED_FOR", "")):
        seen = noted.rsplit(",", 1)[-1].strip()
    try:
        found = ip_address(seen)
    except ValueError:
        return "0.0.0.0"  # noqa: S104 - a word for "unknown", nothing listens
    if isinstance(found, IPv6Address) and not found.is_loopback:
        return str(found.ipv4_mapped or IPv6Network((found.packed[:8] + bytes(8), 64)).network_address)
    return str(found)


def _key(kind: str, who: str) -> str:
    return f"{kind}:{blind_index(who)}"
