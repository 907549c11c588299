"""Rows of messages from a CSV that somebody saved somehow: UTF-8 with or without a mark, GB18030, huge fields."""

import csv
import io
from pathlib import Path

from .faults import DataUnusable

HUGE = 50_000_000  # characters of one field
ALIASES = {"detail": ("detail", "detail_tokens", "content", "text", "留言详情", "内容"), "title": ("title", "留言主题", "标题"),
           "label": ("label", "一级标签", "分类")}  # fmt: skip


def read_csv(path: str | Path, *needed: str) -> list[dict[str, str]]:
    """The rows of a CSV with a header, every value a stripped text; `needed` columns must be there.

    `detail_tokens`, words parted by spaces, stands in for a missing `detail`: the words are joined again.
    Raises `DataUnusable`."""
    path = Path(path)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise DataUnusable(f"没有这个文件：{path}") from None
    except OSError as error:
        raise DataUnusable(f"文件读不出来：{path}（{error.strerror or error}）") from None
    csv.field_size_limit(HUGE)
    try:
        found = list(csv.reader(io.StringIO(_text(raw, path), newline="")))
    except csv.Error as error:
        raise DataUnusable(f"{path} 不是可用的 CSV 表格：{error}") from None
    if not found:
        raise DataUnusable(f"{path} 是空的。")
    names = [_name(column) for column in found[0]]
    if absent := [name for name in needed if name not in names]:
        raise DataUnusable(f"{path} 缺少列：{'、'.join(absent)}（表头：{'、'.join(names)[:200]}）")
    rows = [dict(zip(names, map(str.strip, line), strict=False)) for line in found[1:] if any(line)]
    joined = "detail_tokens" in (column.strip().lower() for column in found[0])
    for row in rows:
        for name in names:
            row.setdefault(name, "")
        if joined:
            row["detail"] = row["detail"].replace(" ", "")
    if not rows:
        raise DataUnusable(f"{path} 只有表头，没有数据。")
    return rows


def _text(raw: bytes, path: Path) -> str:
    for coding in ("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "gb18030"):
        try:
            text = raw.decode(coding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise DataUnusable(f"{path} 既不是 UTF-8 也不是 GB18030 编码的文本；请另存为 UTF-8 的 CSV。")


def _name(column: str) -> str:
    column = column.strip().lstrip("\ufeff").lower()
    return next((name for name, others in ALIASES.items() if column in others), column)
