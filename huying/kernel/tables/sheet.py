"""What a table should hold: its columns, which header means which, and the template people download."""

import io
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..words import Words
from . import values
from .reading import NOTE, BadTable


class MissingColumns(BadTable):
    """The table may be good, but which column is which has to be said. `missing`, `known`: labels of columns; `free`: heads
    of which nothing was made."""

    def __init__(self, missing: list[str], headers: Sequence[str], free: list[str], known: list[str]):
        self.missing, self.free, self.known = missing, free, known
        super().__init__(
            _("缺少这些列：%(missing)s。表里有：%(headers)s。")
            % {"missing": "、".join(missing), "headers": "、".join(h for h in headers if h)[:300]}
        )


TEXT = values.text()
LIKE = 80  # likeness (0…100) from which a header is taken for a column


@dataclass(frozen=True, kw_only=True)
class Column:
    """`parse(cell)` gives the value or raises ValueError with a Chinese reason (see values.py)."""

    name: str
    label: Words
    aliases: tuple[str, ...] = ()
    required: bool = False
    parse: Callable = TEXT
    help: Words = ""
    example: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """`identify(values)` names a row for good: "" leaves it to the digest of its content. `review(row)` sees each row that
    can be read, once its action is settled: it may add warnings or make it an error."""

    name: str
    title: str
    columns: tuple[Column, ...]
    identify: Callable[[dict], str] = lambda values: ""
    review: Callable = lambda row: None


def guess(headers: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    """Column name → place of its header: exact names and aliases first, then the likeliest. Each header serves once."""
    from rapidfuzz import fuzz

    found: dict[str, int] = {}
    plain = [_plain(h) for h in headers]
    for column in columns:
        known = {_plain(str(n)) for n in (column.label, column.name, *column.aliases)}
        at = next((i for i, h in enumerate(plain) if h in known and i not in found.values()), None)
        if at is not None:
            found[column.name] = at
    likely = [
        (max(fuzz.ratio(h, _plain(str(n))) for n in (c.label, *c.aliases)), i, c.name)
        for c in columns
        if c.name not in found
        for i, h in enumerate(plain)
        if h and i not in found.values()
    ]
    for score, at, name in sorted(likely, key=lambda x: (-x[0], x[1])):
        if score >= LIKE and name not in found and at not in found.values():
            found[name] = at
    return found


def mapped(
    headers: Sequence[str], columns: Sequence[Column], given: dict[str, str] | None = None
) -> dict[str, int]:
    """The guess, with what was given ({column's name or label: header}, "" for none) taken instead.

    BadTable: a wrong name or header; MissingColumns: nothing is known for a column that is needed.
    """
    found, labels = guess(headers, columns), {c.name: str(c.label) for c in columns}
    given = {_name(key, labels): header for key, header in (given or {}).items()}
    for name, header in given.items():
        if name not in labels:
            told = "、".join(f"{label}（{key}）" for key, label in labels.items())
            raise BadTable(_("没有“%(name)s”这一项，可以对应的有：%(all)s。") % {"name": name, "all": told})
        if header and header not in headers:
            raise BadTable(_("表里没有“%(header)s”这一列。") % {"header": header})
        if header:
            at = list(headers).index(header)
            found = {n: i for n, i in found.items() if i != at or n in given}
            found[name] = at
        else:
            found.pop(name, None)
    if missing := [str(c.label) for c in columns if c.required and c.name not in found]:
        free = [h for at, h in enumerate(headers) if h and at not in found.values()]
        raise MissingColumns(missing, headers, free, list(labels.values()))
    return found


def _name(key: str, labels: dict[str, str]) -> str:
    """The column that is meant by its name, or by its label as people read it."""
    said = _plain(key)
    return next((name for name, label in labels.items() if said in (_plain(name), _plain(label))), key)


def template(sheet: Sheet) -> bytes:
    """An XLSX to fill in: header, a line of help (no record: it begins with ※), drop-downs for fixed words."""
    from openpyxl import Workbook  # here, as it takes a quarter of a second that no other page should pay
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    page = book.active
    page.title = re.sub(r"[\\/*?:\[\]]", "", str(sheet.title))[:31] or "Sheet1"
    for at, column in enumerate(sheet.columns, 1):
        head = page.cell(1, at, str(column.label) + ("*" if column.required else ""))
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="DDE7F0")
        said = [_("必填") if column.required else _("选填"), str(column.help)]
        if column.example:
            said.append(_("如：%(example)s") % {"example": column.example})
        text = "；".join(part for part in said if part)
        note = page.cell(2, at, f"{NOTE}{text}" if at == 1 else text)
        note.font, note.alignment = (
            Font(italic=True, color="666666"),
            Alignment(wrap_text=True, vertical="top"),
        )
        note.data_type = "s"
        head.comment = Comment(text, str(sheet.title))
        letter = get_column_letter(at)
        page.column_dimensions[letter].width = min(48, max(14, len(str(column.label)) * 2 + 6))
        listed = ",".join(column.choices)
        if column.choices and len(listed) <= 250 and not any(set(c) & set(',"') for c in column.choices):
            only = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=not column.required)
            only.error = _("请从列表里选一项")
            page.add_data_validation(only)
            only.add(f"{letter}3:{letter}5000")
    page.freeze_panes = "A3"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(name: str) -> str:
    """A header without what people add to it: brackets' content stays out, spaces and stars too."""
    name = unicodedata.normalize("NFKC", str(name)).casefold()
    return re.sub(r"\([^)]*\)|[\s*:_\-]", "", name) or re.sub(r"\s", "", name)
