"""Jobs: ids only, progress that tells, lost workers reaped, nothing half done, nothing done twice."""

import os
import sqlite3
import subprocess
import sys
import threading
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from huying.kernel import jobs, scope, worker
from huying.kernel.case import Counter
from huying.kernel.progress import Progress
from huying.kernel.worker import Entry, Ran, tick
from tests.kernel.lost import work
from tests.kernel.toy.town import AT, houses, town, toy, toy_tables  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db(transaction=True)  # a worker opens its own transactions


@pytest.fixture(autouse=True)
def _here(town):  # noqa: F811
    with scope.congress(town.here):
        yield


def run():
    worker.run_worker(once=True, name="w1")


def test_a_job_runs_in_its_congress_and_takes_ids_only(town):  # noqa: F811
    jobs.enqueue(work.count, key="a")
    with scope.congress(town.there):
        jobs.enqueue(work.count, key="a")
    run()
    assert Counter.objects.get(key="a").value == 1
    assert DBTaskResult.objects.filter(status="SUCCESSFUL").count() == 2
    with pytest.raises(TypeError, match="ids"):
        jobs.enqueue(work.count, key=town.lin)
    with pytest.raises(TypeError, match="ids"):
        jobs.enqueue(work.count, key="x" * 201)


def test_progress_tells_how_far_and_which_rows_failed(town):  # noqa: F811
    shown = jobs.start("导入名册", work.import_rows, by=town.clerk, at=AT, rows=6)
    assert (shown.state, shown.percent) == ("waiting", 0)
    run()
    shown.refresh_from_db()
    assert (shown.state, shown.done, shown.total, shown.percent) == ("done", 6, 6, 100)
    assert shown.result == [["新增", 4]]
    assert shown.failures == [{"line": 4, "reason": "日期看不懂"}, {"line": 7, "reason": "日期看不懂"}]


def test_a_refusal_is_told_and_a_crash_is_not_spelled_out(town):  # noqa: F811
    refused = jobs.start("导入", work.import_rows, by=town.clerk, at=AT, rows=1, refuse="表头不对")
    crashed = jobs.start("导入", work.broken, by=town.clerk, at=AT)
    run()
    refused.refresh_from_db()
    crashed.refresh_from_db()
    assert (refused.state, refused.message) == ("failed", "表头不对")
    assert crashed.state == "failed" and "系统出错" in crashed.message and "inner" not in crashed.message
    assert DBTaskResult.objects.failed().count() == 2


def test_a_job_of_a_finished_progress_is_not_done_again(town):  # noqa: F811
    shown = jobs.start("导入", work.import_rows, by=town.clerk, at=AT, rows=3)
    run()
    DBTaskResult.objects.update(status="READY")
    Progress.objects.filter(pk=shown.pk).update(done=3, message="第一次")
    run()
    shown.refresh_from_db()
    assert shown.message == "第一次"


def lost(runs, started=timedelta(minutes=5)):
    """A job that a vanished worker holds, after `runs` runs."""
    shown = jobs.start("导入", work.import_rows, by=scope_member(), at=AT, rows=1)
    DBTaskResult.objects.filter(pk=shown.task).update(
        status="RUNNING", started_at=timezone.now() - started, worker_ids=[f"gone{i}" for i in range(runs)]
    )
    return shown


def scope_member():
    from huying.kernel.roster import Membership

    return Membership.objects.filter(role="clerk").first()


def test_the_reaper_gives_back_what_a_lost_worker_held():
    shown = lost(1)
    assert jobs.reap(timezone.now()) == [shown.task]
    run()
    shown.refresh_from_db()
    assert shown.state == "done"


def test_the_reaper_leaves_the_living_and_the_young_alone():
    shown = lost(1)
    jobs.beat("gone0", timezone.now())
    assert jobs.reap(timezone.now()) == []
    jobs.Worker.objects.all().delete()
    DBTaskResult.objects.update(started_at=timezone.now())
    assert jobs.reap(timezone.now()) == []
    jobs.beat("gone0", timezone.now())
    DBTaskResult.objects.update(
        started_at=timezone.now() - timedelta(minutes=11)
    )  # alive, but past the job's limit
    assert jobs.reap(timezone.now()) == [shown.task]


