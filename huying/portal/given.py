"""What an operation was given: cleaned once, refused in words a person can act on."""

import re

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.kernel.case import Case, Counter
from huying.kernel.process import Refused

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def text(value, label, most: int = 50_000, required: bool = True) -> str:
    """The text without outer blanks and controls; Refused where it is missing or longer than `most` characters."""
    value = CONTROLS.sub("", (value or "").replace("\r\n", "\n").replace("\r", "\n")).strip()
    if required and not value:
        raise Refused(_("请填写“%(label)s”。") % {"label": label})
    if len(value) > most:
        raise Refused(
            _("“%(label)s”最多 %(most)s 字，现在 %(n)s 字。")
            % {"label": label, "most": most, "n": len(value)}
        )
    return value


def line(value, label, most: int, required: bool = True) -> str:
    return text(value, label, most, required).replace("\n", " ")


def choice(value, choices, label) -> str:
    if value not in choices:
        raise Refused(_("请选择“%(label)s”。") % {"label": label})
    return value


def several(values, choices, label) -> list[str]:
    return [choice(v, choices, label) for v in dict.fromkeys(values or ())]


def docket(mark: str, title: str, at) -> Case:
    """A case of the portal: numbers of its own, so that it takes none from the matters of the congress."""
    congress = scope.current()
    prefix = congress.switches.get("prefix") or congress.code.upper()
    number = f"{prefix}-{mark}-{Counter.take(f'portal-{mark}'):05d}"
    return Case.objects.create(number=number, title=title[:200], opened_on=timezone.localdate(at))
