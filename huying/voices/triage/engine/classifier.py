"""Which field a message belongs to: up to three suggestions, how sure, and the words that moved it.

Needs numpy and rjieba to suggest; `fit` needs scikit-learn too. The file holds sums over all rows learned from, as
numbers: no word, and nothing of one row by itself.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from . import kinship
from .faults import EngineFault, ModelUnusable, need
from .reading import BITS, BLOCKS, Reading, read
from .weighing import centred, values

VERSION = 2  # raise it with every change of reading, weighing or kinship that an old file would not survive
SHIPPED = Path(__file__).resolve().parent.parent / "shipped" / "fields.npz"
SIZE = 1 << BITS
PARTS = ("idf", "weights", "scales", "bias", "middle", "lines", "curves")


class Suggestion(NamedTuple):
    """A label, how sure (0–1, calibrated: of those said with 0.8, about 80 in 100 are right), and [(words, weight)]."""

    label: str
    confidence: float
    words: list[tuple[str, float]]


class Classifier:
    """Weights of hashed features, and a line and a curve over the company of a message's words.

    Fresh it knows nothing: `fit` it or `load` one."""

    def __init__(self) -> None:
        self.labels: list[str] = []
        self.card: dict[str, Any] = {}  # what it was trained on: rows, date, figures; shown with every figure
        self.idf: Any = None  # (blocks, SIZE) float16; 0 = never seen
        self.weights: Any = None  # (blocks, SIZE, labels) int8
        self.scales: Any = None  # (blocks, labels): what one step of a weight is worth
        self.bias: Any = None  # (labels,)
        self.middle: Any = None  # (2 * VIEWS, SIZE) the mean of all company
        self.lines: Any = None  # (2 * VIEWS, labels, SIZE) which way of that company speaks for a label
        self.curves: Any = None  # (2 * VIEWS, labels, SIZE, SIZE) float16: which two ways together do
        self.warmth = 1.0  # margins are multiplied by it before the softmax
        self._bent: Any = None  # the curves as floats that count fast, made when first asked

    def fit(
        self,
        rows: Iterable[dict[str, str]],
        unlabelled: Iterable[dict[str, str]] = (),
        *,
        seed: int = 0,
        progress=None,
    ) -> "Classifier":
        """Learn from rows with `title`, `detail`, `label`; the same rows and seed give the same model.

        `unlabelled` rows are taken and not learned from: pseudo-labels and common idf both measured worse
        (docs/triage.md); what unlabelled text brings is in the shipped table of `kinship`.
        `progress(share, words)` hears how far it is and stops the work by raising. Raises `DataUnusable`, `Missing`.
        """
        from .learning import learn

        return learn(self, list(rows), list(unlabelled), seed=seed, progress=progress)

    def save(self, path: str | Path) -> None:
        """Write the model, whole or not at all."""
        np = need("numpy")
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        head = {"version": VERSION, "bits": BITS, "blocks": BLOCKS, "labels": self.labels, "warmth": self.warmth,
                "card": self.card, "table": kinship.shipped().digest}  # fmt: skip
        part = path.with_name(path.name + ".part")
        with part.open("wb") as stream:
            np.savez_compressed(
                stream,
                head=np.frombuffer(json.dumps(head).encode("ascii"), dtype=np.uint8),
                **{name: getattr(self, name) for name in PARTS},
            )
        part.replace(path)

    @classmethod
    def load(cls, path: str | Path = SHIPPED) -> "Classifier":
        """The model in a file. Raises `ModelUnusable` with a sentence, `Missing` without numpy."""
        np = need("numpy")
        path = Path(path)
        if not path.is_file():
            raise ModelUnusable(f"没有分拣模型文件：{path.name}；在此之前由人工分拣。")
        table = kinship.shipped()
        model = cls()
        try:
            with np.load(path, allow_pickle=False) as parts:
                head = json.loads(parts["head"].tobytes())
                fits = (head["version"], head["bits"], head["table"], tuple(head["blocks"]))
                if fits != (VERSION, BITS, table.digest, BLOCKS):
                    raise ModelUnusable(
                        f"分拣模型 {path.name} 是别的版本的，请重新训练；在此之前由人工分拣。"
                    )
                model.labels, model.warmth, model.card = head["labels"], head["warmth"], head["card"]
                for name in PARTS:
                    setattr(model, name, parts[name])
            model._check()
        except EngineFault:
            raise
        except Exception as error:  # a broken archive raises half a dozen unrelated kinds
            raise ModelUnusable(
                f"分拣模型 {path.name} 已损坏（{type(error).__name__}），请重新训练；在此之前由人工分拣。"
            ) from None
        return model

    def _check(self) -> None:
        count, kinds = len(self.labels), 2 * kinship.VIEWS
        wanted = ((len(BLOCKS), SIZE), (len(BLOCKS), SIZE, count), (len(BLOCKS), count), (count,), (kinds, kinship.SIZE),
                  (kinds, count, kinship.SIZE), (kinds, count, kinship.SIZE, kinship.SIZE))  # fmt: skip
        if tuple(getattr(self, name).shape for name in PARTS) != wanted:
            raise ValueError("shapes")

    def suggest(self, title: str, detail: str, most: int = 3) -> list[Suggestion]:
        """The `most` likeliest labels, surest first; [] where nothing in the text is known to the model."""
        np = need("numpy")
        reading = read(title, detail)
        loud = self._values(reading)
        if not any(map(str.isalnum, reading.text)) or not any(value.any() for _, value in loud):
            return []
        shares = self.shares(self._margins(reading, loud))
        best = [int(i) for i in np.argsort(-shares, kind="stable")[:most]]
        moved = self._moved(reading, loud, best)
        return [
            Suggestion(self.labels[i], round(float(shares[i]), 4), words)
            for i, words in zip(best, moved, strict=True)
        ]

    def ranked(self, title: str, detail: str) -> list[str]:
        """All labels, likeliest first."""
        reading = read(title, detail)
        shares = self.shares(self._margins(reading, self._values(reading)))
        return [self.labels[i] for i in (-shares).argsort(kind="stable")]

    def shares(self, margins):
        """Margins as probabilities that add up to 1."""
        np = need("numpy")
        warm = margins * self.warmth
        shares = np.exp(warm - warm.max(axis=-1, keepdims=True))
        return shares / shares.sum(axis=-1, keepdims=True)

    def _values(self, reading: Reading) -> list[Any]:
        return [values(block.buckets, self.idf[b]) for b, block in enumerate(reading.blocks)]

    def _margins(self, reading: Reading, loud: list[Any]):
        """(labels,) how far the message lies on each label's side: words and runs as written, and their company."""
        np = need("numpy")
        total = self.bias.astype(np.float32)
        for b, (once, value) in enumerate(loud):
            total = total + (value @ self.weights[b, once].astype(np.float32)) * self.scales[b]
        if self._bent is None:
            self._bent = self.curves.astype(np.float32)
        company = centred(kinship.company(kinship.shipped(), reading), self.middle)
        # einsum, not BLAS: its threads cost more than they bring here
        turned = np.einsum("klst,kt->kls", self._bent, company)
        return total + np.einsum("kls,ks->l", turned + self.lines, company)

    def _moved(
        self, reading: Reading, loud: list[Any], labels: list[int], most: int = 5
    ) -> list[list[tuple[str, float]]]:
        """For each label the words that spoke most for it: what each feature adds, spread over its characters."""
        np = need("numpy")
        size = len(reading.text) + 1
        pushes = np.zeros((len(labels), size))
        for b, block in enumerate(reading.blocks):
            once, value = loud[b]
            own = self.weights[b, once].astype(np.float32) * self.scales[b]
            _, back, counts = np.unique(block.buckets, return_inverse=True, return_counts=True)
            added = (value / counts)[:, None] * (own[:, labels] - own.mean(axis=1, keepdims=True))
            ends = block.starts + block.lengths
            for row, each in zip(pushes, added.T, strict=True):
                push = each[back] / block.lengths
                row += np.bincount(block.starts, push, size) - np.bincount(ends, push, size)
        upto = np.concatenate(
            [np.zeros((len(labels), 1)), np.cumsum(np.cumsum(pushes, axis=1), axis=1)], axis=1
        )
        found: list[dict[str, float]] = [{} for _ in labels]
        for start, length in reading.words:
            word = reading.text[start : start + length]
            if length > 1 and any(c.isalpha() for c in word):
                for each, weight in zip(found, upto[:, start + length] - upto[:, start], strict=True):
                    each[word] = each.get(word, 0.0) + float(weight)
        return [
            [
                (word, round(weight, 4))
                for word, weight in sorted(each.items(), key=lambda p: (-p[1], p[0]))[:most]
                if weight > 0
            ]
            for each in found
        ]
