"""How much each feature of a message counts: seldom ones more (idf), repeated ones less and less, length 1 in all."""

from .faults import need


def occurrences(buckets, idf):
    """The value of each occurrence (same shape as `buckets`); occurrences of one bucket share its value evenly."""
    np = need("numpy")
    if not len(buckets):
        return np.zeros(0, dtype=np.float32)
    _, back, counts = np.unique(buckets, return_inverse=True, return_counts=True)
    value = (1 + np.log(counts)) * idf[buckets[_firsts(np, back, len(counts))]].astype(np.float32)
    length = float(np.sqrt((value * value).sum())) or 1.0
    return ((value / length) / counts)[back].astype(np.float32)


def _firsts(np, back, count):
    first = np.zeros(count, dtype=np.int64)
    first[back[::-1]] = np.arange(len(back))[::-1]
    return first
