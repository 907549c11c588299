"""The stage of `bench ballots`: a database and a hall of its own, a chair who obeys, crowds in processes of their own."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from huying.project import throwaway

from . import web
from .place import BenchFailed, Place

TABLES = {"shared_buffers": "256MB", "max_wal_size": "2GB"}


class Stage:
    """What runs, by process; everything that is killed was started here."""

    def __init__(self, place: Place, database: throwaway.Running, say):
        self.place, self.database, self.say = place, database, say
        self.port = web.free_port()
        self.tickets: list[str] = []
        self.spent = 0.0  # processor seconds of servers that have been killed
        self.hall = self.begin_hall()
        self.teller = subprocess.Popen(
            place.command("ballots_chair"),
            env=place.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()

    def begin_hall(self) -> subprocess.Popen:
        hall = subprocess.Popen(
            [sys.executable, "-m", "huying", "hall", "--port", str(self.port)], env=self.place.env
        )
        until = time.perf_counter() + 60
        while time.perf_counter() < until and hall.poll() is None:
            with contextlib.suppress(OSError):
                if web.get(self.port, "/hall/health")[0] == 200:
                    return hall
            time.sleep(0.05)
        raise BenchFailed("the hall did not start")

    def kill_hall(self) -> None:
        self.hall.kill()
        self.hall.wait()

    def chair(self, do: str, **given) -> dict:
        """Have the chair do something; the answer."""
        assert self.teller.stdin is not None  # noqa: S101 - a pipe
        self.teller.stdin.write(json.dumps({"do": do, **given}) + "\n")
        self.teller.stdin.flush()
        return self._answer()

    def _answer(self) -> dict:
        assert self.teller.stdout is not None  # noqa: S101 - a pipe
        if not (line := self.teller.stdout.readline()):
            raise BenchFailed("the chair has left")
        return json.loads(line)

    def crowd(self, poll: dict, act: str, tickets: list[str], inflight: int) -> subprocess.Popen:
        path = f"/hall/bench/{poll['poll']}/"
        return self.start(
            {"act": act, "path": path, "key": poll["key"], "tickets": tickets, "inflight": inflight}
        )

    def start(self, plan: dict) -> subprocess.Popen:
        """A crowd that is ready to begin (or has begun, which is the same moment)."""
        handle, name = tempfile.mkstemp(dir=self.place.home, suffix=".json")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"port": self.port, **plan}, file)
        return subprocess.Popen(
            self.place.command("ballots_client", name), env=self.place.env, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip

    @staticmethod
    def result(crowd: subprocess.Popen) -> dict:
        said, _nothing = crowd.communicate()
        if crowd.returncode:
            raise BenchFailed(f"a crowd ended with {crowd.returncode}")
        return json.loads(said.strip().splitlines()[-1])

    def cpu(self) -> float:
        """Processor seconds of the hall and the database."""
        return self.hall_cpu() + self.database_cpu()

    def hall_cpu(self) -> float:
        return web.spent([psutil.Process(self.hall.pid)])

    @staticmethod
    def database_cpu() -> float:
        return web.database_cpu()

    def memory_mb(self) -> float:
        return psutil.Process(self.hall.pid).memory_info().rss / 2**20

    def stop(self) -> None:
        for process in (self.teller, self.hall):
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def stage(voters: int, say) -> Iterator[Stage]:
    """A fresh installation on a PostgreSQL of its own, durable as in use, with everybody's device made ready."""
    with (
        tempfile.TemporaryDirectory(prefix="huying-bench-") as folder,
        throwaway.server(**TABLES) as database,
    ):
        env = {k: v for k, v in os.environ.items() if not k.startswith(("HUYING_", "DATABASE_URL"))}
        env |= {
            "HUYING_HOME": folder, "DJANGO_SETTINGS_MODULE": "huying.project.settings", "PYTHONUNBUFFERED": "1",
            "DATABASE_URL": database.url,
        }  # fmt: skip
        say("装入数据……")
        subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=env, check=True)
        made = Stage(Place(Path(folder), "postgresql", env), database, say)
        try:
            made.tickets = made.chair("fill", voters=voters)["tickets"]
            yield made
        finally:
            made.stop()
