"""What an operation was given: cleaned once, refused in words a person can act on, its files kept with the subject."""

import re

from django.utils.translation import gettext as _

from . import files as attachments
from .process import Refused

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def clean(value: str | None) -> str:
    """Line ends in one spelling; no outer blanks, no controls, no marks that turn the writing direction."""
    return CONTROLS.sub("", (value or "").replace("\r\n", "\n").replace("\r", "\n")).strip()


def needed(value: str | None, what) -> str:
    """The cleaned text, or a refusal that names what is missing."""
    if not (value := clean(value)):
        raise Refused(_("请填写%(what)s。") % {"what": what})
    return value


def text(value: str | None, label, most: int = 20_000, required: bool = True) -> str:
    """The cleaned text; Refused where it is missing or longer than `most` characters."""
    value = clean(value)
    if required and not value:
        raise Refused(_("请填写“%(label)s”。") % {"label": label})
    if len(value) > most:
        raise Refused(
            _("“%(label)s”最多 %(most)s 字，现在 %(n)s 字。")
            % {"label": label, "most": most, "n": len(value)}
        )
    return value


def line(value: str | None, label, most: int, required: bool = True) -> str:
    return text(value, label, most, required).replace("\n", " ")


def choice(value: str, choices, label) -> str:
    if value not in choices:
        raise Refused(_("请选择“%(label)s”。") % {"label": label})
    return value


def several(values, choices, label) -> list[str]:
    """Each of the choices once, in the order given."""
    return [choice(v, choices, label) for v in dict.fromkeys(values or ())]


def number(value: int | None, label, low: int, high: int) -> int:
    """A whole number between the two."""
    if value is None or not low <= value <= high:
        raise Refused(
            _("“%(label)s”应在 %(low)s 到 %(high)s 之间。") % {"label": label, "low": low, "high": high}
        )
    return value


def keep(files, subject, *, by, at, inside: bool = False) -> None:
    """Keep the uploads with the subject; the gate writes their digests into the trace. `inside`: not for units."""
    for upload in files or ():
        attachments.store(upload, case=subject.case, by=by, at=at, subject=subject, inside=inside)


def with_files(facts: dict, files, subject, by, at, inside: bool = False) -> dict:
    """The facts of a step that came with files, which are kept."""
    keep(files, subject, by=by, at=at, inside=inside)
    return facts
