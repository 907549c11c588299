"""Limits against floods and guessing: by address, counted in the database so that all workers count together.

Nobody can use them to lock another person out: what is counted is the address that asks, not the number asked for.
"""

from datetime import timedelta

from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.kernel.accounts import throttle
from huying.kernel.crypto import blind_index
from huying.ui.visitors.guard import who

throttle.LIMITS.update(
    {
        "voice": (6, timedelta(minutes=10)),  # voices per address: a household, a station's shared phone
        "voice_day": (40, timedelta(days=1)),
        "voice_congress": (6000, timedelta(hours=1)),  # none of them reaches triage before it is confirmed
        "voice_phone": (5, timedelta(days=1)),  # messages to one telephone: a form is no way to pester others
        "follow": (60, timedelta(hours=1)),  # wrong numbers or codes per address: a town may stand behind one
        "follow_number": (8, timedelta(hours=1)),  # wrong codes for one number per address
        "lost_code": (6, timedelta(hours=1)),  # messages asked for per address
    }
)


def refusal(request, at) -> str:
    """Why no further voice is taken from this address just now; "" when it is."""
    return look(request, at)[0]


def look(request, at, phone: str = "") -> tuple[str, bool]:
    """(why no further voice is taken, "" when it is; may this telephone get one more message with a code today?)

    One question for all limits. The number is counted by its keyed digest.
    """
    waits = throttle.blocked([*_counted(request), *_messaged(phone)], at)
    may_message = bool(phone) and waits.pop("voice_phone", None) is None
    return _why(next(iter(waits), "")), may_message


def _why(blocked: str) -> str:
    if blocked == "voice_congress":
        return _("现在提交的人太多，请过一会儿再试；您写的内容还在。")
    return _("这个网络地址短时间内提交得太多，请过一会儿再试；您写的内容还在。") if blocked else ""


def count(request, at, phone: str = "") -> None:
    """One voice was taken, and a message to this telephone; inside its transaction, so that it costs no write of its own."""
    throttle.count([*_counted(request), *_messaged(phone)], at)


def may_message(phone: str, at, *, theirs: bool = True) -> bool:
    """May this telephone get one more message with a code today? Asking counts; where it is not `theirs` nothing is sent,
    and a count beside it takes the same work, so that nobody uses up another person's messages."""
    asked = _messaged(phone if theirs else f"?{phone}")
    if not asked or throttle.blocked(asked, at):
        return False
    throttle.count(asked, at)
    return True


def _messaged(phone: str) -> list[tuple[str, str]]:
    return [("voice_phone", f"{scope.current().code} {blind_index(phone)}")] if phone else []


def _counted(request) -> list[tuple[str, str]]:
    asks = who(request)
    return [("voice", asks), ("voice_day", asks), ("voice_congress", scope.current().code)]


def may_guess(request, at, kind="follow", number="") -> bool:
    return not throttle.blocked(_guessed(request, kind, number), at)


def missed(request, at, kind="follow", number="") -> None:
    """A wrong number or code from this address."""
    throttle.count(_guessed(request, kind, number), at)


def _guessed(request, kind, number) -> list[tuple[str, str]]:
    of_number = [("follow_number", f"{who(request)} {number.upper()}")] if number else []
    return [(kind, who(request)), *of_number]
