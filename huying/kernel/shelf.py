"""Bytes on disk under random names, a folder per congress. All or nothing: a half-written file does not stay."""

import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from . import scope
from .content import BadFile


def put(data: bytes) -> str:
    """Keep the bytes; returns the place. BadFile when the disk will not take them."""
    token = secrets.token_hex(20)
    place = f"{scope.current().code}/{token[:2]}/{token}"
    try:
        return default_storage.save(place, ContentFile(data))
    except OSError as e:
        drop(place)
        raise BadFile(
            _("文件没有保存：服务器的磁盘写不进去（可能已满）。请稍后再试，或者告诉管理员。")
        ) from e


def open_(place: str):
    """A binary file object. BadFile when the file is gone."""
    try:
        return default_storage.open(place)
    except OSError as e:
        raise BadFile(_("文件不在了，请告诉管理员从备份恢复。")) from e


def drop(place: str) -> None:
    """Forget the bytes; nothing happens when they are gone already."""
    with suppress(OSError):
        default_storage.delete(place)


def older(than: datetime) -> Iterator[str]:
    """Places of the congress being served whose bytes were put there before that moment."""
    top = scope.current().code
    with suppress(OSError):
        for shelf in default_storage.listdir(top)[0]:
            for name in default_storage.listdir(f"{top}/{shelf}")[1]:
                place = f"{top}/{shelf}/{name}"
                with suppress(OSError):
                    if default_storage.get_modified_time(place) < than:
                        yield place
