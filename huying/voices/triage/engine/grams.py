"""A text as weighted runs of two and three characters: what the same matter is recognised by. Standard library only.

How telling a run is comes from a shipped table of how common its bucket is in messages (one byte a bucket, no words),
so that a score means the same in an office's first week as after ten years.
"""

import gzip
import math
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

TABLE = Path(__file__).resolve().parent.parent / "shipped" / "commonness.gz"
BITS = 18
UNKNOWN = 9.0  # weight of a run where the table is absent: all count alike
LITTLE = 300.0  # a title that weighs less is no matter by itself
STEP = 20.0  # a byte of the table is the weight times STEP
_SQUARES = [(byte / STEP) ** 2 for byte in range(256)]
_RUN = re.compile(r"[0-9a-z\u3400-\u9fff]+")
_AREA = re.compile(
    r"[a-z]\d*[市区县]|[\u4e00-\u9fff]{2}(?:(?<![小社地园校景片])区|(?<![城超上股门])市|(?<!城)[县镇乡])"
)
_END = re.compile(r"(?<=[。！？!?；;])|[\n\r]+")


def bucket(run: str) -> int:
    """The bucket of a run of characters."""
    return crc32(run.encode("utf-8", "replace")) >> (32 - BITS)


def runs(text: str) -> set[str]:
    """Runs of two and three characters (letters, digits, Han) of a normalised text."""
    found: set[str] = set()
    for part in _RUN.findall(text):
        found.update(part[i : i + 2] for i in range(len(part) - 1))
        found.update(part[i : i + 3] for i in range(len(part) - 2))
    return found


def weight(number: int) -> float:
    """How telling a bucket is: the logarithm of the share of messages that lack it, 1 (everywhere) to about 10."""
    table = _table()
    return table[number] / STEP if table else UNKNOWN


class Print(NamedTuple):
    """What is kept of a message: weight of each bucket (length 1, the title's doubled), the title's own, its areas."""

    whole: dict[int, float]
    title: dict[int, float]
    areas: frozenset[str]


def print_of(title: str, detail: str) -> Print:
    """The print of two normalised texts. The beginning of the detail stands in for a title that is missing or says little."""
    head = _weighed(title)
    if sum(head.values()) < LITTLE:
        title = f"{title} {(sentences(detail) or [''])[0][:60]}"
        head = _weighed(title)
    found = _weighed(detail)
    found.update({number: 2 * value for number, value in head.items()})
    length = math.sqrt(sum(value * value for value in found.values())) or 1.0
    return Print({n: value / length for n, value in found.items()}, head, frozenset(_AREA.findall(title)))


def _weighed(text: str) -> dict[int, float]:
    numbers = {crc32(run.encode("utf-8", "replace")) >> (32 - BITS) for run in runs(text)}  # as in bucket()
    if not (table := _table()):
        return dict.fromkeys(numbers, UNKNOWN**2)
    return {number: _SQUARES[table[number]] for number in numbers}


def sentences(text: str) -> list[str]:
    """The sentences of a text, as written, white space trimmed."""
    return [part.strip() for part in _END.split(text or "") if part and part.strip()]


def table_of(texts) -> bytes:
    """The table of commonness for an iterable of normalised texts."""
    seen, count = [0] * (1 << BITS), 0
    for text in texts:
        count += 1
        for number in {bucket(run) for run in runs(text)}:
            seen[number] += 1
    top = math.log(1 + count)
    return bytes(min(255, round(STEP * (1 + top - math.log(1 + n)))) for n in seen)


@cache
def _table() -> bytes:
    try:
        table = gzip.decompress(TABLE.read_bytes())
    except (OSError, EOFError, ValueError):
        return b""
    return table if len(table) == 1 << BITS else b""
