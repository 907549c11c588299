"""CSV of every make: UTF-8 with and without mark, GB18030, UTF-16, several in one file, any usual delimiter."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress

from django.utils.translation import gettext as _

from .reading import BadTable, Record, Table, header, is_note, too_many

END = "\x1e\x1eend\x1e\x1e"  # swallowed only by a quote that nobody closed
DELIMITERS = ",\t;|，"
MARKED = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")
MAX_CELL = 5_000_000


def read(data: bytes) -> Table:
    text, broken = decode(data)
    if "\0" in text:
        raise BadTable(_("这不是文本表格。"))
    delimiter = _delimiter(text)
    first = next((cells for cells in _cells(text, delimiter) if not is_note(cells)), None)
    if first is None or not (names := header(first)):
        raise BadTable(_("文件里没有表头。"))
    if END in "".join(map(str, first)):
        raise BadTable(_("表头里的引号没有配对。"))
    return Table(names, lambda: _records(text, delimiter, len(names), broken))


def decode(data: bytes) -> tuple[str, bool]:
    """The text, and whether some bytes were in no encoding we know (they stand as U+FFFD)."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
        return text, "\ufffd" in text
    if (guessed := _without_mark(data)) is not None:
        return guessed, False
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        pass
    # A line break is never part of a character in UTF-8 or GB18030, so each line may have its own.
    lines = [_line(line) for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n")]
    return "\n".join(text for text, _bad in lines), any(bad for _text, bad in lines)


def _without_mark(data: bytes) -> str | None:
    """UTF-16 that forgot its mark: zero bytes, and text that is plainly Latin and Chinese when read in pairs."""
    for codec in ("utf-16-le", "utf-16-be") if b"\0" in data else ():
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        usual = sum(
            c in "\t\n\r" or " " <= c <= "~" or "\u3000" <= c <= "\u9fff" or c >= "\uff00" for c in text
        )
        if usual > 0.9 * len(text) and any(d in text for d in DELIMITERS):
            return text
    return None


def _line(line: bytes) -> tuple[str, bool]:
    try:
        text = line.decode()
        if text.isascii() or any(ord(c) > 0x7FF for c in text):
            return text, False
        # Chinese takes three bytes in UTF-8: two-byte letters alone are a GB18030 word, "路" would read "·"
        with suppress(UnicodeDecodeError):
            return line.decode("gb18030"), False
        return text, False
    except UnicodeDecodeError:
        torn = line.decode(errors="replace")
    whole = sum(ord(c) > 0x7F and c != "\ufffd" for c in torn)
    if whole > 3 * torn.count("\ufffd"):
        return torn, True  # UTF-8 with a few lost bytes; GB18030 would make nonsense of all of it
    try:
        return line.decode("gb18030"), False
    except UnicodeDecodeError:
        return (torn if whole else line.decode("gb18030", "replace")), True


def _delimiter(text: str) -> str:
    head = next(
        (line for line in text.splitlines() if line.strip() and not line.lstrip('"').startswith("※")), ""
    )
    head = re.sub(r'"[^"]*"', "", head)
    return max(DELIMITERS, key=lambda d: (head.count(d), -DELIMITERS.index(d)))


def _cells(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text.rstrip("\n") + "\n" + END, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if cells == [END]:
                return
            if cells:
                yield cells
    except csv.Error as e:
        raise BadTable(
            _("有一格内容太长（超过 %(n)s 字），或者引号没有配对。") % {"n": f"{MAX_CELL:,}"}
        ) from e


def _records(text: str, delimiter: str, width: int, broken: bool) -> Iterator[Record]:
    line = 0
    for cells in _cells(text, delimiter):
        if line == 0 and is_note(cells):
            continue
        line += 1
        too_many(line)
        if line > 1 and not is_note(cells):
            problem = _problem(cells, width, broken)
            yield Record(line, tuple(_unmarked(c) for c in cells[:width]), problem)


def _problem(cells, width, broken):
    if END in cells[-1]:
        return _("引号没有配对，从这一行起无法读取。")
    if broken and any("\ufffd" in c for c in cells):
        return _("有的字编码无法识别。")
    if any(c.strip() for c in cells[width:]):
        return _("这一行有 %(n)s 格，比表头的 %(width)s 格多。") % {"n": len(cells), "width": width}
    return ""


def _unmarked(cell: str) -> str:
    """Take back the apostrophe that an export puts before what a spreadsheet would run as a formula."""
    return cell[1:] if MARKED.match(cell) else cell
