"""Columns of lists and exports: one description for the page, the XLSX and the CSV."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from huying.kernel.words import Words


@dataclass(frozen=True, kw_only=True)
class Column:
    """`cell(row)` gives text or {"text", "sub", "lamp": {"tone", "word"}}; `export(row)` plain text, else the cell's.

    `sort` is a database field; a column without one cannot be sorted.
    """

    key: str
    label: Words
    cell: Callable[[Any], Any]
    sort: str = ""
    export: Callable[[Any], Any] | None = None
    numeric: bool = False

    def shown(self, row) -> dict:
        value = self.cell(row)
        value = value if isinstance(value, dict) else {"text": "" if value is None else value}
        return {"label": self.label, "numeric": self.numeric, **value}

    def plain(self, row):
        return self.export(row) if self.export else self.shown(row)["text"]
