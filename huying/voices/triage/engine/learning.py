"""Training: one ridge regression on the sum of two kernels, words and runs as written and the company words keep.

The first kernel is linear, so it folds into a weight for each bucket. The second grows with the cosines of the vectors
of `kinship` and their squares, so it folds into a line and a curve for each label: no letter's own numbers are kept.
"""

from typing import Any

from . import kinship
from .faults import DataUnusable, need
from .reading import BITS, BLOCKS, read
from .weighing import centred, folded, likeness

SIZE = 1 << BITS
PARTS = (
    0.408,
    0.577,
    0.408,
    0.577,
)  # how loud each block speaks: runs of title, of the whole; words of title, of the whole
RIDGE = 0.05  # how much a smooth model is preferred to a fitting one
EVEN = 0.5  # 0: every message counts alike; 1: every label does
MOST = 9_000  # rows that one training takes, the last ones given: the square of it must fit into memory


def learn(model, rows: list[dict], unlabelled: list[dict], *, seed: int, progress) -> Any:
    """Fill `model`; see `Classifier.fit`. The solution is exact: `seed` is taken for callers and moves nothing."""
    np, linalg, sparse = need("numpy"), need("scipy.linalg"), need("scipy.sparse")
    tell = progress or (lambda share, words: None)
    rows = [
        row for row in rows if (row.get("label") or "").strip() and (row.get("title") or row.get("detail"))
    ]
    rows = rows[-MOST:]
    labels = sorted({row["label"] for row in rows})
    if len(labels) < 2:
        raise DataUnusable("训练至少需要两类有标签的留言。")
    table = kinship.shipped()
    tell(0.02, "读取留言")
    counts, company = read_all([(row.get("title", ""), row.get("detail", "")) for row in rows], table, tell)
    model.idf = np.stack([inverse(block) for block in counts])
    features = sparse.hstack(
        [weigh(block, model.idf[b]) * PARTS[b] for b, block in enumerate(counts)]
    ).tocsr()
    model.middle = company.mean(axis=0)
    vectors = np.ascontiguousarray(centred(company, model.middle).transpose(1, 0, 2))
    tell(0.36, "比较留言")
    truth = np.array([labels.index(row["label"]) for row in rows])
    target = np.where(truth[:, None] == np.arange(len(labels)), 1.0, -1.0).astype(np.float32)
    often = np.bincount(truth, minlength=len(labels))
    loud = ((often.mean() / often) ** EVEN)[truth].astype(np.float32)
    kernel = gram(features) + 1.0
    for start in range(0, len(rows), 500):
        some = vectors[:, start : start + 500]
        kernel[start : start + 500] += likeness(np.matmul(some, vectors.transpose(0, 2, 1)))
    kernel[np.diag_indices_from(kernel)] += RIDGE / loud
    tell(0.6, "训练")
    factor = linalg.cholesky(kernel, lower=True, overwrite_a=True, check_finite=False)
    shares = linalg.cho_solve((factor, True), target, check_finite=False)
    tell(0.8, "校准")
    model.labels = labels
    model.bias = shares.sum(axis=0).astype(np.float32)
    lines, curves = folded(vectors, shares)
    model.lines, model.curves = lines.astype(np.float32), curves.astype(np.float16)
    weights = np.asarray(features.T @ shares).reshape(len(BLOCKS), SIZE, len(labels))
    weights *= np.array(PARTS)[:, None, None]
    model.scales = np.maximum(np.abs(weights).max(axis=1) / 127, 1e-12).astype(np.float32)
    model.weights = np.rint(weights / model.scales[:, None, :]).astype(np.int8)
    inverted, _ = need("scipy.linalg.lapack").spotri(factor, lower=1)
    left_out = target - shares / np.diag(inverted)[:, None]
    model.warmth = calibrate(left_out, truth)
    model.card = {
        "rows": len(rows),
        "per_label": {label: int(n) for label, n in zip(labels, often, strict=True)},
    }
    tell(1.0, "完成")
    return model


def read_all(texts: list[tuple[str, str]], table: kinship.Table, tell) -> tuple[list[Any], Any]:
    """Counts of every block (sparse), and the company (rows, 2 * VIEWS, SIZE) of every row."""
    np, sparse = need("numpy"), need("scipy.sparse")
    found: list[list] = [[] for _ in BLOCKS]
    near = []
    for number, (title, detail) in enumerate(texts):
        reading = read(title, detail)
        for part, block in zip(found, reading.blocks, strict=True):
            part.append(np.unique(block.buckets, return_counts=True))
        near.append(kinship.company(table, reading))
        if number % 500 == 0:
            tell(0.02 + 0.3 * number / len(texts), "读取留言")
    made = []
    for part in found:
        ends = np.cumsum([0, *(len(buckets) for buckets, _ in part)])
        data = np.concatenate([n for _, n in part]).astype(np.float32)
        made.append(
            sparse.csr_matrix((data, np.concatenate([b for b, _ in part]), ends), shape=(len(part), SIZE))
        )
    return made, np.stack(near)


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


def gram(features, often: int = 150):
    """Every row times every row: columns that many rows have as a dense product, the seldom ones sparse."""
    np = need("numpy")
    columns = features.tocsc()
    count = np.diff(columns.indptr)
    product = (
        columns[:, (count <= often) & (count > 1)].tocsr() @ columns[:, (count <= often) & (count > 1)].T
    ).toarray()
    common = np.flatnonzero(count > often)
    for start in range(0, len(common), 2000):
        dense = columns[:, common[start : start + 2000]].toarray()
        product += dense @ dense.T
    product[np.diag_indices_from(product)] = np.asarray(features.multiply(features).sum(axis=1)).ravel()
    return product.astype(np.float32)


def calibrate(margins, truth) -> float:
    """What to multiply these margins by so that a softmax of them is likeliest to say the truth."""
    np, optimize = need("numpy"), need("scipy.optimize")
    rows = np.arange(len(truth))

    def loss(warmth: float) -> float:
        warm = margins * warmth
        warm = warm - warm.max(axis=1, keepdims=True)
        return float((np.log(np.exp(warm).sum(axis=1)) - warm[rows, truth]).mean())

    return float(optimize.minimize_scalar(loss, bounds=(0.1, 30.0), method="bounded").x)
