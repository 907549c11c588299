"""A congress's switches are declared in one register; nobody else looks into the column; the docs name each."""

import re
from pathlib import Path

from huying.kernel.switchboard import all_of_them
from huying.ui.switching import FIELDS

ROOT = Path(__file__).resolve().parents[2]
LOOKS = re.compile(r"\.switches\b(?!\s+import)|[\"']switches[\"']")
KEEPERS = {
    "kernel/switchboard.py", "kernel/switches.py", "kernel/apps.py", "kernel/roster.py", "kernel/register/operations.py",
    "kernel/register/models.py", "kernel/register/queries.py", "voices/operations/forwarding.py",
    "project/manage/switches.py", "project/checkup.py", "project/bench/town.py",
}  # fmt: skip


def test_only_the_register_looks_into_the_column():
    inside = ROOT / "huying"
    found = {
        str(path.relative_to(inside))
        for path in inside.rglob("*.py")
        if "migrations" not in path.parts
        and "urls" not in path.stem
        and LOOKS.search(path.read_text(encoding="utf-8"))
    }
    imports = re.compile(r"^\s*from [\w.]*switches import", re.M)
    strangers = {
        name
        for name in found - KEEPERS
        if LOOKS.search(imports.sub("", (inside / name).read_text(encoding="utf-8")))
    }
    assert strangers == set()


def test_each_can_be_asked_on_a_page_and_stands_in_the_operators_guide():
    guide = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    for switch in all_of_them():
        assert type(switch.kind) in FIELDS, switch.key
        assert switch.label and switch.says and switch.effect
        assert f"`{switch.key}`" in guide, switch.key
