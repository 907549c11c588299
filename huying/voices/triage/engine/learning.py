"""Training: hashed TF-IDF blocks, a linear model over all of them, probabilities calibrated on held-out rows."""

from typing import Any

from .faults import DataUnusable, need
from .reading import BITS, BLOCKS, read

SIZE = 1 << BITS
PARTS = (0.7, 1.0, 0.7, 1.0)  # how loud each block speaks
STRENGTH = 1.0


def learn(model, rows: list[dict], unlabelled: list[dict], *, seed: int, progress) -> Any:
    """Fill `model`; see `Classifier.fit`."""
    np, svm = need("numpy"), need("sklearn.svm")
    tell = progress or (lambda share, words: None)
    rows = [
        row for row in rows if (row.get("label") or "").strip() and (row.get("title") or row.get("detail"))
    ]
    labels = sorted({row["label"] for row in rows})
    if len(labels) < 2:
        raise DataUnusable("训练至少需要两类有标签的留言。")
    tell(0.02, "读取留言")
    counts = blocks([(row.get("title", ""), row.get("detail", "")) for row in rows], tell, 0.02, 0.3)
    truth = np.array([labels.index(row["label"]) for row in rows])
    model.idf = np.stack([inverse(block) for block in counts])
    features = (
        need("scipy.sparse")
        .hstack([weigh(block, model.idf[b]) * PARTS[b] for b, block in enumerate(counts)])
        .tocsr()
    )
    tell(0.4, "训练")
    machine = svm.LinearSVC(C=STRENGTH, class_weight="balanced", random_state=seed).fit(features, truth)
    weights, bias = machine.coef_, machine.intercept_
    if len(labels) == 2:
        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    loud = weights.reshape(len(labels), len(BLOCKS), SIZE) * np.array(PARTS)[None, :, None]
    model.scales = np.maximum(np.abs(loud).max(axis=2).T / 127, 1e-12).astype(np.float32)
    model.weights = np.rint(loud.transpose(1, 2, 0) / model.scales[:, None, :]).astype(np.int8)
    model.bias, model.labels, model.warmth = bias.astype(np.float32), labels, 3.0
    tell(1.0, "完成")
    return model


def blocks(texts: list[tuple[str, str]], tell, start: float, end: float) -> list[Any]:
    """A sparse matrix of counts for each block."""
    np, sparse = need("numpy"), need("scipy.sparse")
    found: list[list] = [[] for _ in BLOCKS]
    for number, (title, detail) in enumerate(texts):
        for part, block in zip(found, read(title, detail).blocks, strict=True):
            part.append(np.unique(block.buckets, return_counts=True))
        if number % 500 == 0:
            tell(start + (end - start) * number / len(texts), "读取留言")
    made = []
    for part in found:
        ends = np.cumsum([0, *(len(buckets) for buckets, _ in part)])
        data = np.concatenate([n for _, n in part]).astype(np.float32)
        made.append(
            sparse.csr_matrix((data, np.concatenate([b for b, _ in part]), ends), shape=(len(part), SIZE))
        )
    return made


def inverse(counts, least: int = 2):
    """(SIZE,) weight of each bucket by how few messages have it; 0 where fewer than `least` have it."""
    np = need("numpy")
    seen = np.bincount(counts.indices, minlength=SIZE)
    return np.where(seen >= least, np.log((1 + counts.shape[0]) / (1 + seen)) + 1, 0).astype(np.float16)


def weigh(counts, idf):
    """Counts as values: logarithm of the count times idf, every row of length 1."""
    np, sparse = need("numpy"), need("scipy.sparse")
    made = counts.copy()
    made.data = (1 + np.log(made.data)) * idf[made.indices].astype(np.float32)
    made.eliminate_zeros()
    length = np.sqrt(np.asarray(made.multiply(made).sum(axis=1)).ravel())
    length[length == 0] = 1
    return (sparse.diags((1 / length).astype(np.float32)) @ made).tocsr()
