"""uvicorn around the hall: one process, a socket that notices a lost network, streams that end before it does."""

import contextlib
import gc
import resource
import socket
import sys

import uvicorn
from django.conf import settings

from .asgi import Hall
from .lobby import Lobby

DEAD_AFTER = 20  # seconds without an answer to what was sent, then a connection has ended
BACKLOG = 4096


class Server(uvicorn.Server):
    """Sends listeners away when it is asked to end; else it would wait for streams that never do."""

    def __init__(self, config: uvicorn.Config, lobby: Lobby):
        super().__init__(config)
        self.lobby = lobby

    def handle_exit(self, sig, frame) -> None:
        super().handle_exit(sig, frame)
        self.lobby.send_away()


def listen(host: str, port: int) -> socket.socket:
    """The listening socket; what it is set to holds for every connection it accepts."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_AFTER * 1000)
    sock.bind((host, port))
    sock.listen(BACKLOG)
    sock.set_inheritable(True)
    return sock


def _settle() -> None:
    """What was loaded stays: the collector need not look through it while people vote. A thread that has signed gets its
    turn among threads that read and answer sooner than after Python's five milliseconds."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 20, 20)
    sys.setswitchinterval(0.001)


def run(host: str, port: int) -> None:
    """Serve until a signal; OSError where the port is taken."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    with contextlib.suppress(ValueError, OSError):  # every listener is an open file
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    lobby = Lobby()
    app = Hall(settings.HALL_ORIGINS, lobby)
    sock = listen(host, port)
    config = uvicorn.Config(
        app, loop="uvloop", http="httptools", ws="none", lifespan="on", access_log=False, log_level="warning",
        proxy_headers=settings.HALL_BEHIND_PROXY, server_header=False, date_header=False, backlog=BACKLOG,
        timeout_keep_alive=75, timeout_graceful_shutdown=5,
    )  # fmt: skip
    _settle()
    Server(config, lobby).run(sockets=[sock])
