"""Ways out of the house: one small interface, so that an office plugs in the SMS gateway it has.

settings.CHANNELS maps a name to a dotted path and its options. What `send` raises is tried again later.
"""

import json
import re
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

LABELS = {"mail": _("电子邮件"), "sms": _("短信"), "wechat": _("微信")}


class Channel(Protocol):
    """Hand `text` over for `to`; return when the other side has taken it, raise when it has not."""

    def send(self, to: str, text: str, *, subject: str = "") -> None: ...


class Mail:
    """By Django's e-mail backend."""

    def send(self, to: str, text: str, *, subject: str = "") -> None:
        EmailMessage(subject=subject or text.partition("\n")[0][:80], body=text, to=[to]).send()


class ToFile:
    """Writes each message as a line of JSON: for trying out, and for gateways that fetch a file."""

    def __init__(self, path: str):
        self.path = Path(path)

    def send(self, to: str, text: str, *, subject: str = "") -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = {"at": timezone.now().isoformat(), "to": to, "text": text}
        with self.path.open("a", encoding="utf-8") as out:
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
        self.path.chmod(0o600)


def channel(name: str) -> Channel:
    """The channel of this name as the installation has set it."""
    path, options = settings.CHANNELS[name]
    return import_string(path)(**options)


def known() -> list[str]:
    return list(settings.CHANNELS)


def is_mobile(number: str) -> bool:
    return bool(re.fullmatch(r"(\+?86)?1\d{10}", number.replace(" ", "").replace("-", "")))
