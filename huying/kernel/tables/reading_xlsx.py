"""XLSX, row by row: values of formulas, merged cells filled, titles above the header passed over."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from .reading import MAX_COLUMNS, BadTable, Record, Table, header, is_note, too_many

MAX_UNPACKED = 150 * 2**20
MAX_MERGED = 100_000
MERGED = re.compile(rb'<mergeCell [^>]*ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
TITLES = 10  # rows above the header, at most
LOST = object()  # a formula whose value the file does not hold


def names(data: bytes) -> list[str]:
    """The worksheets' names in their order."""
    book = _open(data, values=True)
    try:
        return [sheet.title for sheet in book.worksheets]
    finally:
        book.close()


def read(data: bytes, worksheet: str = "") -> Table:
    """The sheet of that name, else the first."""
    merged, formulas = _facts(data, worksheet)
    rows = list(islice(_rows(data, merged, formulas, worksheet), TITLES + 1))
    if not any(_filled(row) for row in rows):
        raise BadTable(_("表格是空的。"))
    at = _header_row(rows)
    heads = header([None if c is LOST else c for c in rows[at]])
    return Table(heads, lambda: _records(_rows(data, merged, formulas, worksheet), at, len(heads)))


def _facts(data: bytes, worksheet: str):
    """Merged cells (row, column) → their first cell, and whether the workbook has formulas."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(p.file_size for p in package.infolist()) > MAX_UNPACKED:
                raise BadTable(_("表格展开后太大，请分成几个文件。"))
            sheets = [n for n in package.namelist() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", n)]
            bodies = [package.read(n) for n in sheets]
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        zlib.error,
    ) as e:
        raise BadTable(_("文件损坏，打不开。")) from e
    ranges = MERGED.findall(bodies[0]) if len(bodies) == 1 else _ranges_of(data, worksheet)
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for found in ranges:
        left, top, right, bottom = range_boundaries(found.decode() if isinstance(found, bytes) else found)
        if (right - left + 1) * (bottom - top + 1) + len(merged) > MAX_MERGED:
            raise BadTable(_("合并的单元格太多，请取消合并后再导入。"))
        merged.update({(r, c): (top, left) for r in range(top, bottom + 1) for c in range(left, right + 1)})
    return merged, any(re.search(rb"<f[ >]", body) for body in bodies)


def _ranges_of(data: bytes, worksheet: str) -> list[bytes]:
    book = _open(data, values=True)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return MERGED.findall(package.read(_sheet(book, worksheet)._worksheet_path))
    except (KeyError, AttributeError, IndexError) as e:
        raise BadTable(_("文件损坏，打不开。")) from e
    finally:
        book.close()


def _open(data: bytes, *, values: bool):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of openpyxl's remarks on styles it does not know
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=values)
        if not book.worksheets:
            raise BadTable(_("文件里没有工作表。"))
        for sheet in book.worksheets:
            sheet.reset_dimensions()
    except BadTable:
        raise
    except Exception as e:  # openpyxl raises whatever it meets in damaged XML
        raise BadTable(_("文件损坏，打不开。")) from e
    return book


def _sheet(book, worksheet: str):
    return next((one for one in book.worksheets if one.title[:100] == worksheet[:100]), book.worksheets[0])


def _rows(data, merged, formulas, worksheet) -> Iterator[list]:
    """Every row of the sheet, with the first cell's value in all cells of a merged range."""
    book, plain = _open(data, values=True), _open(data, values=False) if formulas else None
    anchors: dict[tuple[int, int], object] = {}
    firsts = set(merged.values())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheets = [
                _sheet(b, worksheet).iter_rows(max_col=MAX_COLUMNS, values_only=True)
                for b in (book, plain)
                if b
            ]
            for number, rows in enumerate(zip(*sheets, strict=False), 1):
                too_many(number)
                row = list(rows[0])
                if plain:
                    row = [
                        LOST if v is None and f is not None else v for v, f in zip(row, rows[1], strict=False)
                    ]
                if merged:
                    row += [None] * (MAX_COLUMNS - len(row))
                    _fill(row, number, merged, firsts, anchors)
                yield row
    except BadTable:
        raise
    except Exception as e:
        raise BadTable(_("文件损坏，读到一半读不下去。")) from e
    finally:
        book.close()
        if plain:
            plain.close()


def _fill(row, number, merged, firsts, anchors):
    for column in range(1, len(row) + 1):
        where = (number, column)
        if where in firsts:
            anchors[where] = row[column - 1]
        elif where in merged:
            row[column - 1] = anchors.get(merged[where])


def _filled(row) -> list:
    return [c for c in row if c is not None and c != ""]


def _header_row(rows) -> int:
    """The first row with more than one different value; titles and notes above it are passed over."""
    for at, row in enumerate(rows):
        if not is_note(row) and len({str(c) for c in _filled(row)}) > 1:
            return at
    return next(at for at, row in enumerate(rows) if _filled(row))


def _records(rows, at, width) -> Iterator[Record]:
    for line, row in enumerate(islice(rows, at + 1, None), 2):
        cells = [*row[:width], *[None] * (width - len(row))]
        if not _filled(cells) or is_note(cells):
            continue
        yield Record(line, tuple(None if c is LOST else c for c in cells), _problem(cells, row[width:]))


def _problem(cells, beyond):
    if LOST in cells:
        return _("公式没有计算结果，请在 Excel 里打开并保存一次，或者粘贴为数值。")
    if any(
        isinstance(c, str) and re.fullmatch(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)", c) for c in cells
    ):
        return _("有的单元格是错误值（如 #N/A）。")
    if _filled(beyond):
        return _("表头右边还有内容，不知道属于哪一列。")
    return ""
