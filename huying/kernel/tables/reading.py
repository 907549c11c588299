"""Reading a table: bytes in, records out, each with its number, counting the header as 1."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from ..content import BadFile, check, clean_name

NOTE = "※"  # lines that begin with it explain and are no records
ODS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
LOCKED = "EncryptedPackage".encode("utf-16-le")  # a workbook under a password is kept inside the old format
MAX_COLUMNS, MAX_RECORDS = 200, 200_000


class BadTable(Exception):
    """The table cannot be read at all; the text says why, in words for whoever sent it."""


@dataclass(frozen=True)
class Record:
    """One record as it stands in the file; `problem` says why it could not be read whole."""

    line: int
    cells: tuple
    problem: str = ""


@dataclass(frozen=True)
class Table:
    """`headers` as they stand; `records()` reads the rest anew on each call, one by one."""

    headers: tuple[str, ...]
    records: Callable[[], Iterator[Record]]


def read(name: str, data: bytes, worksheet: str = "") -> Table:
    """A table from the bytes of an .xlsx (the sheet named, else the first) or .csv file. BadTable in Chinese where it is none."""
    from . import reading_csv

    ending = PurePosixPath(clean_name(name)).suffix.lower()
    if not data:
        raise BadTable(_("文件是空的。"))
    if data.startswith(b"PK\x03\x04"):
        if ODS in data[:200]:  # by its own rule this stands first, and plainly
            raise BadTable(_("这是 ODS 表格（LibreOffice、WPS 的格式），请另存为 .xlsx 后再导入。"))
        try:
            check(PurePosixPath(clean_name(name)).stem + ".xlsx", data)
        except BadFile as e:
            raise BadTable(str(e)) from e
        from . import reading_xlsx  # stands on more modules than all the rest

        return reading_xlsx.read(data, worksheet)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if LOCKED in data:
            raise BadTable(_("这个表格加了密码，打不开。请在 Excel 或 WPS 里取消打开密码，保存后再导入。"))
        raise BadTable(_("这是旧版 Excel 文件（.xls），请另存为 .xlsx 后再导入。"))
    if ending in (".xlsx", ".xlsm"):
        raise BadTable(_("打不开：内容不是 Excel 工作簿，可能没有传完整，或者只是改了扩展名。"))
    if ending not in (".csv", ".txt", ".tsv"):
        raise BadTable(_("只能导入 .xlsx 和 .csv 文件。"))
    return reading_csv.read(data)


def header(cells) -> tuple[str, ...]:
    """Header cells as text, empty ones at the end left off."""
    names = [" ".join(str(c).split()) if c is not None else "" for c in cells[:MAX_COLUMNS]]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def is_note(cells) -> bool:
    """A line that explains: of a template or an export."""
    return bool(cells) and isinstance(cells[0], str) and cells[0].lstrip().startswith(NOTE)


def too_many(line: int) -> None:
    if line > MAX_RECORDS + 1:
        raise BadTable(_("表格超过 %(n)s 行，请分成几个文件。") % {"n": f"{MAX_RECORDS:,}"})
