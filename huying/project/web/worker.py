"""gunicorn's worker around uvicorn: forked from a process that is set up, renewed, ended and watched over by gunicorn."""

import array
import asyncio
import contextlib
import fcntl
import os
import resource
import signal
import sys
import termios
import time
from types import FrameType
from typing import Any

import uvicorn
from gunicorn.workers.base import Worker as Base  # type: ignore[import-untyped]

# seconds until a thread lets the event loop have its turn; Python's own five milliseconds would make pages wait
SWITCH = 0.0005
LOOKED_AT = 5  # seconds between two looks at who reads nothing
STALLED = 60  # seconds in which a reader takes LITTLE bytes, or has gone
LITTLE = 4096


class Server(uvicorn.Server):
    """Ends when gunicorn says so, when gunicorn is gone, or when Django has answered as many requests as a process may."""

    def __init__(self, config: uvicorn.Config, worker: "Worker"):
        super().__init__(config)
        self.worker = worker
        self._unread: dict[
            Any, tuple[int, float]
        ] = {}  # connection → bytes that wait, since when about so many

    @contextlib.contextmanager
    def capture_signals(self):
        """As uvicorn, but the signal is not raised again at the end: what is written down at exit would be lost."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
            signal.signal(number, self.handle_exit)
        yield

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.should_exit = True

    async def on_tick(self, counter: int) -> bool:
        if counter % 10 == 0:
            self.worker.notify()
        full = self.worker.wsgi.asked >= self.worker.max_requests
        if counter % (10 * LOOKED_AT) == 0:
            self._leave_who_reads_nothing()
        return await super().on_tick(counter) or full or os.getppid() != self.worker.ppid

    def _leave_who_reads_nothing(self) -> None:
        """Closing waits for ever for what was written and nobody takes; so would a process that is to end."""
        now, seen = time.monotonic(), self._unread
        self._unread = {}
        for connection in self.server_state.connections:
            if not (transport := connection.transport) or not (left := _unread(transport)):
                continue
            before, since = seen.get(connection, (left, now))
            if abs(before - left) >= LITTLE:
                before, since = left, now
            if now - since > STALLED:
                transport.abort()
            else:
                self._unread[connection] = (before, since)


def _unread(transport) -> int:
    """Bytes written and not taken: ours, and those that the kernel holds, which fall with every piece that arrives."""
    left = transport.get_write_buffer_size()
    if left and (socket := transport.get_extra_info("socket")) is not None:
        held = array.array("i", [0])
        with contextlib.suppress(OSError, ValueError):
            fcntl.ioctl(socket.fileno(), termios.TIOCOUTQ, held)
        left += held[0]
    return left


class Worker(Base):
    """`--threads` are Django's, `--max-requests` counts what Django answered."""

    def init_signals(self) -> None:
        for number in self.SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGUSR1, self.handle_usr1)
        signal.siginterrupt(signal.SIGUSR1, False)

    def run(self) -> None:
        from . import protocol  # stands on Django, and gunicorn reads this module before that is set up

        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        with contextlib.suppress(ValueError, OSError):  # every connection is an open file
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        sys.setswitchinterval(SWITCH)
        self.wsgi.threads = self.cfg.threads
        config = protocol.config(
            self.wsgi,
            backlog=self.cfg.backlog,
            timeout_graceful_shutdown=self.cfg.graceful_timeout,
            limit_concurrency=4 * self.cfg.worker_connections,
        )
        server = Server(config, self)
        with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
            runner.run(server.serve([s.sock for s in self.sockets]))
