"""Every entry of the timetable runs, with two congresses and nothing else there."""

import pytest

from huying.project.schedule import TIMETABLE
from tests.world import build


@pytest.mark.django_db
@pytest.mark.parametrize("entry", TIMETABLE, ids=lambda e: e.name)
def test_it_runs_outside_any_congress(entry):
    build()
    entry.job.call()
