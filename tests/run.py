"""`make test`: every check there is, as a table of stages, three at a time, and one honest sum at the end.

    python -m tests.run                  # all
    python -m tests.run lint test-pg     # some, by their group

A stage whose needs this machine cannot meet is skipped by name with the reason and counted; under CI it
fails. Each stage's output is kept together and printed when it ends.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests import system

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
PYTHON = [sys.executable]
DJANGO = [sys.executable, "-m", "django"]
PYTEST = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]

# A test database outlives no power cut, so SQLite need not wait for the disk; and threads of linear algebra that wait for
# each other beside other stages burn a third more than they do.
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "huying.project.settings",
    "HUYING_SQLITE_SYNCHRONOUS": "OFF",
    "OPENBLAS_NUM_THREADS": "1",
}


@dataclass(frozen=True)
class Stage:
    group: str
    name: str
    command: list[str]
    needs: list[str] = field(default_factory=list)
    wants: list[str] = field(
        default_factory=list
    )  # installed where we may; the tests do without as users would
    limit: int = 2400  # seconds, after which the stage is ended and counts as failed


# A suite waits for its server, a browser for its page, a race for its locks: a third stage uses what two leave of two cores.
LANES = 3

# Tables from the models at once: `huying upgrade` walks the migrations on both databases (tests/project/test_commands.py)
# and is held to come out at the same tables.
SUITE = [*PYTEST, "-m", "not browser", "--nomigrations", "--ignore=tests/browser"]
ON_POSTGRES = [*PYTHON, "-m", "tests.postgres", "--", *SUITE]

# The long ones first, so that the short ones fill the gaps and all lanes end together; but the types early, so that the browser
# begins when both suites have compiled what they load.
STAGES = [
    Stage("test-sqlite", "suite on SQLite", [*SUITE, "--ignore=tests/house"], wants=["pango", "font"]),
    Stage("lint", "types", [str(BIN / "mypy")]),
    Stage(
        "test-pg",
        "suite on PostgreSQL",
        [*ON_POSTGRES, "--ignore=tests/house"],
        needs=["postgres"],
        wants=["pango", "font"],
    ),
    Stage(
        "e2e",
        "browser",
        [*PYTEST, "--nomigrations", "tests/browser"],
        needs=["chromium", "font"],
        wants=["shell"],
    ),
    Stage(
        "test-pg",
        "laws of the house on PostgreSQL",
        [*ON_POSTGRES, "tests/house"],
        needs=["postgres"],
    ),
    Stage("test-sqlite", "laws of the house on SQLite", [*SUITE, "tests/house"]),
    Stage("wheel", "wheel and a story from it", [*PYTHON, "-m", "tests.wheel"]),
    Stage("lint", "ruff", [str(BIN / "ruff"), "check", "."]),
    Stage("lint", "format", [str(BIN / "ruff"), "format", "--check", "."]),
    Stage("lint", "imports", [str(BIN / "lint-imports"), "--no-cache"]),
    Stage("lint", "templates", [*PYTHON, "-m", "djlint", "--lint", "--quiet", "huying"]),
    Stage("lint", "migrations", [*DJANGO, "makemigrations", "--check", "--dry-run"]),
    Stage("lint", "messages", [*PYTHON, "-m", "tools.messages", "check"], needs=["gettext"]),
]


@dataclass
class Outcome:
    stage: Stage
    state: str  # passed | failed | skipped
    seconds: float = 0.0
    passed: int = 0
    failed: int = 0
    closing: str = ""  # pytest's own last line, or why the stage was skipped


class Runner:
    """Runs stages on a few lanes; says when each begins, and prints it whole when it ends."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._ended = False

    def run(self, stages: list[Stage], lanes: int) -> list[Outcome]:
        waiting = list(stages)

        def lane() -> None:
            while True:
                with self._lock:
                    if not waiting or self._ended:
                        return
                    stage = waiting.pop(0)
                    print(f"▶ {stage.name}", flush=True)
                self._finish(*self._one(stage))

        threads = [threading.Thread(target=lane, daemon=True) for _ in range(lanes)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return self.outcomes

    def end(self) -> None:
        """Ends what runs; used when we are interrupted, so that no server is left behind."""
        self._ended = True
        for process in list(self._running):
            _end(process)

    def _one(self, stage: Stage) -> tuple[Outcome, str]:
        if absent := system.missing(stage.needs):
            reason = "；".join(system.NEEDS[need][2] for need in absent)
            state = "failed" if CI else "skipped"
            return Outcome(stage, state, failed=int(CI), closing=reason), ""
        began = time.monotonic()
        with tempfile.TemporaryFile() as output, tempfile.TemporaryDirectory(prefix="huying-home-") as home:
            # Its own process group, so that a limit or Ctrl-C ends the stage with its children; its own home, so
            # that no stage sees the keys or the database of another, or of `make demo`.
            process = subprocess.Popen(
                stage.command,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                env={**os.environ, **SETTINGS, "HUYING_HOME": home},
                start_new_session=True,
            )
            self._running.add(process)
            try:
                code = process.wait(timeout=stage.limit)
            except subprocess.TimeoutExpired:
                _end(process)
                code = -1
            self._running.discard(process)
            output.seek(0)
            text = output.read().decode(errors="replace")
        if code == -1:
            text += f"\nended: it ran longer than {stage.limit} s\n"
        return judge(stage, code, text, time.monotonic() - began), text

    def _finish(self, outcome: Outcome, text: str) -> None:
        mark = {"passed": "✓", "failed": "✗", "skipped": "–"}[outcome.state]
        with self._lock:
            self.outcomes.append(outcome)
            print(f"\n{mark} {outcome.stage.name} · {outcome.state} · {outcome.seconds:.1f} s", flush=True)
            # A check that found nothing has nothing to say; a suite shows what it did.
            if outcome.state == "failed" or outcome.closing:
                print(text.rstrip() or outcome.closing, flush=True)


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=40)  # a PostgreSQL may have to be stopped
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


