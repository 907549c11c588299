"""The chain's head of a day: kept in the database, and to be published or kept outside, where nobody can follow a forger."""

import json
from pathlib import Path

from . import scope
from .ledger import ChainHead, Checkpoint


def today(congress, *, on) -> Checkpoint | None:
    """The checkpoint of the day `on`: the head as it is at the first call of that day; None while there is no trace."""
    with scope.congress(congress):
        if (kept := Checkpoint.objects.filter(day=on).first()) is not None:
            return kept
        head = ChainHead.objects.first()
        if head is None or head.seq == 0:
            return None
        return Checkpoint.objects.get_or_create(day=on, defaults={"seq": head.seq, "hash": head.hash})[0]


def as_dict(point: Checkpoint) -> dict:
    """What stands in a checkpoint file: {congress, day, seq, hash}."""
    return {"congress": point.congress.code, "day": str(point.day), "seq": point.seq, "hash": point.hash}


def write(point: Checkpoint, folder: Path) -> Path:
    """Put the checkpoint into `folder` as <code>-<day>.json; the file's path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{point.congress.code}-{point.day}.json"
    path.write_text(json.dumps(as_dict(point), ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def read(path: Path) -> list[dict]:
    """The checkpoints of a file: one, a list, or what the public page gives. ValueError in Chinese for anything else."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"读不到检查点文件 {path}：{error.strerror}") from None
    except ValueError:
        raise ValueError(f"检查点文件 {path} 不是 JSON") from None
    points = found.get("checkpoints", [found]) if isinstance(found, dict) else found
    if not isinstance(points, list) or not all(map(_is_point, points)):
        raise ValueError(f"检查点文件 {path} 应有 congress、day、seq、hash")
    return points


def _is_point(value) -> bool:
    return (
        isinstance(value, dict)
        and all(isinstance(value.get(k), str) for k in ("congress", "hash"))
        and type(value.get("seq")) is int
    )


def published(congress, most: int = 400) -> list[dict]:
    """The latest checkpoints of a congress, newest first, as the public page shows them."""
    with scope.congress(congress):
        rows = Checkpoint.objects.select_related("congress").order_by("-day")[:most]
        return [as_dict(p) for p in rows]


def daily(at) -> int:
    """The timetable's job: today's checkpoint of every congress; how many there are."""
    from django.utils import timezone

    from .rounds import each_congress

    points = each_congress(lambda: today(scope.current(), on=timezone.localdate(at)))
    return sum(p is not None for p in points.values())
