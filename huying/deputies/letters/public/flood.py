"""Limits against floods and guessing, by the address that asks; nobody can lock another person out by them."""

from datetime import timedelta

from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.kernel.accounts import throttle
from huying.ui.visitors import guard

throttle.LIMITS.update(
    {
        "letter": (6, timedelta(minutes=10)),  # letters per address: a household, a station's shared phone
        "letter_day": (30, timedelta(days=1)),
        "letter_deputy": (60, timedelta(hours=1)),  # letters to one deputy, whoever sends them
        "letter_guess": (20, timedelta(hours=1)),  # wrong numbers or codes per address
    }
)


def _whom(card) -> str:
    return f"{scope.current().code} {card.member_id}"


def refusal(request, card, at) -> str:
    """Why no further letter is taken just now; "" when it is."""
    if any(guard.reached(kind, request, at) for kind in ("letter", "letter_day")):
        return _("这个网络地址短时间内写得太多，请过一会儿再试；您写的内容还在。")
    if throttle.blocked_until("letter_deputy", _whom(card), at):
        return _("现在给这位代表写信的人太多，请过一会儿再试，或者到联络站反映；您写的内容还在。")
    return ""


def count(request, card, at) -> None:
    """One letter was taken."""
    for kind in ("letter", "letter_day"):
        guard.count(kind, request, at)
    throttle.failed("letter_deputy", _whom(card), at)


def may_guess(request, at) -> bool:
    return not guard.reached("letter_guess", request, at)


def missed(request, at) -> None:
    """A wrong number or code from this address."""
    guard.count("letter_guess", request, at)