CLOSING = re.compile(
    r"^=+ (?=.*\d+ (?:passed|failed|error|skipped|deselected|xfailed)).* =+$|^=+ no tests .* =+$", re.M
)


def judge(stage: Stage, code: int, text: str, seconds: float) -> Outcome:
    """Counts a suite by its tests and any other stage as one; a bad exit is never counted as passed."""
    lines = CLOSING.findall(text)
    if not lines:
        ok = code == 0
        return Outcome(stage, "passed" if ok else "failed", seconds, passed=int(ok), failed=int(not ok))
    counts = {"passed": 0, "failed": 0}
    for number, word in re.findall(r"(\d+) (passed|failed|error)", lines[-1]):
        counts["passed" if word == "passed" else "failed"] += int(number)
    if code != 0 and not counts["failed"]:
        counts["failed"] = 1
    state = "failed" if counts["failed"] else "passed"
    return Outcome(stage, state, seconds, counts["passed"], counts["failed"], lines[-1])


def report(outcomes: list[Outcome], seconds: float) -> int:
    """Prints the table, the suites' closing lines and the sum; gives the exit code."""
    order = {stage.name: number for number, stage in enumerate(STAGES)}
    outcomes = sorted(outcomes, key=lambda outcome: order[outcome.stage.name])
    print(f"\n{'stage':<34}{'state':<10}{'time':>8}")
    for outcome in outcomes:
        print(f"{outcome.stage.name:<34}{outcome.state:<10}{outcome.seconds:>6.1f} s")
    print(f"{'all, three at a time':<44}{seconds:>6.1f} s\n")
    for outcome in outcomes:
        if outcome.state == "skipped":
            print(f"skipped: {outcome.stage.name}: {outcome.closing}")
        elif outcome.closing:
            print(f"{outcome.stage.name}:\n{outcome.closing}")
    skipped = sum(outcome.state == "skipped" for outcome in outcomes)
    if skipped:
        print(f"{skipped} stages skipped")
    passed, failed = (sum(getattr(outcome, word) for outcome in outcomes) for word in ("passed", "failed"))
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed or not passed else 0


def main(groups: list[str], install: Callable[[list[str]], None] = system.install) -> int:
    unknown = set(groups) - {stage.group for stage in STAGES}
    if unknown:
        print(f"没有这样的阶段：{'、'.join(sorted(unknown))}", file=sys.stderr)
        return 2
    stages = [stage for stage in STAGES if not groups or stage.group in groups]
    began = time.monotonic()
    install(sorted({need for stage in stages for need in (*stage.needs, *stage.wants)}))
    runner = Runner()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        outcomes = runner.run(stages, LANES)
    except (KeyboardInterrupt, SystemExit):
        runner.end()
        raise
    return report(outcomes, time.monotonic() - began)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
