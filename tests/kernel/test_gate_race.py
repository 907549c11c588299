"""Several presses at the same moment, in threads of their own: on a SQLite file, and on PostgreSQL where it is ours."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
ROUNDS, THREADS = 5, 6


@pytest.fixture
def own_database(db, tmp_path):
    """The URL of an empty database on the engine under test, a file or a database beside the test's."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'race.sqlite3'}"
        return
    s = connection.settings_dict
    name = "race_of_the_gate"
    outside = connection.copy()
    try:
        with outside.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
            cursor.execute(f"CREATE DATABASE {name}")
        yield f"postgresql://{s['USER']}:{quote(s['PASSWORD'])}@{s['HOST']}:{s['PORT']}/{name}"
        with outside.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        outside.close()


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
