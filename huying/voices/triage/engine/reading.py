"""From a text to hashed features: runs of characters and words, of the title and of the whole.

A feature is a bucket number, so a model made of them holds no words. One bucket may take several features;
with 2**BITS buckets a kind that costs next to nothing.
"""

import re
from functools import cache
from typing import Any, NamedTuple
from zlib import crc32

from .faults import need
from .plain import normalise

BITS = 18
LONGEST = 6000  # characters of a message that are read: beyond stand lists and copies
RUNS = (1, 2, 3)  # lengths of runs of characters
BLOCKS = ("title runs", "runs", "title words", "words")

_DIGIT = re.compile(r"\d")
_GOLDEN = 0x9E3779B97F4A7C15


class Block(NamedTuple):
    """Features of one kind: bucket of each, and where it stands in the normalised text (start, length)."""

    buckets: Any
    starts: Any
    lengths: Any


class Reading(NamedTuple):
    """A message as the engine sees it: the normalised text (title, line break, detail) and a Block of each kind."""

    text: str
    blocks: tuple[Block, ...]
    words: list[tuple[int, int]]  # start and length
    hashes: Any  # a number of 32 bits for each of them
    within: int  # so many of them stand in the title
    couples: Any  # a number of 32 bits for each two characters that follow each other
    ahead: int  # so many of them stand in the title


def tokens(text: str) -> list[str]:
    """The words of a text in their order, punctuation included, white space left out. Raises `Missing`."""
    return [word for word in _cutter().cut(text) if word.strip()]


def read(title: str, detail: str) -> Reading:
    """The features of a message. Raises `Missing` without numpy or rjieba."""
    np = need("numpy")
    head = normalise(title)[:300]
    text = f"{head}\n{normalise(detail)[:LONGEST]}"
    plain = _DIGIT.sub("0", text)
    codes = codes_of(plain)
    spans, at = [], 0
    for word in _cutter().cut(plain):
        if word.strip():
            spans.append((at, len(word)))
        at += len(word)
    hashes = np.array([crc32(plain[a : a + n].encode("utf-8", "replace")) for a, n in spans], dtype=np.uint64)
    starts = np.array([a for a, _ in spans], dtype=np.int64)
    ends = starts + np.array([n for _, n in spans], dtype=np.int64)
    within = int(np.searchsorted(starts, len(head)))
    return Reading(
        text,
        (
            _runs(np, codes[: len(head)], 1),
            _runs(np, codes, 2),
            _pairs(np, hashes[:within], starts[:within], ends[:within], 3),
            _pairs(np, hashes, starts, ends, 4),
        ),
        spans,
        hashes,
        within,
        couples(codes),
        max(len(head) - 1, 0),
    )


def masked(text: str) -> str:
    """A normalised text with every digit as 0: which number it was says nothing about the field."""
    return _DIGIT.sub("0", normalise(text))


def codes_of(text: str):
    """The number of each character."""
    np = need("numpy")
    return np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)


def couples(codes):
    """A number of 32 bits for each two characters that follow each other."""
    np = need("numpy")
    return (_mix(np, _mix(np, codes[:-1]) ^ codes[1:]) >> np.uint64(32)).astype(np.uint32)


def _runs(np, codes, seed: int) -> Block:
    """Runs of characters of every length in RUNS. Title and detail are parted by a line break, a character too."""
    buckets, starts, lengths = [], [], []
    state = np.full(len(codes), seed, dtype=np.uint64)
    for length in range(1, max(RUNS) + 1):
        count = len(codes) - length + 1
        if count <= 0:
            break
        state = _mix(np, state[:count] ^ codes[length - 1 :])
        if length in RUNS:
            buckets.append(_bucket(np, state))
            starts.append(np.arange(count))
            lengths.append(np.full(count, length))
    return _joined(np, buckets, starts, lengths)


def _pairs(np, hashes, starts, ends, seed: int) -> Block:
    """Words and pairs of words that follow each other."""
    single = _mix(np, hashes ^ np.uint64(seed << 40))
    double = _mix(np, single[:-1] ^ hashes[1:])
    return _joined(
        np,
        [_bucket(np, single), _bucket(np, double)],
        [starts, starts[:-1]],
        [ends - starts, (ends[1:] - starts[:-1])],
    )


def _mix(np, values):
    values = values * np.uint64(_GOLDEN)
    return values ^ (values >> np.uint64(29))


def _bucket(np, values):
    return (_mix(np, values) >> np.uint64(64 - BITS)).astype(np.int64)


def _joined(np, buckets, starts, lengths) -> Block:
    empty = [np.zeros(0, dtype=np.int64)]
    return Block(*(np.concatenate(part or empty) for part in (buckets, starts, lengths)))


@cache
def _cutter():
    return need("rjieba")
