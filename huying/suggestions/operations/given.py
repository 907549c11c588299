"""What an operation was given: checked once, refused in words a person can act on."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import given
from huying.kernel.clocks import rules
from huying.kernel.process import Refused


def text(value, label, most: int = 200_000, required: bool = True) -> str:
    """The kernel's cleaned text, as long as a suggestion may be."""
    return given.text(value, label, most, required)


def no_secret(suggestion, value, label) -> str:
    """Words that may be left out; Refused where they would be about a secret, which stands on paper alone."""
    if suggestion.secret and value:
        raise Refused(_("涉密建议的内容不得录入本平台；只登记纸质件的编号。"))
    return text(value, label, required=False)


def past_day(value, at, label, since: date | None = None) -> date:
    """The day, today where none was given; never after today nor before `since`."""
    today = timezone.localdate(at)
    value = value or today
    if value > today:
        raise Refused(_("“%(label)s”不能晚于今天。") % {"label": label})
    if since and value < since:
        raise Refused(_("“%(label)s”不能早于 %(day)s。") % {"label": label, "day": since.isoformat()})
    return value


def listed(key: str, code: str, label) -> dict:
    """The entry of a list in the congress's profile: {"code", "label"}."""
    for entry in rules()[0].value(key):
        if entry["code"] == code:
            return entry
    raise Refused(_("请选择“%(label)s”。") % {"label": label})


def unit(value, label):
    """A unit of this congress that still exists; where it does not, the refusal names its successor."""
    if value is None:
        raise Refused(_("请选择“%(label)s”。") % {"label": label})
    if not value.is_active:
        after = current_unit(value)
        hint = _("，其职责由%(unit)s承接") % {"unit": after} if after is not None and after != value else ""
        raise Refused(_("%(unit)s已经撤销%(hint)s，请重新选择。") % {"unit": value, "hint": hint})
    return value


def current_unit(value):
    """The unit itself, or whoever took over its duties; None where nobody did."""
    seen = set()
    while value is not None and not value.is_active and value.pk not in seen:
        seen.add(value.pk)
        value = value.successor
    return value if value is not None and value.is_active else None
