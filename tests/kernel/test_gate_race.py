"""Several presses at the same moment, in threads of their own: on a SQLite file, and on PostgreSQL where it is ours."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROUNDS, THREADS = 5, 6


def test_exactly_one_wins(own_database, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.kernel.toy.race", str(ROUNDS), str(THREADS)],
        env={**os.environ, "DATABASE_URL": own_database, "HUYING_HOME": str(tmp_path / "home")},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    lost = ROUNDS * (THREADS - 1)
    assert found["assign"] == {"done": ROUNDS, "Stale": lost}
    assert found["births"] == {"done": ROUNDS, "AlreadyDone": lost}
    assert found["same_key"] == {"done": ROUNDS, "AlreadyDone": lost}
    assert found["remarks"] == {"done": ROUNDS * THREADS}
    assert found["errands"] == 2 * ROUNDS
    assert found["gap_free"] and found["problems"] == []
