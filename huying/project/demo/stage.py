"""Lives in time order. A life is a generator: it acts, and yields the moment at which it goes on."""

import heapq
from collections.abc import Callable, Generator
from contextlib import nullcontext
from datetime import datetime, timedelta

from huying.kernel import notices, process, scope

BATCH = 120
NEWS = timedelta(days=75)  # what was told before has long been read and thrown away
Life = Generator[datetime, datetime, None]


class Stage:
    """What happens in one congress until `now`; whatever would come later has not happened yet."""

    def __init__(self, congress, now: datetime):
        self.congress, self.now = congress, now
        self.acts, self.refused = 0, []
        self._line: list = []
        self._count = 0

    def add(self, moment: datetime, life: Life) -> None:
        """`life` begins at `moment` (its first part runs then)."""
        self._count += 1
        heapq.heappush(self._line, (moment, self._count, life, False))

    def play(self, tell: Callable[[int], None] = lambda n: None) -> None:
        with scope.congress(self.congress):
            while self._line and self._line[0][0] <= self.now:
                long_ago = self._line[0][0] < self.now - NEWS
                with process.together(), notices.kept_quiet() if long_ago else nullcontext():
                    for _ in range(BATCH):
                        if not self._line or self._line[0][0] > self.now:
                            break
                        self._turn()
                tell(self.acts)
            for *_rest, life, _begun in self._line:
                life.close()

    def _turn(self) -> None:
        moment, order, life, begun = heapq.heappop(self._line)
        self.acts += 1
        try:
            following = life.send(moment) if begun else next(life)
        except StopIteration:
            return
        except process.Refused as reason:  # an unlucky lot ends this life only; a test asks that none did
            self.refused.append(f"{moment:%Y-%m-%d} {reason}")
            return
        heapq.heappush(self._line, (max(following, moment), order, life, True))
