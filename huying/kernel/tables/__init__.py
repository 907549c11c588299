"""Tables in and out: reading XLSX and CSV as people send them, checking row by row, importing, exporting.

A room describes its sheet (`Sheet`, `Column`), says what it knows already, and writes the rows; the rest is here.
"""

from .exporting import download, export_csv, export_xlsx, respond
from .preview import Row, classify, preview
from .reading import BadTable, Record, Table, read
from .sheet import Column, MissingColumns, Sheet, guess, mapped, template

__all__ = [
    "BadTable", "Column", "MissingColumns", "Record", "Row", "Sheet", "Table", "classify", "download", "export_csv",
    "export_xlsx", "guess", "mapped", "preview", "read", "respond", "template",
]  # fmt: skip