def test_whoever_waits_for_a_job_that_is_given_up_hears_so(monkeypatch):
    shown, heard = lost(3), []
    job = DBTaskResult.objects.get(pk=shown.task)
    monkeypatch.setattr(job.task.func, "lost", lambda **ids: heard.append((scope.current().pk, ids)))
    jobs.reap(timezone.now())
    ids = {k: v for k, v in job.args_kwargs["kwargs"].items() if k not in ("congress", "progress")}
    assert heard == [(shown.congress_id, ids)]


def test_who_cannot_be_told_keeps_no_other_lost_job_waiting(monkeypatch):
    shown = [lost(3), lost(3)]
    job = DBTaskResult.objects.get(pk=shown[0].task)
    monkeypatch.setattr(job.task.func, "lost", lambda **_ids: Counter.objects.get(key="gone"))
    assert len(jobs.reap(timezone.now())) == 2
    assert {Progress.objects.get(pk=one.pk).state for one in shown} == {"failed"}


def test_after_three_lost_runs_it_is_given_up_readably_and_may_be_tried_again():
    shown = lost(3)
    jobs.reap(timezone.now())
    shown.refresh_from_db()
    row = DBTaskResult.objects.get(pk=shown.task)
    assert (row.status, row.exception_class_path) == ("FAILED", jobs.LOST)
    assert shown.state == "failed" and "中断了 3 次" in shown.message
    assert jobs.again(row.pk) and not jobs.again(row.pk)
    run()
    shown.refresh_from_db()
    assert shown.state == "done"


def test_a_killed_process_leaves_nothing_half_done_and_the_job_is_finished_once(tmp_path):
    file, marker = tmp_path / "jobs.sqlite3", tmp_path / "marker"
    env = {
        **os.environ, "DATABASE_URL": f"sqlite:///{file}", "HUYING_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "huying.project.settings",
    }  # fmt: skip

    def process(*words):
        command = [sys.executable, "-m", "tests.kernel.lost.process", *words]
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)

    def ask(sql):
        with sqlite3.connect(file) as db:
            return db.execute(sql).fetchall()

    made = process("prepare", str(marker))
    assert made.returncode == 0, made.stderr
    assert process("work", "first").returncode == -9
    assert ask("select status from django_tasks_database_dbtaskresult") == [("RUNNING",)]
    assert ask("select key from kernel_counter") == []  # nothing half done
    second = process("work", "second")
    assert second.returncode == 0, second.stderr
    assert ask("select status, json_array_length(worker_ids) from django_tasks_database_dbtaskresult") == [
        ("SUCCESSFUL", 2)
    ]
    assert ask("select key, value from kernel_counter order by key") == [("half", 1), ("whole", 1)]
    assert ask("select state from kernel_progress") == [("done",)]
    assert process("work", "third").returncode == 0
    assert ask("select value from kernel_counter where key='whole'") == [(1,)]


def test_the_timetable_queues_each_line_once_a_day():
    beijing = ZoneInfo("Asia/Shanghai")
    entry = Entry(name="lamps", job=work.count.using(), at=time(6, 0))
    assert entry.due_since(datetime(2026, 11, 21, 5, 0, tzinfo=beijing)).day == 20
    queued = []

    class Spy:
        def enqueue(self):
            queued.append(1)

    entry = Entry(name="lamps", job=Spy(), at=entry.at)
    moments = [datetime(2026, 11, d, h, 30, tzinfo=beijing) for d in (21, 22) for h in (5, 6, 7, 23)]
    assert [bool(tick([entry], m)) for m in moments] == [True, True, False, False, False, True, False, False]
    soon = Entry(name="deliver", job=Spy(), every=timedelta(seconds=20), wanted=lambda at: False)
    assert tick([soon], moments[0]) == [] and Ran.objects.filter(name="deliver").exists()


def test_the_worker_stops_when_told():
    stop = threading.Event()
    stop.set()
    worker.run_worker(stop=stop, name="told")
    assert not jobs.Worker.objects.filter(name="told").exists()


def test_old_jobs_are_forgotten(town):  # noqa: F811
    jobs.enqueue(work.count, key="a")
    run()
    now = timezone.now()
    assert jobs.purge(now) == 0
    assert jobs.purge(now + timedelta(days=8)) == 1
