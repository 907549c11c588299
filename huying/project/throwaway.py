"""A PostgreSQL of our own for tests and measurements: made, used, thrown away.

    python -m huying.project.throwaway -- COMMAND      # runs the command with DATABASE_URL set

The cluster stands in a temporary folder on a free loopback port, with the server's usual durability
(fsync on), and never touches a PostgreSQL that already runs. The server refuses to run as root, so
root hands it to the user `postgres` or `nobody`.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

OLDEST = 15
PATIENCE = 60  # seconds until the server must answer; a slow disk needs some


class NoPostgres(Exception):
    """This machine has no usable PostgreSQL server; the message says what to install."""


def find_binaries() -> Path:
    """The folder with `initdb` and `postgres`, the newest version first. Raises NoPostgres."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: -_number(p.parent.name))
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    if config := shutil.which("pg_config"):
        said = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(said.stdout.strip()))
    for brewed in ("/opt/homebrew/opt", "/usr/local/opt"):
        folders += sorted(Path(brewed).glob("postgresql@*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists() and _version(folder) >= OLDEST:
            return folder
    raise NoPostgres(f"没有找到 PostgreSQL {OLDEST}+ 服务器（Debian/Ubuntu：apt-get install postgresql）")


@contextlib.contextmanager
def cluster(**settings: str) -> Iterator[str]:
    """A running throw-away cluster; yields its DATABASE_URL. Settings are lines of postgresql.conf."""
    with server(**settings) as running:
        yield running.url


class Running:
    """A throw-away server that may be killed and started again on the same data."""

    def __init__(self, url: str, start, folder: Path, port: int):
        self.url, self._start, self._folder, self._port = url, start, folder, port
        self.start()

    def start(self) -> None:
        """Start, and wait until it takes connections; after a kill it recovers from its log first."""
        self.process = self._start()
        _wait_until_it_answers(self.process, self._folder, self._port)

    def kill(self) -> None:
        """End the server and its children at once, as a power cut would; the children are found by their parent."""
        import psutil

        everyone = [
            *psutil.Process(self.process.pid).children(recursive=True),
            psutil.Process(self.process.pid),
        ]
        for process in everyone:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        self.process.wait()
        psutil.wait_procs(everyone, timeout=10)


@contextlib.contextmanager
def server(**settings: str) -> Iterator[Running]:
    """The same with its handle."""
    binaries = find_binaries()
    user = _server_user()
    # Not TMPDIR when root: the server's user must be able to walk to it. Short, for the socket's path.
    folder = Path(tempfile.mkdtemp(prefix="huying-pg-", dir="/tmp" if user else None))  # noqa: S108
    try:
        password = secrets.token_urlsafe(16)
        (folder / "password").write_text(password)
        for path in (folder, folder / "password"):
            if user:
                os.chown(path, user.pw_uid, user.pw_gid)
        _initialise(binaries, folder, user)
        port = _free_port()
        url = f"postgresql://huying:{password}@127.0.0.1:{port}/postgres"
        running = Running(url, lambda: _start(binaries, folder, user, port, settings), folder, port)
        try:
            yield running
        finally:
            _stop(running.process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(binaries: Path, folder: Path, user: pwd.struct_passwd | None) -> None:
    command = [
        str(binaries / "initdb"),
        "-D",
        str(folder / "data"),
        "-U",
        "huying",
        "--encoding=UTF8",
        "--no-sync",
    ]
    command += ["--locale=C.UTF-8" if sys.platform == "linux" else "--locale=C"]
    command += ["--auth=scram-sha-256", f"--pwfile={folder / 'password'}"]
    made = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, **_as(user))
    if made.returncode:
        raise NoPostgres(f"initdb 失败：{made.stderr.strip() or made.stdout.strip()}")


def _start(
    binaries: Path, folder: Path, user: pwd.struct_passwd | None, port: int, settings: dict[str, str]
) -> subprocess.Popen[bytes]:
    wanted = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": str(folder),
        "timezone": "UTC",
        **settings,
    }
    command = [str(binaries / "postgres"), "-D", str(folder / "data")]
    for name, value in wanted.items():
        command += ["-c", f"{name}={value}"]
    with (folder / "log").open("wb") as log:
        # Its own session: Ctrl-C reaches us first, and the server is stopped when nobody uses it any more.
        return subprocess.Popen(
            command, stdout=log, stderr=log, cwd=folder, start_new_session=True, **_as(user)
        )


def _wait_until_it_answers(server: subprocess.Popen[bytes], folder: Path, port: int) -> None:
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        # The pid file's last line says "ready" once the server takes connections; it is empty while it is made.
        with contextlib.suppress(OSError):
            if (folder / "data" / "postmaster.pid").read_text().split()[-1:] == ["ready"]:
                with socket.create_connection(("127.0.0.1", port), timeout=1):
                    return
        time.sleep(0.05)
    _stop(server)
    raise NoPostgres(f"PostgreSQL 没有启动：{(folder / 'log').read_text(errors='replace')[-2000:]}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.send_signal(signal.SIGINT)  # "fast": ends open connections, writes a checkpoint
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)  # "immediate": the server also ends its own children
            server.wait(timeout=20)


def _server_user() -> pwd.struct_passwd | None:
    """Who the server runs as when we are root; None when we may run it ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgres("PostgreSQL 不能以 root 运行，而系统里没有用户 postgres 或 nobody")


def _as(user: pwd.struct_passwd | None) -> dict:
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    if user is None:
        return {"env": environment}
    return {"env": environment, "user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _version(folder: Path) -> int:
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    return _number(said.stdout.partition("(PostgreSQL)")[2])


def _number(text: str) -> int:
    """The first number in a text: 15 of "15.18 (Debian …)", 0 when there is none."""
    found = re.search(r"\d+", text)
    return int(found.group()) if found else 0


def main(arguments: list[str], **settings: str) -> int:
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print("用法： python -m huying.project.throwaway -- 命令 参数…", file=sys.stderr)
        return 2
    # A plain kill of us must not leave the server behind: leave through the context manager.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(143))
    try:
        with cluster(**settings) as url:
            child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
            try:
                return child.wait()
            finally:
                if child.poll() is None:
                    child.terminate()
                    child.wait()
    except NoPostgres as reason:
        print(reason, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
