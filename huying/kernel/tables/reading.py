"""Reading a table: bytes in, records out, each with its number, counting the header as 1."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from ..content import BadFile, check, clean_name

NOTE = "※"  # lines that begin with it explain and are no records
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


def read(name: str, data: bytes) -> Table:
    """A table from the bytes of an .xlsx or .csv file. BadTable in Chinese where it is none."""
    from . import reading_csv

    ending = PurePosixPath(clean_name(name)).suffix.lower()
    if not data:
        raise BadTable(_("文件是空的。"))
    if data.startswith(b"PK\x03\x04"):
        try:
            check(PurePosixPath(clean_name(name)).stem + ".xlsx", data)
        except BadFile as e:
            raise BadTable(str(e)) from e
        from . import reading_xlsx  # stands on more modules than all the rest

        return reading_xlsx.read(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadTable(_("这是旧版 Excel 文件（.xls）或者加了密码的文件，请另存为 .xlsx 后再导入。"))
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
