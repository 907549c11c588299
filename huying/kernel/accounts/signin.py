"""From a name and a password to a session: throttled, the same answer for unknown names, never half way in."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.contrib.auth import authenticate, login
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from ..roster import Account
from . import factors, throttle

BACKEND = "django.contrib.auth.backends.ModelBackend"
PENDING, SINCE, ENROL, SEEN = "signin-pending", "signin-since", "signin-enrol", "signin-seen"
PENDING_LASTS = timedelta(minutes=10)


@dataclass
class Locked(Exception):
    """Too many tries from here; `until` is when the next one counts."""

    until: datetime


def plain(username: str) -> str:
    """One spelling of a user name, so that writing it otherwise neither opens nor evades anything."""
    return unicodedata.normalize("NFKC", username).strip().lower()


def attempt(request, username: str, password: str, *, at) -> Account | None:
    """The account when both fit; None when not, whatever the reason; Locked when this address tried too often."""
    where = throttle.address(request)
    if until := throttle.blocked_until("address", where, at):
        raise Locked(until)
    account = authenticate(request, username=plain(username), password=password)
    if account is None:
        throttle.failed("address", where, at)
        if getattr(request, "axes_locked_out", False):
            request.axes_locked_out = False  # the page answers itself
            raise Locked(locked_until(plain(username), where, at))
    return account


def locked_until(username: str, where: str, at) -> datetime:
    """When the pair of account and address may try again."""
    rows = AccessAttempt.objects.filter(username=username, ip_address=where)
    last = rows.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    return (last or at) + (get_cool_off() or timedelta())


def enter(request, account, *, at) -> str:
    """Right name and password. "code": asks for the second factor first; "enrol": in, but only to bind one; "in"."""
    if factors.enrolled(account):
        request.session.cycle_key()
        request.session[PENDING], request.session[SINCE] = account.pk, at.timestamp()
        return "code"
    return admit(request, account, at=at, owes=factors.required(account))


def pending(request, *, at) -> Account | None:
    """Whose second factor this session still owes; None when nobody's or when it waited too long."""
    pk, since = request.session.get(PENDING), request.session.get(SINCE, 0)
    if pk is None or at.timestamp() - since > PENDING_LASTS.total_seconds():
        return None
    return Account.objects.filter(pk=pk, is_active=True).first()


def second(request, account, code: str, *, at) -> bool:
    """Does the code fit? Counted per account: only who knows the password gets here."""
    if until := throttle.blocked_until("factor", str(account.pk), at):
        raise Locked(until)
    if not factors.check(account, code):
        throttle.failed("factor", str(account.pk), at)
        return False
    throttle.forget("factor", str(account.pk))
    return True


def admit(request, account, *, at, owes: bool | None = None) -> str:
    """Open the session under a new key, all its rows in one transaction. `owes`: a second factor, where that is known."""
    if owes is None:
        owes = not factors.enrolled(account) and factors.required(account)
    with transaction.atomic():
        login(request, account, backend=BACKEND)
    for key in (PENDING, SINCE, ENROL):
        request.session.pop(key, None)
    request.session[SEEN] = int(at.timestamp())
    if owes:
        request.session[ENROL] = True
    return "enrol" if owes else "in"


def confirm_password(account, password: str, *, at) -> bool:
    """Is it really they, asked again inside a session?"""
    if until := throttle.blocked_until("password", str(account.pk), at):
        raise Locked(until)
    if check_password(password, account.password):
        throttle.forget("password", str(account.pk))
        return True
    throttle.failed("password", str(account.pk), at)
    return False


def hashed(password: str) -> str:
    return make_password(password)
