"""Which words stand near which: a shipped table of vectors, learned from messages without labels.

A word that no labelled message has still has neighbours that some have; so have two characters that follow each other,
wherever the words are cut. The table knows both by a number of 32 bits only; no text is stored. It is made by
`learn_table` (docs/triage.md says from what), and every model stands on it.
"""

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from .faults import ModelUnusable, need
from .reading import Reading, codes_of, couples, masked, tokens

TABLE = Path(__file__).resolve().parent.parent / "shipped" / "kinship.npz"
VERSION = 2
SIZE = 192  # numbers of a vector
WINDOW = 8  # words to either side that count as company
VIEWS = 3
LEAST, LEAST_COUPLE = 4, 10  # messages that a word must stand in, and a couple of characters


class Table(NamedTuple):
    """For each view: sorted numbers (n,) uint32, their vectors (n, SIZE) int8, and how much each counts (n,) float32.

    View 0: words that stand near each other. View 1: words of one message. View 2: couples of characters of one message."""

    numbers: list[Any]
    vectors: list[Any]
    weights: list[Any]
    digest: str


@cache
def shipped() -> Table:
    """The table of this version. Raises `ModelUnusable`, `Missing`."""
    return load_table(TABLE)


def load_table(path: Path) -> Table:
    """The table in a file. Raises `ModelUnusable`, `Missing`."""
    np = need("numpy")
    try:
        raw = path.read_bytes()
        with np.load(path, allow_pickle=False) as parts:
            if json.loads(parts["head"].tobytes())["version"] != VERSION:
                raise ValueError("version")
            numbers = [parts["words"], parts["words"], parts["couples"]]
            vectors = [parts[f"vectors{view}"] for view in range(VIEWS)]
            weights = [parts[f"weights{view}"].astype(np.float32) for view in range(VIEWS)]
            for number, vector, weight in zip(numbers, vectors, weights, strict=True):
                if vector.shape != (len(number), SIZE) or weight.shape != number.shape or not len(number):
                    raise ValueError("shapes")
    except Exception as error:  # a broken archive raises half a dozen unrelated kinds
        raise ModelUnusable(
            f"词表文件 {path.name} 缺失或已损坏（{type(error).__name__}），请重新安装；在此之前由人工分拣。"
        ) from None
    return Table(numbers, vectors, weights, hashlib.sha256(raw).hexdigest()[:16])


def company(table: Table, reading: Reading):
    """(2 * VIEWS, SIZE) where a message lies among the words: title and whole, view by view, each of length 1 or 0."""
    np = need("numpy")
    made = np.zeros((2 * VIEWS, SIZE), dtype=np.float32)
    words = reading.hashes.astype(np.uint32)
    halves = ((words[: reading.within], reading.couples[: reading.ahead]), (words, reading.couples))
    for half, (said, coupled) in enumerate(halves):
        for views, found in (((0, 1), said), ((2,), coupled)):
            at, counts = np.unique(_places(np, table.numbers[views[0]], found), return_counts=True)
            loud = 1 + np.log(counts)
            for view in views:
                total = (loud * table.weights[view][at]).astype(np.float32) @ table.vectors[view][at].astype(
                    np.float32
                )
                length = float(np.sqrt(total @ total))
                made[2 * view + half] = total / length if length else total
    return made


