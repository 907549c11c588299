"""The new model beside the one in use, judged on the same rows, none of which either has learned in that round."""

from collections import Counter

from ..blending import Blend
from ..engine.classifier import Classifier
from ..engine.faults import DataUnusable
from .corrections import FOLDS, Row, fold


def learn(shipped: Classifier, rows: list[Row]) -> Blend:
    """The shipped model with one of these rows beside it; the shipped alone where they cannot make one."""
    if len({row.code for row in rows}) < 2:
        return Blend(shipped)
    try:
        own = Classifier().fit([{"title": r.title, "detail": r.text, "label": r.code} for r in rows], seed=0)
    except DataUnusable:
        return Blend(shipped)
    return Blend(shipped, own, len(rows))


def compare(shipped: Classifier, rows: list[Row], known: set, step=lambda: None) -> dict:
    """Grouped cross-validation. `known`: {(voice, code)} that the model in use learned; empty for the shipped one.

    {"rows", "folds", "new": figures, "now": figures}; figures = {"macro_f1", "micro_f1", "per_class": {code: {...}}}.
    Each round both models are made without the rows that they are then asked about.
    """
    truth, new, now = [], [], []
    for n in range(FOLDS):
        asked = [row for row in rows if fold(row) == n]
        rest = [row for row in rows if fold(row) != n]
        fresh = learn(shipped, rest)
        old = [row for row in rest if (row.pk, row.code) in known]
        current = learn(shipped, old) if old else Blend(shipped)
        step()
        for row in asked:
            truth.append(row.code)
            new.append(fresh.predict(row.title, row.text))
            now.append(current.predict(row.title, row.text))
        step()
    return {"rows": len(rows), "folds": FOLDS, "new": figures(truth, new), "now": figures(truth, now)}


def figures(truth: list[str], said: list[str]) -> dict:
    """Macro F1 over the fields that occur, micro F1, and each field's precision, recall, F1 and support."""
    hits = Counter(a for a, b in zip(truth, said, strict=True) if a == b)
    there, named = Counter(truth), Counter(said)
    classes = {}
    for code in sorted(there):
        precision = hits[code] / named[code] if named[code] else 0.0
        recall = hits[code] / there[code]
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        classes[code] = {
            "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), "support": there[code],
        }  # fmt: skip
    macro = sum(c["f1"] for c in classes.values()) / len(classes) if classes else 0.0
    micro = sum(hits.values()) / len(truth) if truth else 0.0
    return {"macro_f1": round(macro, 4), "micro_f1": round(micro, 4), "per_class": classes}
