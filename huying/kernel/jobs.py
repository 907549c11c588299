"""Work behind the pages: django-tasks on the database, with the lease and the reaper that it lacks.

A job is a module-level function that takes ids only and may run twice: a worker may die after the work and before
the mark. It is called inside its congress; with `progress` it gets the row that the waiting person looks at.
"""

import functools
import logging
from datetime import timedelta

from django.db import models, transaction
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks.base import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from . import scope
from .files import BadFile
from .process import Refused
from .progress import Progress
from .roster import Congress

log = logging.getLogger("huying.jobs")
ATTEMPTS = 3
LEASE = timedelta(seconds=60)  # a worker that has not been heard of for so long is gone
LIMITS: dict[str, timedelta] = {}  # task path → how long one run may take
LOST = "huying.kernel.jobs.WorkerLost"


class Worker(models.Model):
    """A worker process and when it was last heard of; not a congress's, the installation's."""

    name = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()
    beat_at = models.DateTimeField(db_index=True)


def job(*, minutes: float = 30, lost=None):
    """`@job(minutes=…)`: makes a django-tasks task of `function(*, progress=None, **ids)`.

    `lost(**ids)` is called inside the congress when the job is given up because its workers were lost again and again.
    """

    def wrap(function):
        @functools.wraps(function)
        def run(congress=None, progress=None, **ids):
            if congress is None:
                return function(**ids)
            with scope.congress(Congress.objects.get(pk=congress)):
                return _run(function, progress, ids)

        run.lost = lost  # type: ignore[attr-defined]
        made = task(run)
        LIMITS[made.module_path] = timedelta(minutes=minutes)
        return made

    return wrap


def _run(function, progress, ids):
    if progress is None:
        return function(**ids)
    shown = Progress.objects.get(pk=progress)
    if shown.state == "done":
        return None  # the last worker finished and died before it could say so
    shown.begin()
    try:
        result = function(progress=shown, **ids)
    except Exception as error:
        readable = isinstance(error, Refused | BadFile)
        shown.fail(
            str(error) if readable else _("系统出错，这项工作没有办成，已经记录。请稍后再试或告诉管理员。")
        )
        raise
    if shown.state == "running":
        shown.finish()
    return result


def enqueue(made, *, after=None, **ids):
    """Queue a job of the congress being served; it exists once the open transaction commits."""
    _only_ids(ids)
    return made.using(run_after=after).enqueue(congress=scope.current().pk, **ids)


def start(title: str, made, *, by, at, total: int = 0, **ids) -> Progress:
    """Queue long work for somebody who waits: the Progress row whose page is /c/<code>/jobs/<pk>/."""
    with transaction.atomic():
        shown = Progress.objects.create(title=title[:200], by=by, at=at, total=total)
        shown.task = str(enqueue(made, progress=shown.pk, **ids).id)[:40]
        shown.save(update_fields=["task"])
    return shown


def _only_ids(ids: dict) -> None:
    for name, value in ids.items():
        if not isinstance(value, int | bool | type(None)) and not (
            isinstance(value, str) and len(value) <= 200
        ):
            raise TypeError(f"a job takes ids, not {type(value).__name__}: {name}")


def beat(worker: str, at) -> None:
    """The worker lives."""
    if not Worker.objects.filter(name=worker).update(beat_at=at):
        Worker.objects.create(name=worker, since=at, beat_at=at)


def reap(at) -> list[str]:
    """Jobs of lost workers go back into the queue, or are given up after ATTEMPTS runs; the ids touched."""
    living = set(Worker.objects.filter(beat_at__gt=at - LEASE).values_list("name", flat=True))
    touched = []
    for row in DBTaskResult.objects.running():
        worker = row.worker_ids[-1] if row.worker_ids else ""
        late = row.started_at + LIMITS.get(row.task_path, timedelta(minutes=30)) < at
        young = row.started_at > at - LEASE  # claimed before its worker's first beat was seen
        if not late and (worker in living or young):
            continue
        given_up = len(row.worker_ids) >= ATTEMPTS
        changes: dict = {"status": Status.FAILED if given_up else Status.READY}
        if given_up:
            why = f"the worker was lost {len(row.worker_ids)} times"
            changes |= {
                "finished_at": at,
                "exception_class_path": LOST,
                "traceback": why,
                "return_value": None,
            }
        mine = DBTaskResult.objects.filter(pk=row.pk, status=Status.RUNNING, started_at=row.started_at)
        if mine.update(**changes):
            touched.append(str(row.pk))
            log.warning("job %s of a lost worker: %s", row.task_path, changes["status"])
            if given_up:
                message = _("办理中断了 %(n)s 次，已经停下。请重新提交，或告诉管理员。") % {"n": ATTEMPTS}
                Progress.everywhere.filter(task=str(row.pk), state__in=("waiting", "running")).update(
                    state="failed", message=message
                )
                _say_lost(row)
    Worker.objects.filter(beat_at__lt=at - timedelta(days=1)).delete()
    return touched


def _say_lost(row) -> None:
    """Whatever waits for this job hears that it will not come. What cannot be told keeps no other job from its turn."""
    told = getattr(row.task.func, "lost", None)
    ids = {name: value for name, value in row.args_kwargs["kwargs"].items() if name != "progress"}
    congress = ids.pop("congress", None)
    if told is None or congress is None:
        return
    try:
        with scope.congress(Congress.objects.get(pk=congress)):
            told(**ids)
    except Refused as reason:  # it was ended by somebody this very moment
        log.warning("job %s was given up: %s", row.task_path, reason)
    except Exception:  # as what waited for it is gone, or its congress
        log.exception("job %s was given up, and nobody could be told", row.task_path)


def again(pk) -> bool:
    """An operator's second try of a failed job; False when it is not failed (any more)."""
    rows = DBTaskResult.objects.filter(pk=pk, status=Status.FAILED)
    done = rows.update(
        status=Status.READY, worker_ids=[], finished_at=None, exception_class_path="", traceback=""
    )
    if done:
        Progress.everywhere.filter(task=str(pk), state="failed").update(state="waiting", message="")
    return bool(done)


def purge(at) -> int:
    """Forget finished jobs after a week, failed ones after a season, progress after a season."""
    old = DBTaskResult.objects.filter(status=Status.SUCCESSFUL, finished_at__lt=at - timedelta(days=7))
    failed = DBTaskResult.objects.filter(status=Status.FAILED, finished_at__lt=at - timedelta(days=90))
    Progress.everywhere.filter(at__lt=at - timedelta(days=90)).delete()
    return old.delete()[0] + failed.delete()[0]
