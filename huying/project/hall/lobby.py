"""What the process keeps running: the writer, the reader, the state that is pushed, and whoever listens."""

import asyncio
import json
import logging
import time
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from django.utils.translation import gettext as _

from huying.ballots.devices import tickets
from huying.kernel.groupcommit import GroupCommit

from .listeners import Listener, Listeners, event, retry_hint
from .state import EVERY, State
from .talking import Problem, Request
from .writing import Act, Writer

log = logging.getLogger(__name__)
STREAM = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
REMEMBERED = 20_000  # tickets whose signature has been checked
COUNTING = 1.5  # seconds between two tellings of who is connected


class Lobby:
    """Started and stopped by the server (ASGI lifespan)."""

    def __init__(self) -> None:
        self.listeners, self.state = Listeners(), State()
        self.writer = Writer()
        self.lane = GroupCommit(self.writer.write)
        self._reading = ThreadPoolExecutor(1, thread_name_prefix="state")
        self._tasks: list[asyncio.Task] = []
        self.loop: asyncio.AbstractEventLoop | None = None
        self._tickets: OrderedDict[str, tuple[tickets.Ticket, float]] = OrderedDict()
        self._looked: asyncio.Event | None = None
        self._wanted: set[str] = set()

    async def live(self, receive, send) -> None:
        """The life of the process as the server tells it."""
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self.start()
                await send({"type": "lifespan.startup.complete"})
            else:
                await self.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return

    def start(self) -> None:
        self.loop = loop = asyncio.get_running_loop()
        self._looked = asyncio.Event()
        self.lane.start()
        self._tasks = [
            loop.create_task(task) for task in (self._look(), self.listeners.beat(), self._count())
        ]

    async def stop(self) -> None:
        self.send_away()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.lane.stop()
        await asyncio.get_running_loop().run_in_executor(self._reading, lambda: connection.close())
        self._reading.shutdown()
        self.writer.close()

    def send_away(self) -> None:
        """Everybody's stream ends; they come back at different moments."""
        for listener in self.listeners.everyone():
            listener.end()

    def health(self) -> dict:
        return {
            "ok": True,
            "listeners": self.listeners.count,
            "batches": self.lane.batches,
            "written": self.lane.written,
        }

    def ticket(self, value: str) -> tickets.Ticket | None:
        """Its signature is checked once, its age always; whether its device still holds, with every act."""
        known, until = self._tickets.get(value, (None, 0.0))
        if known is None:
            if (known := tickets.read(value)) is None:
                return None
            self._tickets[value] = known, (until := tickets.expires(value))
            if len(self._tickets) > REMEMBERED:
                self._tickets.popitem(last=False)
        if time.time() > until:
            del self._tickets[value]
            return None
        return known

    async def write(self, act: Act) -> dict:
        return await self.lane.put(act)

    read = write  # what a member may read of themselves passes the same line: one statement for many

    async def once(self, ticket: tickets.Ticket) -> dict:
        """The state for who cannot listen."""
        await self._has(ticket.congress)
        return json.loads(self.state.room(ticket.congress).view(ticket).data)

    async def listen(self, ticket: tickets.Ticket, request: Request, send, headers) -> None:
        """Push the state until the other side goes; a device first hears where it stands, or that another took its place."""
        mine = b""
        if ticket.kind == tickets.DEVICE:
            found = await self.read(Act("mine", ticket.congress, 0, ticket.member, ticket.number))
            mine = event("mine", json.dumps(found).encode())
        listener = self.listeners.join(ticket)
        if listener is None:
            raise Problem(503, "full", _("连接太多，请稍后再试。"), 5)
        gone = asyncio.ensure_future(self._until_gone(request, listener))
        try:
            await self._has(ticket.congress)
            await send({"type": "http.response.start", "status": 200, "headers": [*STREAM, *headers]})
            await send({"type": "http.response.body", "body": retry_hint() + mine, "more_body": True})
            await self._tell(
                listener, request.headers.get(b"last-event-id", b"").decode("ascii", "replace"), send
            )
            await send({"type": "http.response.body", "body": b""})
        finally:
            gone.cancel()
            self.listeners.leave(listener)

    async def _tell(self, listener: Listener, last: str, send) -> None:
        seen = None
        while not listener.ended:
            room = self.state.room(listener.ticket.congress)
            if room is not seen:  # a sign of life looks at nothing
                seen, view = room, room.view(listener.ticket)
                if view.number != last:
                    last = view.number
                    await send({"type": "http.response.body", "body": view.event, "more_body": True})
            if listener.extra:
                extra, listener.extra = listener.extra, b""
                await send({"type": "http.response.body", "body": extra, "more_body": True})
            if listener.beat:
                listener.beat = False
                beat = event("beat", b'{"now":%d}' % int(time.time() * 1000))
                await send({"type": "http.response.body", "body": beat, "more_body": True})
            await listener.wake.wait()
            listener.wake.clear()
        if listener.farewell:
            await send({"type": "http.response.body", "body": listener.farewell, "more_body": True})

    @staticmethod
    async def _until_gone(request: Request, listener: Listener) -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        listener.end()

    async def _has(self, code: str) -> None:
        """Wait until the state of this congress has been read."""
        if code in self.state.rooms:
            return
        self._wanted.add(code)
        for _look in range(2):  # the look that runs may have begun before we asked
            if code not in self.state.rooms and self._looked is not None:
                await self._looked.wait()
                await asyncio.sleep(0)

    async def _look(self) -> None:
        """Read, compare, wake; every EVERY seconds, for all congresses that anybody listens to."""
        loop, looked = asyncio.get_running_loop(), self._looked
        assert looked is not None  # noqa: S101 - start() made it
        while True:
            codes = sorted({*self.listeners.congresses(), *self._wanted})
            self._wanted.clear()
            found = await loop.run_in_executor(self._reading, self.state.read, codes) if codes else None
            if found is not None:
                rooms, taken = found
                for code, whole in self.state.take(rooms):
                    await self.listeners.wake(code, None if whole else _follows_turnout)
                self._replace(dict(taken))
            looked.set()
            looked.clear()
            await asyncio.sleep(EVERY)

    def _replace(self, taken: dict[int, int]) -> None:
        """The old device is told that another one has taken over."""
        if taken:
            for listener in self.listeners.everyone():
                ticket = listener.ticket
                if ticket.kind == tickets.DEVICE and ticket.number < taken.get(ticket.member, 0):
                    listener.end(event("replaced", b"{}"))

    async def _count(self) -> None:
        """Staff are told who is connected, when that changes."""
        told: dict[str, list[int]] = {}
        while True:
            await asyncio.sleep(COUNTING)
            for code in self.listeners.congresses():
                staff = [x for x in self.listeners.everyone(code) if x.ticket.kind == tickets.STAFF]
                if not staff:
                    continue
                online = self.listeners.online(code)
                for listener in staff:
                    if told.get(code) != online or not listener.counted:
                        listener.extra = event("online", json.dumps(online).encode())
                        listener.counted = True
                        listener.wake.set()
                told[code] = online


def _follows_turnout(listener: Listener) -> bool:
    return listener.ticket.kind != tickets.DEVICE
