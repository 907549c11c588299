"""How good a classifier is on rows with labels: F1 per label, top two, time, size. Plain Python and the classifier."""

import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

from .classifier import Classifier
from .faults import DataUnusable


def evaluate(
    train: list[dict], test: list[dict], unlabelled: Sequence[dict] = (), *, seed: int = 0, progress=None
) -> dict[str, Any]:
    """Train on one file, judge on another. Raises `DataUnusable` where the test file has no label."""
    test = _labelled(test)
    begun = time.perf_counter()
    model = Classifier().fit(train, unlabelled, seed=seed, progress=progress)
    train_s = time.perf_counter() - begun
    ranked, ms = judge(model, test)
    return {**figures([row["label"] for row in test], ranked), "train_s": round(train_s, 2), "ms_per_message": ms,
            "model_mb": size(model), "rows": {"train": len(train), "test": len(test), "unlabelled": len(unlabelled)}}  # fmt: skip


def cross_validate(
    rows: list[dict],
    unlabelled: Sequence[dict] = (),
    *,
    parts: int = 5,
    group: str = "",
    seed: int = 0,
    progress=None,
) -> dict[str, Any]:
    """Every row judged by a model that saw neither it nor its group; figures over all rows, and the macro F1 of each part."""
    rows = _labelled(rows)
    home = split(rows, parts, group)
    ranked: list[list[str]] = [[] for _ in rows]
    each, train_s, ms = [], 0.0, 0.0
    for part in range(parts):
        if progress:
            progress(part / parts, f"第 {part + 1} 份，共 {parts} 份")
        mine = [n for n, at in enumerate(home) if at == part]
        begun = time.perf_counter()
        model = Classifier().fit(
            [row for row, at in zip(rows, home, strict=True) if at != part], unlabelled, seed=seed
        )
        train_s = max(train_s, time.perf_counter() - begun)
        found, took = judge(model, [rows[n] for n in mine])
        ms = max(ms, took)
        for n, labels in zip(mine, found, strict=True):
            ranked[n] = labels
        each.append(figures([rows[n]["label"] for n in mine], found)["macro_f1"])
    return {**figures([row["label"] for row in rows], ranked), "train_s": round(train_s, 2), "ms_per_message": ms,
            "model_mb": size(model), "rows": {"train": len(rows), "test": 0, "unlabelled": len(unlabelled)},
            "parts": parts, "macro_f1_of_parts": each}  # fmt: skip


def split(rows: list[dict], parts: int, group: str = "") -> list[int]:
    """The part of each row: groups whole, labels spread evenly, the same for the same rows.

    Raises `DataUnusable`: an unknown column, fewer groups than parts."""
    if group and group not in rows[0]:
        raise DataUnusable(f"没有列“{group}”，无法按它分组。")
    if parts < 2:
        raise DataUnusable("交叉验证至少分两份。")
    groups: dict[str, list[int]] = {}
    for n, row in enumerate(rows):
        groups.setdefault(row[group] if group and row[group] else f"\0{n}", []).append(n)
    if len(groups) < parts:
        raise DataUnusable(f"只有 {len(groups)} 组，分不成 {parts} 份。")
    order = sorted(groups.items(), key=lambda item: (-len(item[1]), crc32(item[0].encode()), item[0]))
    held, home = [Counter() for _ in range(parts)], [0] * len(rows)
    for _, members in order:
        labels = Counter(rows[n]["label"] for n in members)
        best = min(
            range(parts),
            key=lambda p: (sum(held[p][label] * k for label, k in labels.items()), held[p].total(), p),
        )
        held[best].update(labels)
        for n in members:
            home[n] = best
    return home


def judge(model: Classifier, rows: list[dict]) -> tuple[list[list[str]], float]:
    """The two likeliest labels of each row, and milliseconds a message, one at a time from text to labels."""
    model.ranked("", "")  # the word list is loaded once, not per message
    begun = time.perf_counter()
    found = [model.ranked(row.get("title", ""), row.get("detail", ""))[:2] for row in rows]
    return found, round((time.perf_counter() - begun) * 1000 / len(rows), 3)


def figures(truth: list[str], ranked: list[list[str]]) -> dict[str, Any]:
    """macro_f1 over the labels in `truth`, micro_f1 (share of right ones), per_class, top2."""
    first = [labels[0] for labels in ranked]
    right = Counter(t for t, p in zip(truth, first, strict=True) if t == p)
    said, support = Counter(first), Counter(truth)
    per_class = {}
    for label in sorted(support):
        precision = right[label] / said[label] if said[label] else 0.0
        recall = right[label] / support[label]
        f1 = 2 * precision * recall / (precision + recall) if right[label] else 0.0
        per_class[label] = {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4),
                            "support": support[label]}  # fmt: skip
    return {
        "macro_f1": round(sum(one["f1"] for one in per_class.values()) / len(per_class), 4),
        "micro_f1": round(right.total() / len(truth), 4),
        "per_class": per_class,
        "top2": round(sum(t in labels for t, labels in zip(truth, ranked, strict=True)) / len(truth), 4),
    }


def size(model: Classifier) -> float:
    """Megabytes of the model's file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.npz"
        model.save(path)
        return round(path.stat().st_size / 1e6, 2)


def _labelled(rows: list[dict]) -> list[dict]:
    kept = [row for row in rows if row.get("label")]
    if not kept:
        raise DataUnusable("没有一行有标签（列 label）。")
    return kept
