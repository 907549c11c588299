"""What would happen to each row: new, update, same or error with its reasons. Nothing is written here."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _

from .reading import Record
from .sheet import Sheet

BATCH = 500


@dataclass
class Row:
    """`identity` is the row's own name or the digest of its content; `digest` tells whether anything changed.

    `warnings`: it is taken, but not all that it says could be.
    """

    line: int
    action: str = "new"  # new, update, same, error
    values: dict = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    identity: str = ""
    digest: str = ""


def classify(records: Iterable[Record], sheet: Sheet, mapping: dict[str, int]) -> Iterator[Row]:
    """Rows with their values, without asking what is known: errors, and doubles within the file, are marked."""
    seen: dict[str, tuple[int, str]] = {}
    for record in records:
        row = Row(record.line)
        if record.problem:
            row.reasons.append(record.problem)
        else:
            _parse(row, record, sheet, mapping)
        if row.reasons:
            row.action = "error"
        else:
            row.digest = digest(row.values)
            row.identity = sheet.identify(row.values) or row.digest
            line, before = seen.setdefault(row.identity, (row.line, row.digest))
            if line != row.line and before == row.digest:
                row.action = "same"
                row.reasons.append(_("与第 %(line)s 行相同") % {"line": line})
            elif line != row.line:
                row.action = "error"
                row.reasons.append(_("编号与第 %(line)s 行相同，内容却不同") % {"line": line})
        yield row


def preview(
    records: Iterable[Record],
    sheet: Sheet,
    mapping: dict[str, int],
    existing: Callable[[list[str]], dict[str, str]],
) -> Iterator[Row]:
    """classify(), and what is known: `existing(identities)` gives identity → digest() of the values as they stand."""
    rows = classify(records, sheet, mapping)
    while lot := list(islice(rows, BATCH)):
        settle(lot, existing, sheet.review)
        yield from lot


def settle(
    rows: list[Row], existing: Callable[[list[str]], dict[str, str]], review: Callable = lambda row: None
) -> None:
    """Turn "new" into update or same where the row is known; then it is looked over."""
    known = existing([row.identity for row in rows if row.action == "new"])
    for row in rows:
        if row.action == "new" and row.identity in known:
            row.action = "same" if known[row.identity] in (row.digest, row.identity) else "update"
        if row.action in ("new", "update"):
            review(row)


def digest(values: dict) -> str:
    """The same for the same values; `existing` tells it of what stands in the database."""
    said = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(said.encode(errors="replace")).hexdigest()


def _parse(row: Row, record: Record, sheet: Sheet, mapping: dict[str, int]) -> None:
    empty = True
    for column in sheet.columns:
        at = mapping.get(column.name)
        cell = record.cells[at] if at is not None and at < len(record.cells) else None
        blank = cell is None or (isinstance(cell, str) and not cell.strip())
        empty &= blank
        try:
            row.values[column.name] = column.parse(None if blank else cell)
            if column.required and (blank or row.values[column.name] in (None, "")):
                raise ValueError(_("没有填"))
        except ValueError as e:
            row.reasons.append(_("%(column)s：%(reason)s") % {"column": column.label, "reason": e})
    if empty:
        row.reasons = [_("这一行是空的")]
