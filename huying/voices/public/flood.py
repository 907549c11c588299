"""Limits against floods and guessing: by address, counted in the database so that all workers count together.

Nobody can use them to lock another person out: what is counted is the address that asks, not the number asked for.
"""

from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.kernel.accounts import throttle
from huying.kernel.crypto import blind_index

MIN_SECONDS = 3  # nobody reads and fills the form faster
throttle.LIMITS.update(
    {
        "voice": (6, timedelta(minutes=10)),  # voices per address: a household, a station's shared phone
        "voice_day": (40, timedelta(days=1)),
        "voice_congress": (600, timedelta(hours=1)),
        "voice_phone": (5, timedelta(days=1)),  # messages to one telephone: a form is no way to pester others
        "follow": (20, timedelta(hours=1)),  # wrong numbers or codes per address
        "lost_code": (6, timedelta(hours=1)),  # messages asked for per address
    }
)


def _who(request) -> str:
    return f"{scope.current().code} {throttle.address(request)}"


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


def _messaged(phone: str) -> list[tuple[str, str]]:
    return [("voice_phone", f"{scope.current().code} {blind_index(phone)}")] if phone else []


def _counted(request) -> list[tuple[str, str]]:
    who = _who(request)
    return [("voice", who), ("voice_day", who), ("voice_congress", scope.current().code)]


def may_guess(request, at, kind="follow") -> bool:
    return throttle.blocked_until(kind, _who(request), at) is None


def missed(request, at, kind="follow") -> None:
    """A wrong number or code from this address."""
    throttle.failed(kind, _who(request), at)


def stamp(at) -> str:
    """When the form was shown, signed."""
    return Signer(salt="voice-form").sign(str(int(at.timestamp())))


def too_fast(token: str, at) -> bool:
    """Sent sooner than a person could, or without the stamp of a form that was shown."""
    try:
        shown = int(Signer(salt="voice-form").unsign(token))
    except (BadSignature, ValueError):
        return True
    return at.timestamp() - shown < MIN_SECONDS
