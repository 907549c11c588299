"""What a typed name, number or list of words must be; the refusal says what is wrong. Used by forms and by imports."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PHONE = re.compile(r"\+?[0-9][0-9 -]{4,18}[0-9]")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def plain(text) -> str:
    """Full-width digits and letters as half-width, blanks at both ends gone."""
    return unicodedata.normalize("NFKC", str(text or "")).strip()


def name_of(text) -> str:
    """A person's name: NFC only, so that rare characters stay what they are."""
    name = unicodedata.normalize("NFC", str(text or "")).strip()
    if any(c in name for c in "<>=@{}|\n\t") or name.isdigit():
        raise ValidationError(_("这不像一个姓名。"))
    return name


def phone(text) -> str:
    number = plain(text)
    if number and not PHONE.fullmatch(number):
        raise ValidationError(_("电话只能是数字，如 13800138000 或 0571-87654321。"))
    return number


def id_card(text) -> str:
    """GB 11643: 17 digits and a check digit; the old 15 digits pass."""
    number = plain(text).upper()
    if not number or re.fullmatch(r"\d{15}", number):
        return number
    if not re.fullmatch(r"\d{17}[\dX]", number):
        raise ValidationError(_("身份证号应为 18 位。"))
    total = sum(int(c) * w for c, w in zip(number, WEIGHTS, strict=False))
    if "10X98765432"[total % 11] != number[-1]:
        raise ValidationError(_("身份证号的校验位不对，请核对。"))
    return number


def tags(text) -> list[str]:
    """Words between 、 ， , ; or blanks, each once."""
    words = [w.strip()[:20] for w in re.split(r"[、，,;；\s]+", str(text or ""))]
    return list(dict.fromkeys(w for w in words if w))
