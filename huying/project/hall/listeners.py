"""Whoever listens: screens, members' devices, the chair. One small object each, woken when there is something to tell."""

import asyncio
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from hashlib import blake2s

from huying.ballots.devices import tickets

MOST = 12_000  # on one process
BEAT = 12.0  # seconds between signs of life; a lost network is noticed some seconds after the second
OF_ONE = 4  # connections of one ticket; an older one ends


class Listener:
    """One open connection: the newest state is sent, those between are passed over."""

    __slots__ = ("beat", "counted", "ended", "extra", "farewell", "ticket", "wake")

    def __init__(self, ticket: tickets.Ticket):
        self.ticket, self.wake = ticket, asyncio.Event()
        self.beat = self.ended = self.counted = False
        self.extra = self.farewell = b""

    def end(self, farewell: bytes = b"") -> None:
        self.ended, self.farewell = True, farewell
        self.wake.set()


class Listeners:
    """All of them, by congress."""

    def __init__(self) -> None:
        self.of: dict[str, dict[tickets.Ticket, list[Listener]]] = defaultdict(dict)
        self.count = 0
        self.peak = 0

    def congresses(self) -> list[str]:
        return [code for code, some in self.of.items() if some]

    def join(self, ticket: tickets.Ticket) -> Listener | None:
        """None where the process has as many as it can serve."""
        if self.count >= MOST:
            return None
        mine = self.of[ticket.congress].setdefault(ticket, [])
        if ticket.kind == tickets.DEVICE and len(mine) >= OF_ONE:
            mine[0].end()
        listener = Listener(ticket)
        mine.append(listener)
        self.count += 1
        self.peak = max(self.peak, self.count)
        return listener

    def leave(self, listener: Listener) -> None:
        some = self.of[listener.ticket.congress]
        mine = some.get(listener.ticket, [])
        if listener in mine:
            mine.remove(listener)
            self.count -= 1
        if not mine:
            some.pop(listener.ticket, None)

    def everyone(self, code: str | None = None) -> list[Listener]:
        groups: Iterable = self.of.values() if code is None else [self.of.get(code, {})]
        return [listener for some in groups for mine in list(some.values()) for listener in mine]

    def online(self, code: str) -> list[int]:
        """Members whose device is connected now, in order."""
        return sorted({t.member for t in self.of.get(code, {}) if t.kind == tickets.DEVICE})

    async def wake(self, code: str, chosen: Callable[[Listener], bool] | None = None) -> None:
        """In small lots, so that votes are read between them."""
        for n, listener in enumerate(self.everyone(code)):
            if chosen is None or chosen(listener):
                listener.wake.set()
            if n % 100 == 99:
                await asyncio.sleep(0)

    async def beat(self) -> None:
        """A sign of life to everybody within BEAT seconds, spread evenly; runs until it is cancelled."""
        while True:
            everyone = self.everyone()
            steps = max(1, int(BEAT * 4))
            for k in range(steps):
                for listener in everyone[k::steps]:
                    listener.beat = True
                    listener.wake.set()
                await asyncio.sleep(BEAT / steps)


def event(name: str, data: bytes, number: str = "") -> bytes:
    """One event of the stream; `data` has no line break."""
    head = f"id: {number}\n".encode() if number else b""
    return head + f"event: {name}\n".encode() + b"data: " + data + b"\n\n"


def retry_hint() -> bytes:
    """Everybody comes back at another moment: three thousand devices must not knock together."""
    return f"retry: {random.randint(1000, 5000)}\n\n".encode()  # noqa: S311 - no secret


def digest(data: bytes) -> str:
    """Names a state: the same after a restart of this process."""
    return blake2s(data, digest_size=8).hexdigest()
