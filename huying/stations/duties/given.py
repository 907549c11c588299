"""What operations were given, checked once; and the dockets of matters that take no number from the congress's own."""

import re

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import files as attachments
from huying.kernel import scope
from huying.kernel.case import Case, Counter
from huying.kernel.process import Refused

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def text(value, label, most: int = 20_000, required: bool = True) -> str:
    """Without outer blanks, controls and marks that turn the writing; Refused where it is missing or too long."""
    value = CONTROLS.sub("", (value or "").replace("\r\n", "\n").replace("\r", "\n")).strip()
    if required and not value:
        raise Refused(_("请填写“%(label)s”。") % {"label": label})
    if len(value) > most:
        raise Refused(_("“%(label)s”最多 %(most)s 字，现在 %(n)s 字。")
                      % {"label": label, "most": most, "n": len(value)})  # fmt: skip
    return value


def number(value, label, low: int, high: int) -> int:
    """A whole number between the two."""
    if value is None or not low <= value <= high:
        raise Refused(
            _("“%(label)s”应在 %(low)s 到 %(high)s 之间。") % {"label": label, "low": low, "high": high}
        )
    return value


def choice(value, choices, label) -> str:
    if value not in choices:
        raise Refused(_("请选择“%(label)s”。") % {"label": label})
    return value


def ahead(value, at, label):
    """A day from today on, at most two years away."""
    today = timezone.localdate(at)
    if value is None or not 0 <= (value - today).days <= 730:
        raise Refused(_("“%(label)s”应在今天以后、两年以内。") % {"label": label})
    return value


def past(value, at, label):
    """A day up to today, at most two years ago; today where none was given."""
    today = timezone.localdate(at)
    value = value or today
    if not 0 <= (today - value).days <= 730:
        raise Refused(_("“%(label)s”不能晚于今天，也不能早于两年以前。") % {"label": label})
    return value


def degrees(latitude, longitude) -> tuple:
    """(latitude, longitude) to four digits, about ten metres; (None, None) where not both were given."""
    if latitude is None or longitude is None:
        return None, None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Refused(_("位置不对，请重新获取，或者不带位置提交。"))
    return round(latitude, 4), round(longitude, 4)


def keep(files, subject, *, by, at) -> None:
    for upload in files or ():
        attachments.store(upload, case=subject.case, by=by, at=at, subject=subject)


def docket(mark: str, title, at) -> Case:
    """A docket of its own kind: QH-JD-2026-00012."""
    (made,) = dockets(mark, [title], at)
    made.save()
    return made


def dockets(mark: str, titles, at) -> list[Case]:
    """Unsaved dockets with numbers that follow each other."""
    congress, day = scope.current(), timezone.localdate(at)
    prefix = congress.switches.get("prefix") or congress.code.upper()
    first = Counter.take(f"{mark}-{day.year}", len(titles))
    return [
        Case(congress=congress, number=f"{prefix}-{mark}-{day.year}-{n:05d}", title=str(title)[:200], opened_on=day)
        for n, title in enumerate(titles, first)
    ]  # fmt: skip
