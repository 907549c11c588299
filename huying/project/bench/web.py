"""Pages over real HTTP: latencies, processor time of all server processes, memory, time to the first page."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time

import psutil

from huying.project.serve import WORKER

WORKERS = 2


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def database_cpu() -> float:
    """Seconds of processor time of the PostgreSQL that this bench started; 0 where there is none."""
    ours = psutil.Process(os.getpid()).children(recursive=True)
    return spent([p for p in ours if p.name().startswith("postgres")])


def spent(processes) -> float:
    """Processor seconds of these processes and of their children that have ended."""
    total = 0.0
    for process in processes:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


class Server:
    """gunicorn as `huying up` runs it, two workers, in the bench's own place; `whole`: that command itself."""

    def __init__(self, place, threads: int = 4, whole: bool = False):
        self.port = free_port()
        command = [sys.executable, "-m", "huying", "up", "--port", str(self.port)] if whole else [
            sys.executable, "-m", "gunicorn", "huying.project.asgi:application", "-b", f"127.0.0.1:{self.port}",
            "-w", str(WORKERS), "-k", WORKER, "--threads", str(threads), "--preload", "--log-level", "error",
            "--no-control-socket",
        ]  # fmt: skip
        begun = time.perf_counter()
        # What the server says is no part of the one JSON document on standard output.
        self.process = subprocess.Popen(command, env=place.env, stdout=subprocess.DEVNULL)
        self._wait()
        self.start_s = time.perf_counter() - begun

    def _wait(self):
        until, status = time.perf_counter() + 90, 0
        while time.perf_counter() < until and status < 500:
            try:
                status, _body = get(self.port, "/c/bench/")
                if status == 200:
                    return
            except OSError:
                time.sleep(0.02)
        self.stop()
        raise TimeoutError(f"the server did not answer: {status}")

    def tree(self) -> list:
        """Our server processes."""
        me = psutil.Process(self.process.pid)
        return [me, *me.children(recursive=True)]

    def cpu(self) -> float:
        return spent(self.tree()) + database_cpu()

    def worker_mb(self) -> float:
        """The largest worker's own memory."""
        return max(p.memory_info().rss for p in psutil.Process(self.process.pid).children()) / 2**20

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def get(port: int, path: str, cookie: str = "", connection=None) -> tuple[int, bytes]:
    own = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": f"sessionid={cookie}"} if cookie else {}
    own.request("GET", path, headers=headers)
    answer = own.getresponse()
    return answer.status, answer.read()


LONG = 1.5  # seconds: sixty answers of a page kept in memory take a tenth of that, and their p95 is chance


def warm(server: Server, path: str, cookie: str = "") -> None:
    """Every worker has compiled its templates and filled its caches. Raises RuntimeError where the page is refused."""
    for _ in range(2 * WORKERS + 2):
        status, _body = get(server.port, path, cookie)
        if status != 200:
            raise RuntimeError(f"{path}: {status}")


def figures(taken: list[float], cpu: float) -> dict:
    """p50 and p95 of these milliseconds, and of `cpu` seconds the milliseconds each."""
    ordered = sorted(taken)
    return {
        "p50_ms": ordered[len(ordered) // 2],
        "p95_ms": ordered[int(len(ordered) * 0.95)],
        "cpu_ms": 1000 * cpu / len(ordered),
    }
