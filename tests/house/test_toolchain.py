"""The sum at the end of `make test` is true: whatever goes wrong in a stage is counted as failed."""

from __future__ import annotations

import pytest

from tests import ground
from tests.run import Outcome, Stage, judge, report

SUITE = Stage("test-sqlite", "suite on SQLite", ["pytest"])
TYPES = Stage("lint", "types", ["mypy"])


@pytest.mark.parametrize(
    ("code", "closing", "expected"),
    [
        (0, "===== 12 passed, 3 deselected in 0.51s =====", ("passed", 12, 0)),
        (1, "===== 2 failed, 10 passed in 70.51s (0:01:10) =====", ("failed", 10, 2)),
        (1, "===== 10 passed, 1 error in 1.00s =====", ("failed", 10, 1)),
        (2, "===== 3 deselected, 2 errors in 1.00s =====", ("failed", 0, 2)),
        (5, "===== no tests ran in 0.01s =====", ("failed", 0, 1)),
        (0, "===== 9 passed, 1 xfailed in 1.00s =====", ("passed", 9, 0)),
        (1, "===== 9 passed, 1 skipped in 1.00s =====", ("failed", 9, 1)),
        (4, "ERROR: usage", ("failed", 0, 1)),
        (-9, "killed in the middle", ("failed", 0, 1)),
    ],
)
def test_a_suite_is_counted_by_its_tests(code, closing, expected):
    outcome = judge(SUITE, code, f"collected\n..F\n{closing}\n", 1.0)
    assert (outcome.state, outcome.passed, outcome.failed) == expected


@pytest.mark.parametrize(
    ("code", "expected"), [(0, ("passed", 1, 0)), (1, ("failed", 0, 1)), (-15, ("failed", 0, 1))]
)
def test_a_check_is_counted_as_one(code, expected):
    outcome = judge(TYPES, code, "said something\n", 1.0)
    assert (outcome.state, outcome.passed, outcome.failed) == expected


def test_the_last_line_is_the_sum_and_one_failure_fails_all(capsys):
    passed = Outcome(SUITE, "passed", 1.0, passed=12, closing="===== 12 passed in 1.00s =====")
    assert report([passed, Outcome(TYPES, "failed", 1.0, failed=1)], 2.0) == 1
    assert capsys.readouterr().out.endswith("===== 12 passed in 1.00s =====\n12 passed, 1 failed\n")
    assert report([passed, Outcome(TYPES, "passed", 1.0, passed=1)], 2.0) == 0


def test_a_skipped_stage_is_named_with_its_reason(capsys):
    skipped = Outcome(TYPES, "skipped", closing="no such program")
    assert report([Outcome(SUITE, "passed", 1.0, passed=3), skipped], 1.0) == 0
    said = capsys.readouterr().out
    assert "skipped: types: no such program" in said
    assert "1 stages skipped" in said


def test_nothing_run_is_not_a_success():
    assert report([], 0.0) == 1


def test_no_reading_of_one_test_is_written_down_after_it():
    """When the process ends, wsgi.py writes what waits: into the developer's own database, the tests' being gone."""
    from huying.portal import counting

    counting.note("qinghe", "article", "1")
    ground.nothing_left_over()
    assert counting.flush() == 0