def learn_table(texts: Iterable[str], path: Path, *, seed: int = 0) -> tuple[int, int]:
    """Make a table from texts (title and detail of each message) and write it; how many words and couples it knows.

    Positive pointwise mutual information of words that stand near each other, and messages by their words and by their
    couples, each reduced by a singular value decomposition. The same texts and seed give the same table."""
    np = need("numpy")
    decompose = need("sklearn.utils.extmath").randomized_svd
    read = [masked(text) for text in texts]
    words, rare, lines = _common(np, [_numbers(np, text) for text in read], LEAST)
    pairs, seldom, coupled = _common(np, [_couples(np, text) for text in read], LEAST_COUPLE)
    left, strength, _ = decompose(_company(lines, len(words)), SIZE, n_iter=4, random_state=seed)
    made = [(left * np.sqrt(strength), rare, True)]
    for every, weights in ((lines, rare), (coupled, seldom)):
        right = decompose(_messages(every, weights), SIZE, n_iter=4, random_state=seed)[2]
        made.append((right.T, weights, False))
    head = np.frombuffer(json.dumps({"version": VERSION}).encode("ascii"), dtype=np.uint8)
    parts = {"head": head, "words": words, "couples": pairs}
    for view, (vectors, weights, even) in enumerate(made):
        length = np.maximum(np.linalg.norm(vectors, axis=1), 1e-9)
        small = vectors / length[:, None]
        parts[f"vectors{view}"] = np.rint(small * (127 / np.abs(small).max())).astype(np.int8)
        parts[f"weights{view}"] = (weights * (1 if even else length / length.max())).astype(np.float32)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        np.savez_compressed(stream, **parts)
    return len(words), len(pairs)


def _numbers(np, text: str):
    return np.array([crc32(word.encode("utf-8", "replace")) for word in tokens(text)], dtype=np.uint32)


def _couples(np, text: str):
    letters = np.fromiter(map(str.isalnum, text), dtype=bool, count=len(text))
    return couples(codes_of(text))[letters[:-1] & letters[1:]]


def _places(np, known, numbers):
    """Where in the sorted `known` these numbers stand, in their order; those that it lacks are left out."""
    at = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
    return at[known[at] == numbers]


def _common(np, lines: list, least: int):
    """The numbers that stand in at least so many lines, how seldom each is, and the lines as places among them."""
    numbers, seen = np.unique(np.concatenate([np.unique(line) for line in lines]), return_counts=True)
    kept = seen >= least
    rare = np.log((1 + len(lines)) / (1 + seen[kept]))
    return numbers[kept], rare, [_places(np, numbers[kept], line) for line in lines]


def _company(lines: list, count: int):
    """Words by words: how much oftener than by chance two stand near each other; nothing where not oftener."""
    np, sparse = need("numpy"), need("scipy.sparse")
    together = sparse.csr_matrix((count, count), dtype=np.float32)
    for start in range(0, len(lines), 2000):
        pairs, near = [], []
        for at in lines[start : start + 2000]:
            for step in range(1, min(WINDOW, len(at) - 1) + 1):
                pairs.append(np.stack([at[:-step], at[step:]]))
                near.append(np.full(len(at) - step, (WINDOW + 1 - step) / WINDOW, dtype=np.float32))
        if pairs:
            where = np.concatenate(pairs, axis=1)
            together = (
                together
                + sparse.coo_matrix((np.concatenate(near), (where[0], where[1])), together.shape).tocsr()
            )
    together = (together + together.T).tocoo()
    often = np.asarray(together.sum(axis=1)).ravel()
    smooth = often**0.75 / (often**0.75).sum()
    surprise = np.log(together.data / (often[together.row] * smooth[together.col]))
    kept = surprise > 0
    return sparse.csr_matrix(
        (surprise[kept].astype(np.float32), (together.row[kept], together.col[kept])), together.shape
    )


def _messages(lines: list, rare):
    """Messages by words: logarithm of the count times how seldom the word is, every message of length 1."""
    np, sparse = need("numpy"), need("scipy.sparse")
    rows = [np.unique(line, return_counts=True) for line in lines]
    ends = np.cumsum([0, *(len(at) for at, _ in rows)])
    columns = np.concatenate([at for at, _ in rows])
    data = ((1 + np.log(np.concatenate([counts for _, counts in rows]))) * rare[columns]).astype(np.float32)
    made = sparse.csr_matrix((data, columns, ends), shape=(len(lines), len(rare)))
    length = np.sqrt(np.asarray(made.multiply(made).sum(axis=1)).ravel())
    length[length == 0] = 1
    return (sparse.diags((1 / length).astype(np.float32)) @ made).tocsr()
