"""The public list of checkpoints can be kept by anybody and held against the ledger later."""

import json
from datetime import timedelta

from huying.kernel import checkpoints, scope
from huying.kernel.verify import verify
from huying.project.published import checkpoint_list
from tests.kernel.toy.town import AT, houses, town, toy, toy_tables, walk  # noqa: F401


def test_published_checkpoints_are_read_back(town, rf, tmp_path):  # noqa: F811
    with scope.congress(town.here):
        walk(town, 2)
    assert checkpoints.daily(AT) == 1  # the neighbour has no trace yet
    with scope.congress(town.here):
        walk(town, 1)
    assert checkpoints.daily(AT) == 1  # the same day keeps its point
    assert checkpoints.daily(AT + timedelta(days=1)) == 1
    request = rf.get("/")
    request.congress = town.here
    kept = tmp_path / "kept.json"
    kept.write_bytes(checkpoint_list(request, "here").content)
    points = checkpoints.read(kept)
    assert [p["day"] for p in points] == ["2026-11-21", "2026-11-20"]
    assert points == json.loads(kept.read_text())["checkpoints"] == checkpoints.published(town.here)
    assert verify(town.here, points).ok
    points[1]["hash"] = "0" * 64
    assert [p.kind for p in verify(town.here, points).problems] == ["checkpoint"]
    assert checkpoints.published(town.there) == []
