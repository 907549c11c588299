"""Serving: the web server and a worker as two child processes that stop together."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from . import founding

MEMORY = Path("/dev/shm")  # noqa: S108 (gunicorn's heartbeat must not wait for a disk)
WORKER = "huying.project.web.worker.Worker"
TRIES = 50
PATIENCE = 20  # seconds that a child has to finish what it does


class NotReady(Exception):
    """The site cannot be served; the message says what to do, in Chinese."""


def prepare() -> None:
    """An empty database is made, a static folder that is behind is filled; pending changes of a used database are refused."""
    if pending := _pending():
        if connection.introspection.table_names():
            raise NotReady(f"数据库还差 {pending} 步迁移。请先运行：huying upgrade")
        founding.bring_up_to_date()
    if _static_is_behind():
        call_command("collectstatic", interactive=False, verbosity=0, clear=False)


def _pending() -> int:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _static_is_behind() -> bool:
    from django.contrib.staticfiles import finders

    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return True
    made = manifest.stat().st_mtime
    found = (
        Path(storage.path(name)) for finder in finders.get_finders() for name, storage in finder.list([])
    )
    return any(path.stat().st_mtime > made for path in found)


def free_port(host: str, port: int) -> int:
    """The port, or the next one that nobody listens on."""
    for candidate in range(port, min(port + TRIES, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind((host, candidate))
                return candidate
    raise NotReady(f"{port} 到 {port + TRIES - 1} 的端口都被占用，请用 --port 另选。")


def web_command(host: str, port: int, workers: int) -> list[str]:
    """The web server: set up once, then an event loop and threads in a few processes; a process is renewed now and then."""
    return [
        sys.executable, "-m", "gunicorn", "huying.project.asgi:application", "--bind", f"{host}:{port}",
        "--worker-class", WORKER, "--workers", str(workers), "--threads", "4", "--timeout", "60",
        "--graceful-timeout", str(PATIENCE // 2), "--max-requests", "20000", "--max-requests-jitter", "2000",
        "--worker-tmp-dir", str(MEMORY if MEMORY.is_dir() else settings.HOME), "--log-level", "warning",
        "--no-control-socket", "--preload",
    ]  # fmt: skip


def hall_command(host: str, web: int) -> list[str]:
    """The process of the hall, on the port after the web's unless one is set; the others learn of it by environment."""
    port = settings.HALL_PORT or free_port(host, web + 1)
    os.environ |= {"HUYING_HALL_PORT": str(port), "HUYING_WEB_PORT": str(web)}
    return [sys.executable, "-m", "huying", "hall", "--host", host, "--port", str(port)]


def run(web: subprocess.Popen, commands: dict[str, list[str]], listening: tuple[str, int], ready=None) -> int:
    """When `web` listens call `ready()` and start the other children; a signal or the end of `web` stops all.

    They wait so that the first page does not share the processors with them. A child that died comes back.
    """
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda n, _frame: stopping.append(n))
    children = {"web": web}
    _wait_for(listening, web, stopping)
    if ready and not stopping:
        ready()
    children |= {name: _start(command) for name, command in commands.items() if not stopping}
    born = dict.fromkeys(children, time.monotonic())
    code = 0
    while not stopping:
        time.sleep(0.2)
        for name, child in children.items():
            if child.poll() is None:
                continue
            if name == "web":
                code = child.returncode or 1
                stopping.append(0)
            elif time.monotonic() - born[name] > 5:  # one that dies at once is not started in a circle
                children[name], born[name] = _start(commands[name]), time.monotonic()
    _stop(children.values())
    return code


def _wait_for(address: tuple[str, int], child: subprocess.Popen, stopping: list[int]) -> None:
    """Until somebody answers there, the child is dead, a signal came, or PATIENCE has ended."""
    until = time.monotonic() + PATIENCE
    while not stopping and child.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(address, timeout=1):
            return
        time.sleep(0.05)


def _start(command: list[str]) -> subprocess.Popen:
    # A session of its own: Ctrl-C reaches only us, and we end the children in order.
    return subprocess.Popen(command, env=os.environ.copy(), start_new_session=True)  # noqa: S603


def _stop(children) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
