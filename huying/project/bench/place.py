"""Where a bench runs: a temporary home, a database of its own, and child processes that see nothing else."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import huying
from huying.project import throwaway


@dataclass(frozen=True)
class Place:
    """`env` for child processes; `engine` "sqlite" or "postgresql"."""

    home: Path
    engine: str
    env: dict

    def run(self, module: str, *words: object) -> dict:
        """Run `python -m huying.project.bench.<module> words…`; its last line of output is JSON."""
        done = subprocess.run(
            self.command(module, *words), env=self.env, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise BenchFailed(f"{module} {' '.join(map(str, words))}\n{done.stderr[-3000:]}")
        return json.loads(done.stdout.strip().splitlines()[-1])

    def start(self, module: str, *words: object) -> subprocess.Popen:
        return subprocess.Popen(self.command(module, *words), env=self.env, stdout=subprocess.PIPE, text=True)

    @staticmethod
    def command(module, *words):
        return [sys.executable, "-m", f"huying.project.bench.{module}", *map(str, words)]


class BenchFailed(Exception):
    """A part of the bench did not run; the message is its own output."""


@contextlib.contextmanager
def place(engine: str) -> Iterator[Place]:
    """A fresh installation: temporary home, SQLite file or PostgreSQL cluster, both as durable as in use."""
    with tempfile.TemporaryDirectory(prefix="huying-bench-") as folder, contextlib.ExitStack() as stack:
        home = Path(folder)
        env = {k: v for k, v in os.environ.items() if not k.startswith(("HUYING_", "DATABASE_URL"))}
        env |= {
            "HUYING_HOME": folder,
            "DJANGO_SETTINGS_MODULE": "huying.project.settings",
            "PYTHONUNBUFFERED": "1",
        }
        env.pop("PYTHONDONTWRITEBYTECODE", None)  # an installation keeps what was compiled
        if not os.access(huying.__path__[0], os.W_OK):
            env["PYTHONPYCACHEPREFIX"] = str(home / "compiled")
        if engine == "postgresql":
            url = stack.enter_context(throwaway.cluster(shared_buffers="256MB", max_wal_size="2GB"))
            env["DATABASE_URL"] = url
        yield Place(home, engine, env)
