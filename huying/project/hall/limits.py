"""How often somebody may ask: buckets that fill again, kept in this one process."""

import time
from collections.abc import Callable


class Limit:
    """`burst` at once, then `per_second`; `allow(who)` takes one and says whether there was one."""

    def __init__(self, burst: float, per_second: float, clock: Callable[[], float] = time.monotonic):
        self.burst, self.per_second, self.clock = burst, per_second, clock
        self._left: dict[object, tuple[float, float]] = {}  # who → what was left, and when

    def has(self, who) -> bool:
        """Is there one? Takes none."""
        return self._now(who, self.clock()) >= 1

    def allow(self, who) -> bool:
        now = self.clock()
        left = self._now(who, now)
        if len(self._left) > 20_000:
            self._forget(now)
        self._left[who] = (left - 1 if left >= 1 else left, now)
        return left >= 1

    def _now(self, who, now: float) -> float:
        left, then = self._left.get(who, (self.burst, now))
        return min(self.burst, left + (now - then) * self.per_second)

    def _forget(self, now: float) -> None:
        """Whoever's bucket is full again need not be remembered."""
        full = self.burst / self.per_second
        self._left = {who: kept for who, kept in self._left.items() if now - kept[1] < full}
