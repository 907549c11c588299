"""Every entry of the timetable runs, with two congresses and nothing else there."""

from types import SimpleNamespace

import pytest

from huying.kernel import scope
from huying.kernel.roster import Congress
from huying.kernel.worker import run_worker
from huying.project import health, schedule
from huying.project.schedule import TIMETABLE
from huying.voices.triage import jobs as triage
from huying.voices.triage.board import jobs as hot
from tests.world import build


@pytest.mark.django_db
@pytest.mark.parametrize("entry", TIMETABLE, ids=lambda e: e.name)
def test_it_runs_outside_any_congress(entry):
    build()
    entry.job.call()


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
