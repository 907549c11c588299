"""Say, show, hide."""

import hmac

from django.utils.translation import gettext as _

from huying.kernel.given import clean, needed
from huying.kernel.process import Refused, creates, does

from .. import watch, words
from ..codes import codes
from ..operations.shared import chosen
from .flow import FLOW
from .models import Post

__all__ = ["hide", "say", "show", "take_down", "write"]
LONGEST = 2000


def _new(consultation, *, at, text, name="", member=None) -> Post:
    if consultation.state != "open":
        raise Refused(_("讨论没有开放或者已经结束。"))
    text = needed(text, _("发言"))
    if len(text) > LONGEST:
        raise Refused(_("发言最多 %(most)s 字。") % {"most": LONGEST})
    return Post(
        consultation=consultation, case_id=consultation.case_id, text=text, name=clean(name)[:20], member=member, said_at=at,
        is_flagged=watch.holds(text, name),
    )  # fmt: skip


@creates(FLOW["say"])
def say(*, by, at, consultation, text, name="", join_code=""):
    """By a citizen who was given the code of the thread; anybody where the thread is open to the public."""
    if not consultation.is_open and not hmac.compare_digest(
        codes.plain(join_code).encode(), (consultation.join_code or " ").encode()
    ):
        raise Refused(_("参加码不对，请向主持人索取。"))
    return _new(consultation, at=at, text=text, name=name)


@creates(FLOW["write"])
def write(*, by, at, consultation, text):
    return _new(consultation, at=at, text=text, member=by)


@does(FLOW["show"])
def show(post, *, by, at):
    post.reason = ""


@does(FLOW["hide"])
def hide(post, *, by, at, reason, text=""):
    post.reason = chosen(reason, words.DECLINES, _("理由"))
    return {"reason": reason, "note": clean(text)}


@does(FLOW["take_down"])
def take_down(post, *, by, at, reason, text=""):
    post.reason = chosen(reason, words.TAKEN_DOWN, _("理由"))
    return {"reason": reason, "note": clean(text)}
