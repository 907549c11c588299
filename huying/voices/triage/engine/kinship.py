"""Which words stand near which: a shipped table of vectors, learned from messages without labels.

A word that no labelled message has still has neighbours that some have. The table knows words by a number of 32 bits
only; none is stored. It is made by `learn_table` (docs/triage.md says from what), and every model stands on it.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from .faults import ModelUnusable, need
from .reading import Reading, masked, tokens

TABLE = Path(__file__).resolve().parent.parent / "shipped" / "kinship.npz"
VERSION = 1
SIZE = 128  # numbers of a vector
WINDOW = 8  # words to either side that count as company
VIEWS = 2
LEAST = 4  # messages that a word must stand in


class Table(NamedTuple):
    """Sorted word numbers (n,) uint32; for each view the words' vectors (n, SIZE) int8, all of about the same length,
    and how much each word counts (n,) float32. View 0: words that stand near each other. View 1: in one message."""

    numbers: Any
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
            numbers = parts["numbers"]
            vectors = [parts[f"vectors{view}"] for view in range(VIEWS)]
            weights = [parts[f"weights{view}"].astype(np.float32) for view in range(VIEWS)]
            if any(v.shape != (len(numbers), SIZE) for v in vectors) or any(
                w.shape != numbers.shape for w in weights
            ):
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
    for half, hashes in enumerate((reading.hashes[: reading.within], reading.hashes)):
        if not len(hashes):
            continue
        numbers, counts = np.unique(hashes.astype(np.uint32), return_counts=True)
        at = np.minimum(np.searchsorted(table.numbers, numbers), len(table.numbers) - 1)
        known = table.numbers[at] == numbers
        at, loud = at[known], 1 + np.log(counts[known])
        for view in range(VIEWS):
            total = (loud * table.weights[view][at]).astype(np.float32) @ table.vectors[view][at].astype(
                np.float32
            )
            length = float(np.sqrt(total @ total))
            made[2 * view + half] = total / length if length else total
    return made


def learn_table(texts: Iterable[str], path: Path, *, seed: int = 0) -> int:
    """Make a table from texts (title and detail of each message) and write it; the number of words.

    Positive pointwise mutual information of words that stand near each other, reduced by a singular value
    decomposition. The same texts and seed give the same table."""
    np, sparse = need("numpy"), need("scipy.sparse")
    lines = [tokens(masked(text)) for text in texts]
    seen = Counter(word for line in lines for word in set(line))
    words = sorted(word for word, count in seen.items() if count >= LEAST)
    place = {word: n for n, word in enumerate(words)}
    together = sparse.csr_matrix((len(words), len(words)), dtype=np.float32)
    for start in range(0, len(lines), 2000):
        pairs, near = [], []
        for line in lines[start : start + 2000]:
            at = np.array([place[word] for word in line if word in place], dtype=np.int64)
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
    matrix = sparse.csr_matrix(
        (surprise[kept].astype(np.float32), (together.row[kept], together.col[kept])), together.shape
    )
    decompose = need("sklearn.utils.extmath").randomized_svd
    left, strength, _ = decompose(matrix, SIZE, n_iter=4, random_state=seed)
    rare = np.array([np.log((1 + len(lines)) / (1 + seen[word])) for word in words])
    _, _, right = decompose(_messages(lines, place, rare), SIZE, n_iter=4, random_state=seed)
    numbers = np.array([crc32(word.encode("utf-8", "replace")) for word in words], dtype=np.uint32)
    order = np.argsort(numbers, kind="stable")
    head = np.frombuffer(json.dumps({"version": VERSION}).encode("ascii"), dtype=np.uint8)
    parts = {"head": head, "numbers": numbers[order]}
    for view, (vectors, even) in enumerate(((left * np.sqrt(strength), True), (right.T, False))):
        length = np.maximum(np.linalg.norm(vectors, axis=1), 1e-9)
        small = vectors[order] / length[order, None]
        parts[f"vectors{view}"] = np.rint(small * (127 / np.abs(small).max())).astype(np.int8)
        loud = rare[order] * (1 if even else length[order] / length.max())
        parts[f"weights{view}"] = loud.astype(np.float32)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        np.savez_compressed(stream, **parts)
    return len(words)


def _messages(lines: list[list[str]], place: dict[str, int], rare):
    """Messages by words: logarithm of the count times how seldom the word is, every message of length 1."""
    np, sparse = need("numpy"), need("scipy.sparse")
    rows = [Counter(place[word] for word in line if word in place) for line in lines]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.fromiter((word for row in rows for word in row), dtype=np.int64, count=ends[-1])
    counts = np.fromiter((n for row in rows for n in row.values()), dtype=np.float32, count=ends[-1])
    data = ((1 + np.log(counts)) * rare[columns]).astype(np.float32)
    made = sparse.csr_matrix((data, columns, ends), shape=(len(lines), len(place)))
    length = np.sqrt(np.asarray(made.multiply(made).sum(axis=1)).ravel())
    length[length == 0] = 1
    return (sparse.diags((1 / length).astype(np.float32)) @ made).tocsr()
