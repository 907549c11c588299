"""Lists as XLSX and CSV: streamed, with the filters in force, and without a cell that runs as a formula."""

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain, islice
from operator import itemgetter

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from ..content import MIMES, clean_name
from .reading import NOTE

FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # not allowed in XML
LONGEST = 32_767  # characters in a cell of Excel
SAMPLE = 100  # rows from which column widths are told


def export_csv(columns, rows: Iterable, *, filters: str = "") -> Iterator[bytes]:
    """UTF-8 with a mark, so that Excel reads it. `columns` have .label and .export(row), or are (label, export)."""
    pairs = [_pair(c) for c in columns]
    out = io.StringIO()
    writer = csv.writer(out)
    yield "\ufeff".encode()
    writer.writerow([_harmless(str(label)) for label, _export in pairs])
    for number, row in enumerate(rows, 1):
        writer.writerow([_harmless(_value(export(row))) for _label, export in pairs])
        if number % 200 == 0:
            yield _taken(out)
    if filters:  # below, so that the head stays the first line for spreadsheets and for reading it in again
        writer.writerow([_note(filters)])
    yield _taken(out)


def export_xlsx(columns, rows: Iterable, *, title: str = "", filters: str = ""):
    """The same as an open temporary XLSX file; text is text, whatever it begins with; numbers and dates stay so."""
    from openpyxl import Workbook  # here, as it takes a quarter of a second that no other page should pay
    from openpyxl.utils import get_column_letter

    pairs, rows = [_pair(c) for c in columns], iter(rows)
    book = Workbook(write_only=True)
    page = book.create_sheet(re.sub(r"[\\/*?:\[\]\x00-\x1f]", "", title)[:31] or _("列表"))
    first = [[_value(export(row)) for _label, export in pairs] for row in islice(rows, SAMPLE)]
    for at, (label, _export) in enumerate(pairs):
        widest = max((_width(v) for v in [label, *(values[at] for values in first)]), default=8)
        page.column_dimensions[get_column_letter(at + 1)].width = min(60, max(8, widest + 2))
    page.freeze_panes = "A2"
    page.append([_head(page, str(label)) for label, _export in pairs])
    for values in chain(first, ([_value(export(row)) for _label, export in pairs] for row in rows)):
        page.append([_cell(page, value) for value in values])
    if filters:
        about = book.create_sheet(_("筛选条件"))
        about.append([_cell(about, _note(filters))])
    file = tempfile.SpooledTemporaryFile(max_size=5 * 2**20)  # noqa: SIM115  (the response closes it)
    book.save(file)
    file.seek(0)
    return file


def respond(name: str, columns, rows: Iterable, *, kind: str = "xlsx", filters: str = ""):
    """A download of the list; `kind` is xlsx or csv."""
    if kind == "csv":
        response = StreamingHttpResponse(
            export_csv(columns, rows, filters=filters), content_type="text/csv; charset=utf-8"
        )
    else:
        response = FileResponse(
            export_xlsx(columns, rows, title=name, filters=filters), content_type=MIMES["xlsx"]
        )
    response["Content-Disposition"] = content_disposition_header(True, clean_name(f"{name}.{kind}", kind))
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def download(kind: str, *, title: str, heads: list[str], lines: Iterable, filters: dict | str = ""):
    """respond() for a list whose lines are ready: as many cells as heads."""
    columns = [(head, itemgetter(n)) for n, head in enumerate(heads)]
    if isinstance(filters, dict):
        filters = _("；").join(f"{name}{_('：')}{value}" for name, value in filters.items())
    return respond(title, columns, lines, kind=kind, filters=filters)


def _pair(column):
    return column if isinstance(column, tuple) else (column.label, column.export or column.cell)


def _note(filters):
    return NOTE + _("筛选条件：%(filters)s") % {"filters": " ".join(str(filters).split())}


def _value(value):
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).replace(
            tzinfo=None, microsecond=0
        )
    if value is None or isinstance(value, (bool, int, float, Decimal, date, time)):
        return value
    return str(value)


def _harmless(value):
    """An apostrophe before what a spreadsheet would run; reading takes it off again."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, str):
        value = value.encode(errors="replace").decode().replace("\0", "")
        if FORMULA.match(value) and not NUMBER.fullmatch(value):
            return "'" + value
    return value


def _cell(page, value):
    if not isinstance(value, str):
        return _("是") if value is True else _("否") if value is False else value
    from openpyxl.cell import WriteOnlyCell

    value = FORBIDDEN.sub("", value.replace("\r\n", "\n"))
    if len(value) > LONGEST:
        cut = _("……（超出一格的长度，全文见系统）")
        value = value[: LONGEST - len(cut)] + cut
    cell = WriteOnlyCell(page, value=value)
    cell.data_type = "s"  # never "f"
    return cell


def _head(page, label):
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = _cell(page, label)
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE7F0")
    cell.alignment = Alignment(vertical="center")
    return cell


def _width(value):
    return max(
        (sum(2 if ord(c) > 0x2E80 else 1 for c in line) for line in str(value or "")[:200].split("\n")),
        default=0,
    )


def _taken(out: io.StringIO) -> bytes:
    data = out.getvalue().encode()
    out.seek(0)
    out.truncate()
    return data
