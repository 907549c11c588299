"""The bench of the main road on a handful of rows: every figure of the contract is there and was really measured."""

import os
import tempfile

import pytest

from huying.project.bench import road, web

PROMISED = {
    "list_p95_ms", "list_p95_growth", "list_cpu_ms", "max_queries", "lives_per_s", "step_cpu_ms", "search_p95_ms",
    "import_rows_per_s", "start_s", "worker_mb", "database", "sizes", "missed",
}  # fmt: skip
SIZES = (60, 150, 100, 20, 1)  # small, large, searched, imported, seconds of lives


@pytest.fixture(scope="module")
def figures():
    said: list[str] = []
    with tempfile.TemporaryFile() as out:
        ours = os.dup(1)
        os.dup2(out.fileno(), 1)
        long, web.LONG = web.LONG, 0.1  # nothing is read from how long it took
        try:
            found = road.run("sqlite", True, said.append, sizes=SIZES)
        finally:
            web.LONG = long
            os.dup2(ours, 1)
            os.close(ours)
        out.seek(0)
        found["printed"] = out.read()
    assert said
    return found


def test_no_server_writes_into_the_one_document_on_standard_output(figures):
    assert figures["printed"] == b""


def test_every_figure_of_the_contract_is_measured(figures):
    assert set(figures) >= PROMISED
    numbers = {key: figures[key] for key in PROMISED - {"database", "sizes", "missed"}}
    assert {key: n for key, n in numbers.items() if not n > 0} == {}
    assert figures["database"] == "sqlite"
    assert figures["sizes"] == {"small": 60, "large": 150, "searched": 100, "imported": 20}


def test_a_life_has_at_least_nine_steps_and_search_misses_nothing(figures):
    assert figures["steps_per_life"] >= 9
    assert figures["search_recall"] == 1.0


def test_every_page_was_answered(figures):
    assert {page: status for page, (status, _n) in figures["queries"].items() if status != 200} == {}
    assert figures["max_queries"] == max(n for _status, n in figures["queries"].values())


def test_what_was_missed_is_said():
    slow = {"list_cpu_ms": 16.0, "lives_per_s": 14.0, "search_recall": 1.0, "start_s": 3.0}
    said = road.missed(slow, "sqlite")
    assert [line.partition(":")[0] for line in said] == ["list_cpu_ms", "lives_per_s"]
    assert road.missed({"lives_per_s": 15.0}, "postgresql") == ["lives_per_s: 15, goal ≥ 20"]
