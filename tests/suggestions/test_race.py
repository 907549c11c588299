"""A step of the deputy or the office meets a step of a unit on the same suggestion at the same moment."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 3
BOTH, FIRST, SECOND = "done + done", "done + too late", "too late + done"


def test_steps_from_above_and_below_never_wait_for_each_other(own_database, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.suggestions.race", str(ROUNDS)],
        env={**os.environ, "DATABASE_URL": own_database, "HUYING_HOME": str(tmp_path / "home")},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    allowed = {
        "reply_and_withdraw": {FIRST, SECOND},
        "reply_and_extend": {BOTH, FIRST},
        "talk_and_withdraw": {BOTH, SECOND},
        "ask_twice": {FIRST, SECOND},
        "two_replies": {f"{BOTH} + replied"},
    }
    assert found.pop("problems") == []
    assert {name: set(ends) - allowed[name] for name, ends in found.items()} == {n: set() for n in allowed}, (
        found
    )
    assert all(sum(ends.values()) == ROUNDS for ends in found.values())
