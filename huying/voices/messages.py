"""What goes to a citizen's telephone from this room: number and code, once."""

from django.utils.translation import gettext_lazy as _

from huying.kernel import delivery, scope
from huying.kernel.words import kept

from .codes import codes


def send_slip(voice, *, at, confirm: bool = False) -> None:
    """Number and code of a voice or an idea by SMS; the text is kept encrypted until it is sent, then erased.

    `confirm`: said without an account, it counts once it is confirmed.
    """
    if confirm:
        text = _(
            "【%(name)s人大】您反映的情况编号 %(number)s，查询码 %(code)s，请凭它们在网站“查进度”里确认。请勿告诉他人。"
        )
    else:
        text = _("【%(name)s人大】您反映的情况编号 %(number)s，查询码 %(code)s。请勿告诉他人。")
    _send(voice, text, at)


def send_new_code(voice, *, at) -> None:
    _send(voice, _("【%(name)s人大】您反映的 %(number)s 的新查询码：%(code)s。请勿告诉他人。"), at)


def _send(voice, text, at) -> None:
    name = scope.current().short or scope.current().name
    words = {"name": name, "number": voice.number, "code": codes.spell(voice.fresh_code)}
    delivery.message(voice.phone, kept(text) % words, at=at)
