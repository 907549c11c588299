"""Limits against floods and guessing at the public booking pages, counted by the address that asks."""

from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.kernel.accounts import throttle

MIN_SECONDS = 3
throttle.LIMITS.update(
    {
        "booking": (6, timedelta(minutes=10)),  # bookings per address
        "booking_words": (60, timedelta(minutes=10)),  # messages per address
        "booking_guess": (20, timedelta(hours=1)),  # wrong numbers or codes per address
    }
)


def _who(request) -> str:
    return f"{scope.current().code} {throttle.address(request)}"


def reached(kind: str, request, at) -> bool:
    return throttle.blocked_until(kind, _who(request), at) is not None


def count(kind: str, request, at) -> None:
    throttle.failed(kind, _who(request), at)


def stamp(at) -> str:
    """When the form was shown, signed."""
    return Signer(salt="booking-form").sign(str(int(at.timestamp())))


def robot(trap: str, shown: str, at) -> str:
    """Why this does not look like a person ("" where it does)."""
    if trap:
        return _("有一格请不要填写，请清空后再提交。")
    try:
        seen = int(Signer(salt="booking-form").unsign(shown))
    except (BadSignature, ValueError):
        seen = int(at.timestamp())
    if at.timestamp() - seen < MIN_SECONDS:
        return _("提交得太快了，请核对一遍，几秒后再按一次“提交”。")
    return ""
