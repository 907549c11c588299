"""A workbook of several sheets: which one is meant, and which ones therefore stay unread. One import takes one sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .reading import BadTable, Table, read
from .sheet import MissingColumns, Sheet, guess, mapped


@dataclass(frozen=True)
class Worksheet:
    """One sheet as it stands in the file: its name, its table, its records."""

    name: str
    table: Table
    rows: int


def names(data: bytes) -> list[str]:
    """The sheets' names in their order; none of a CSV."""
    if not data.startswith(b"PK\x03\x04"):
        return []
    from . import reading_xlsx

    return reading_xlsx.names(data)


def found(name: str, data: bytes) -> list[Worksheet]:
    """The sheets that hold anything. BadTable where the file is none, or where no sheet can be read."""
    if len(listed := _readable(data)) < 2:
        only = read(name, data)
        return [Worksheet(listed[0] if listed else "", only, _count(only))]
    sheets, reasons = [], []
    for one in listed:
        try:
            table = read(name, data, one)
            sheets.append(Worksheet(one, table, _count(table)))
        except BadTable as reason:
            reasons.append(reason)
    if not sheets:
        raise reasons[0]
    return sheets


def choose(
    sheets: Sequence[Worksheet], sheet: Sheet, mapping: dict | None = None, wanted: str = ""
) -> Worksheet:
    """The sheet named; else the first whose columns fit and that has rows; else the one in which most columns are known."""
    if wanted:
        for one in sheets:
            if one.name.strip() == wanted.strip():
                return one
        told = _("、").join(f"“{one.name}”" for one in sheets if one.name) or _("（这个文件没有工作表）")
        raise BadTable(_("文件里没有工作表“%(name)s”；有：%(all)s") % {"name": wanted, "all": told})
    for one in sheets:
        if one.rows and _fits(one, sheet, mapping):
            return one
    return max(sheets, key=lambda one: (bool(one.rows), len(guess(one.table.headers, sheet.columns))))


def others(sheets: Sequence[Worksheet], chosen: Worksheet) -> list[dict]:
    """[{name, rows}]: what is not read; empty sheets have nothing to be missed."""
    return [{"name": one.name, "rows": one.rows} for one in sheets if one is not chosen and one.rows]


def _readable(data: bytes) -> list[str]:
    try:
        return names(data)
    except BadTable:
        return []  # read() says what it is


def _count(table: Table) -> int:
    return sum(1 for _record in table.records())


def _fits(one: Worksheet, sheet: Sheet, mapping) -> bool:
    try:
        mapped(one.table.headers, sheet.columns, mapping)
    except (BadTable, MissingColumns):
        return False
    return True
