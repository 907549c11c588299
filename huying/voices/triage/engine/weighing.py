"""How much each feature of a message counts, and how alike two messages are by the company of their words.

Seldom features count more (idf), repeated ones less and less, and every message counts the same in all.
"""

from .faults import need

LOUD = (0.144, 0.216) * 3  # title and whole of each view
# How much likeness grows with a cosine, and with its square: the first steps of exp(1.5 · (cosine - 1)).
STRAIGHT, BENT = 0.335, 0.251


def values(buckets, idf):
    """The buckets of a message, each once and sorted, and how much each counts: log of the count times idf, length 1."""
    np = need("numpy")
    once, counts = np.unique(buckets, return_counts=True)
    value = (1 + np.log(counts)).astype(np.float32) * idf[once].astype(np.float32)
    length = float(np.sqrt(value @ value))
    return once, value / length if length else value


def centred(vectors, middle):
    """Vectors seen from their middle, each of length 1."""
    np = need("numpy")
    moved = vectors - middle
    return moved / np.maximum(np.linalg.norm(moved, axis=-1, keepdims=True), 1e-6)


def likeness(cosines):
    """How alike messages are by the company of their words, from the cosines of their vectors (2 * VIEWS, …)."""
    total = 0.0
    for loud, cosine in zip(LOUD, cosines, strict=True):
        total = total + loud * (STRAIGHT + BENT * cosine) * cosine
    return total


def folded(vectors, pulls):
    """What rows that pull with these strengths (rows, labels) make of a new row, by `likeness`, without the rows.

    A line (2 * VIEWS, labels, SIZE) and a curve (2 * VIEWS, labels, SIZE, SIZE) for vectors (2 * VIEWS, rows, SIZE)."""
    np = need("numpy")
    lines, curves = [], []
    for loud, each in zip(LOUD, vectors, strict=True):
        lines.append(loud * STRAIGHT * (pulls.T @ each))
        curves.append(np.stack([loud * BENT * ((each * pull[:, None]).T @ each) for pull in pulls.T]))
    return np.stack(lines), np.stack(curves)
