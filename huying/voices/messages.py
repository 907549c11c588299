"""What goes to a citizen's telephone from this room: number and code, once."""

from django.utils.translation import gettext as _

from huying.kernel import delivery, scope

from .codes import codes


def send_slip(voice, *, at) -> None:
    """Number and code by SMS; the text is kept encrypted until it is sent, then erased."""
    text = _("【%(name)s人大】您反映的情况编号 %(number)s，查询码 %(code)s。请勿告诉他人。") % {
        "name": scope.current().short or scope.current().name, "number": voice.number, "code": codes.spell(voice.fresh_code),
    }  # fmt: skip
    delivery.message(voice.phone, text, at=at)
