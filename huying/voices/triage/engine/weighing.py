"""How much each feature of a message counts, and how alike two messages are by the company of their words.

Seldom features count more (idf), repeated ones less and less, and every message counts the same in all.
"""

from .faults import need

WIDTH = 1.5  # how fast likeness falls with distance
LOUD = (0.144, 0.216, 0.144, 0.216)  # title and whole of each view


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


def likeness(angles):
    """How alike messages are by the company of their words, from the products of their vectors (2 * VIEWS, …)."""
    np = need("numpy")
    total = 0.0
    for loud, angle in zip(LOUD, angles, strict=True):
        total = total + np.float32(loud) * np.exp(np.float32(WIDTH) * (angle - 1))
    return total
