"""The loop of `huying work`: heartbeat, reaper, timetable, jobs."""

import logging
import os
import signal
import socket
import threading
import uuid
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import close_old_connections, connection, models
from django.db.utils import DatabaseError
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker as Runner

from . import jobs

log = logging.getLogger("huying.jobs")
POLL = 1.0
BEAT = 10.0


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the timetable: a job, and when: `at` a time of day, or `every` so often.

    `wanted(at)` may say that there is nothing to do this time.
    """

    name: str
    job: object
    at: time | None = None
    every: timedelta | None = None
    wanted: object = None

    def due_since(self, now: datetime) -> datetime:
        """The latest moment up to now at which this should have run."""
        if self.every:
            return now - self.every
        local = timezone.localtime(now)
        today = local.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        return today if today <= local else today - timedelta(days=1)


class Ran(models.Model):
    """When a line of the timetable was last handed out; one worker wins the row."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()


def tick(timetable, now: datetime) -> list[str]:
    """Queue what is due; the names. Two workers at once queue it once."""
    queued = []
    for entry in timetable:
        since = entry.due_since(now)
        last, _made = Ran.objects.get_or_create(
            name=entry.name, defaults={"at": now - timedelta(days=1, minutes=1)}
        )
        if last.at >= since or not Ran.objects.filter(pk=last.pk, at=last.at).update(at=now):
            continue
        if entry.wanted is None or entry.wanted(now):
            entry.job.enqueue()
            queued.append(entry.name)
    return queued


def run_worker(
    *, once: bool = False, timetable=(), stop: threading.Event | None = None, name: str = ""
) -> None:
    """Work until told to stop (SIGTERM, SIGINT, `stop`); with `once` until the queue is empty."""
    name = name or f"{socket.gethostname()[:24]}-{os.getpid()}-{uuid.uuid4().hex[:6]}"
    stop = stop or threading.Event()
    runner = Runner(
        queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=10,
        worker_id=name, excluded_queue_names=[],
    )  # fmt: skip
    _listen(stop, runner)
    jobs.beat(name, timezone.now())
    pulse = threading.Thread(target=_pulse, args=(name, stop), daemon=True)
    if not once:
        pulse.start()
    try:
        while not stop.is_set():
            worked = _round(runner, name, timetable)
            if once and not worked:
                return
            if not worked:
                stop.wait(POLL)
    finally:
        stop.set()
        if pulse.is_alive():
            pulse.join(2)
        jobs.Worker.objects.filter(name=name).delete()


def _round(runner, name, timetable) -> bool:
    """One look around; True when there was work. A database that is away for a moment does not end the worker."""
    try:
        now = timezone.now()
        jobs.beat(name, now)
        jobs.reap(now)
        tick(timetable, now)
        before, runner.running = runner._run_tasks, True
        runner.max_tasks = before + 10
        runner.run()
        return runner._run_tasks > before
    except DatabaseError:
        log.exception("the worker could not reach its database; it tries again")
        close_old_connections()
        connection.close()
        return False


def _pulse(name: str, stop: threading.Event) -> None:
    """Heartbeat beside a long job, from its own connection."""
    while not stop.wait(BEAT):
        try:
            jobs.beat(name, timezone.now())
        except DatabaseError:
            connection.close()
    connection.close()


def _listen(stop, runner) -> None:
    if threading.current_thread() is not threading.main_thread():
        return

    def leave(signum, frame):
        stop.set()
        runner.running = False

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, leave)
