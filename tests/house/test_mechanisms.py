"""docs/mechanisms.md names every mechanism once; what it calls built is there: files, steps, addresses."""

import re
from pathlib import Path

from django.urls import Resolver404, resolve

from huying.kernel.subject import SUBJECTS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "mechanisms.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if re.match(r"\| S\d{3} \|", line)
]
ALL = [f"S{n:03}" for n in range(1, 230)]
BY_NOW = [*ALL[:14], *ALL[40:63], "S065", "S071", "S072"]


def test_every_mechanism_stands_there_once():
    assert [row[0] for row in ROWS] == ALL


def test_what_is_due_by_now_is_there_with_a_test_and_what_is_not_says_where_it_comes():
    for name, words, state, page, step, test, gap in ROWS:
        assert words, name
        if state == "not yet":
            assert gap and not (page or step or test), name
            assert name not in BY_NOW
        else:
            assert state in ("built", "partly") and page and step and test.startswith("`tests/"), name
            assert state == "built" or gap != "—", f"{name}: partly, but what is missing?"


def test_files_and_steps_that_are_named_exist():
    for path in set(re.findall(r"`((?:huying|tests)/[\w/.-]+\.\w+)`", PAGE)):
        assert (ROOT / path).is_file(), path
    subjects = "|".join(SUBJECTS)
    named = set(re.findall(rf"`({subjects})\.(\w+)`", PAGE))
    assert len(named) > 25
    for subject, step in named:
        assert step in SUBJECTS[subject].FLOW.steps, f"{subject}.{step}"


def test_addresses_that_are_named_are_pages():
    found = set(re.findall(r"`(/c/<code>/[^`…]*)`", PAGE))
    assert len(found) > 15
    for address in found:
        try:
            resolve(address.replace("<code>", "qinghe").replace("<pk>", "1"))
        except Resolver404:
            raise AssertionError(f"{address} is no page") from None


def test_the_sums_are_right():
    for state in ("built", "partly", "not yet"):
        count = sum(row[2] == state for row in ROWS)
        assert f"| {state} | {count} |" in PAGE
