"""Many small writes in one transaction: whoever waits is answered after the commit, never before.

An asyncio queue hands batches to one writer thread, which has a database connection of its own. A batch holds what came
while the one before it was being written: a single item does not wait, a crowd shares the price of a commit.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import Error, InterfaceError, OperationalError, connection, transaction


class Unwritten(Exception):
    """Not written, or not known to be: the caller may send the same item again."""


class Full(Unwritten):
    """More wait than can be written soon; nothing was taken."""


class Stopped(Unwritten):
    """The writer ends; nothing was taken."""


class GroupCommit:
    """`write(items) -> answers` runs in the writer thread inside one transaction: one answer an item, in their order.

    An answer that is an exception is raised to the one who waits for it. `write` must bear the same items again:
    after a lost connection nobody knows whether the commit arrived, and the batch is written a second time.
    `most`: items of a batch; `pause`: seconds that a batch waits for more; `waiting`: items in the queue.
    """

    def __init__(
        self, write: Callable[[list], Sequence], *, most: int = 200, pause: float = 0.0, waiting: int = 5000
    ):
        self.write, self.most, self.pause, self.waiting = write, most, pause, waiting
        self.batches = self.written = 0
        self._queue: deque[tuple[Any, asyncio.Future]] = deque()
        self._more: asyncio.Event | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._task: asyncio.Task | None = None
        self._ending = False

    def start(self) -> None:
        """Begin, in the running event loop."""
        self._more = asyncio.Event()
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def put(self, item) -> Any:
        """The answer to this item, once it is committed; Unwritten where it is not."""
        if self._ending or self._more is None:
            raise Stopped
        if len(self._queue) >= self.waiting:
            raise Full
        answer = asyncio.get_running_loop().create_future()
        self._queue.append((item, answer))
        self._more.set()
        return await answer

    async def stop(self) -> None:
        """Write what waits, take nothing more, close the connection."""
        self._ending = True
        if self._task is not None and self._more is not None:
            self._more.set()
            await self._task
        await asyncio.get_running_loop().run_in_executor(self._thread, lambda: connection.close())
        self._thread.shutdown()

    async def _run(self) -> None:
        loop, more = asyncio.get_running_loop(), self._more
        assert more is not None  # noqa: S101 - start() made it
        while not (self._ending and not self._queue):
            await more.wait()
            if self.pause and len(self._queue) < self.most and not self._ending:
                await asyncio.sleep(self.pause)
            batch = [self._queue.popleft() for _ in range(min(self.most, len(self._queue)))]
            if not self._queue and not self._ending:
                more.clear()
            if not batch:
                continue
            items = [item for item, _answer in batch]
            answers = await loop.run_in_executor(self._thread, self._commit, items)
            self.batches += 1
            self.written += len(batch)
            for (_item, waiter), answer in zip(batch, answers, strict=True):
                if waiter.done():  # whoever waited has gone; what they sent is written all the same
                    continue
                if isinstance(answer, Exception):
                    waiter.set_exception(answer)
                else:
                    waiter.set_result(answer)

    def _commit(self, items: list) -> Sequence:
        """One transaction; where it fails each item gets its own, so that one does not spoil the others."""
        try:
            return self._once(items)
        except (OperationalError, InterfaceError):
            pass  # a lost connection, a lock: the whole batch once more
        except Exception as error:
            if len(items) == 1:
                return [error if not isinstance(error, Error) else Unwritten(str(error))]
            return [self._commit([item])[0] for item in items]
        try:
            return self._once(items)
        except Exception as error:
            connection.close()
            return [Unwritten(str(error)) for _item in items]

    def _once(self, items: list) -> Sequence:
        connection.close_if_unusable_or_obsolete()
        with transaction.atomic():
            answers = self.write(items)
            if len(answers) != len(items):
                raise RuntimeError(f"{len(items)} items, {len(answers)} answers")
        return answers
