"""The table of mechanisms: all 229 are there, and every file it names exists."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = (ROOT / "docs/mechanisms.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (S\d{3}) \|.*\| (built|partly|not yet) \| (.*) \| (.*) \|$", TEXT, re.MULTILINE)


def test_all_are_listed_once():
    assert [row[0] for row in ROWS] == [f"S{n:03}" for n in range(1, 230)]


def test_what_is_built_says_where():
    assert not [row[0] for row in ROWS if row[1] != "not yet" and "`" not in row[2]]


def test_files_that_are_named_exist():
    named = set(re.findall(r"`((?:huying|tests|docs)/[^`\s]*)`", TEXT))
    assert len(named) > 40
    assert not [name for name in sorted(named) if not (ROOT / name).exists()]
