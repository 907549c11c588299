"""Every entry of the timetable runs, with two congresses and nothing else there."""

from datetime import time, timedelta
from types import SimpleNamespace

import pytest
from django_tasks_db.models import DBTaskResult

from huying.kernel import jobs, scope
from huying.kernel.roster import Congress
from huying.kernel.worker import Entry, Ran, run_worker
from huying.project import health, runs, schedule
from huying.project.schedule import TIMETABLE
from huying.voices.triage import jobs as triage
from huying.voices.triage.board import jobs as hot
from tests.world import build, when


@pytest.mark.django_db
@pytest.mark.parametrize("entry", TIMETABLE, ids=lambda e: e.name)
def test_it_runs_outside_any_congress(entry):
    build()
    entry.job.call()


def test_every_work_behind_the_pages_has_plain_words():
    house = {path for path in jobs.LIMITS if path.startswith("huying.")}
    assert house == set(runs.WORDS)


@pytest.mark.django_db
def test_the_timetable_says_what_ran_what_failed_and_what_is_late():
    at = when("2026-03-10", "12:00")
    lines = [
        Entry(name=name, job=getattr(schedule, name), every=timedelta(seconds=20), wanted=lambda now: True)
        for name in ("deliver", "publish", "close_polls", "scan_held")
    ] + [Entry(name="lapse", job=schedule.lapse, at=time(0, 30))]
    for entry in lines[:4]:
        Ran.objects.create(name=entry.name, at=at - timedelta(hours=entry.name == "scan_held"))
    for job, status, minutes in (
        ("deliver", "FAILED", 9), ("deliver", "SUCCESSFUL", 5), ("publish", "SUCCESSFUL", 8), ("publish", "FAILED", 3),
    ):  # fmt: skip
        done = {
            "status": status,
            "finished_at": at - timedelta(minutes=minutes),
            "run_after": at,
            "args_kwargs": {},
        }
        DBTaskResult.objects.create(task_path=f"huying.project.schedule.{job}", **done)
    told = {line["label"]: (line["rhythm"], line["ran"], line["tone"]) for line in runs.timetable(lines, at)}
    assert told == {
        "发布到了日子的文章": ("每 20 秒", at - timedelta(minutes=3), "late"),
        "补查没有查成毒的附件": ("每 20 秒", None, "warn"),
        "发送消息": ("每 20 秒", at - timedelta(minutes=5), "ok"),
        "截止到了时间的表决": ("每 20 秒", None, "ok"),
        "到期自动办理：确认和评价的期限、个人信息的保存期限": ("每天 0:30", None, "wait"),
    }
    assert next(iter(told)) == "发布到了日子的文章"  # what needs somebody comes first


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("job", "stumbles"),
    [
        (hot.every_night, "huying.voices.triage.board.jobs.reckon"),
        (triage.write_keys, "huying.voices.triage.matching.keys.catch_up"),
        (schedule.lapse, "huying.voices.operations.lapse"),
    ],
    ids=["hot", "near", "lapse"],
)
def test_what_fails_in_one_congress_is_done_in_the_next_and_stands_on_the_health_page(
    job, stumbles, monkeypatch
):
    world, reached = build(), []

    def stumble(*args, **kwargs):
        reached.append(scope.current().code)
        if scope.current() == world.congress:
            raise ValueError("broken rows")
        return SimpleNamespace(voices=0)

    monkeypatch.setattr(stumbles, stumble)
    job.enqueue()
    run_worker(once=True, name="w1")
    assert set(reached) == set(Congress.objects.values_list("code", flat=True))
    (line,) = health.failures()
    assert world.congress.code in line["error"] and "ValueError" in line["error"]
