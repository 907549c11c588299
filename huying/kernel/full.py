"""A database or a disk that takes nothing now: told from a fault of ours, and said in words for whoever reads it."""

import errno

from django.db import OperationalError
from django.utils.translation import gettext as _

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
ADMINISTERS = ("admin", "clerk", "leader")


def takes_nothing(error: BaseException | None) -> bool:
    """Is it (or what it came from) a full, busy or locked database, or a full disk? A missing table is ours to mend."""
    while error is not None:
        if isinstance(error, OperationalError):
            return "no such" not in str(error)
        if isinstance(error, OSError) and error.errno in FULL:
            return True
        error = error.__cause__ or error.__context__
    return False


def said(by=None) -> str:
    """What a person is told; where to look is for those who can do something about it."""
    text = _("系统现在存不进新的内容，什么也没有改动。请稍后再按一次。")
    return text + where_to_look() if getattr(by, "role", "") in ADMINISTERS else text


def where_to_look() -> str:
    return _("原因多半是数据库正忙或者磁盘已满：“系统状况”页、命令 huying doctor 和日志写明是哪一种。")
