"""Long work as people see it: how far, what came out, which rows failed and why."""

import time

from django.db import models
from django.utils.translation import gettext_lazy as _

from .roster import Membership
from .scope import Owned

MOST_FAILURES = 1000
EVERY = 0.5  # seconds between two writes of a step


class Progress(Owned):
    """One piece of long work. `result`: [[label, value]]; `failures`: [{line, reason}]; `url` is where its fruit lies."""

    STATES = {
        "waiting": _("等待办理"),
        "running": _("正在办理"),
        "done": _("已办完"),
        "failed": _("没有办成"),
    }
    title = models.CharField(max_length=200)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=STATES, default="waiting")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=500, blank=True)
    result = models.JSONField(default=list)
    failures = models.JSONField(default=list)
    url = models.CharField(max_length=300, blank=True)
    url_label = models.CharField(max_length=60, blank=True)
    task = models.CharField(max_length=40, blank=True, db_index=True)
    at = models.DateTimeField()

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "by", "-at"], name="progress_by")]

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0

    def begin(self, total: int = 0) -> None:
        """The work starts, or starts again after a worker was lost: everything counted so far is void."""
        self.state, self.done, self.failures, self.message = "running", 0, [], ""
        self.total = total or self.total
        self.save(update_fields=["state", "done", "failures", "message", "total"])
        self._written = time.monotonic()

    def step(self, n: int = 1, *, total: int | None = None) -> None:
        """n more are done; written at most twice a second. Call it outside the transaction of the work itself."""
        self.done += n
        if total is not None:
            self.total = total
        if time.monotonic() - getattr(self, "_written", 0.0) >= EVERY:
            self._written = time.monotonic()
            self.save(update_fields=["done", "total"])

    def fail_row(self, line: int, reason: str) -> None:
        """Row `line` could not be taken; written with the next step."""
        if len(self.failures) < MOST_FAILURES:
            self.failures.append({"line": line, "reason": str(reason)[:300]})

    def finish(self, result=(), *, message: str = "", url: str = "", url_label: str = "") -> None:
        """Done. `result` is [(label, value), …]."""
        self.done = max(self.done, self.total)  # what failed was dealt with too
        self.state, self.result = "done", [[str(label), value] for label, value in result]
        self.message, self.url, self.url_label = str(message)[:500], url, str(url_label)
        self.save()

    def fail(self, message: str) -> None:
        """It could not be done; the message is for the person who waits."""
        self.state, self.message = "failed", str(message)[:500]
        self.save()
