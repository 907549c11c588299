"""A room that is listed is also under the import contracts; the linter itself runs as a stage of make test."""

from __future__ import annotations

import tomllib
from pathlib import Path

from huying.project.rooms import GROUND, ROOMS

ROOT = Path(__file__).resolve().parents[2]
PAPER = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {
    contract["name"].partition(":")[0]: contract for contract in PAPER["tool"]["importlinter"]["contracts"]
}


def floor(number: int) -> set[str]:
    layer = CONTRACTS["floors"]["layers"][number]
    return {name.strip(" ()") for name in layer.split("|")}


def test_every_room_stands_on_its_floor():
    assert CONTRACTS["floors"]["exhaustive"] is True
    assert set(ROOMS) <= floor(2)
    assert set(GROUND) <= floor(3)


def test_every_room_is_ordered_inside():
    held = set(CONTRACTS["inside a room"]["containers"])
    assert {f"huying.{room}" for room in ROOMS} <= held <= {f"huying.{room}" for room in (*ROOMS, *GROUND)}
