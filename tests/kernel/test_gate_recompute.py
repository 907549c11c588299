"""A year without a calendar, and the notice that ends it; a congress that shortens a period."""

from datetime import UTC, date, datetime

import pytest

from huying.kernel import clocks, recompute, scope
from huying.kernel.case import Clock, Trace
from huying.kernel.clocks import CalendarNotice
from huying.kernel.notices import Notice
from huying.kernel.verify import verify
from tests.kernel.toy.models import Errand
from tests.kernel.toy.operations import assign
from tests.kernel.toy.town import houses, town, toy, toy_tables  # noqa: F401

LATE = datetime(2026, 12, 28, 2, 0, tzinfo=UTC)


@pytest.fixture
def waiting(town, monkeypatch):  # noqa: F811
    """An errand whose receipt is due in working days of 2027, for which no notice is known."""
    town.here.overrides = {"suggestion.receipt": {"value": "5 workdays"}}
    town.here.save()
    with scope.congress(town.here):
        errand = town.ask(at=LATE)
        assign(errand, by=town.clerk, at=LATE, unit=town.unit)
        town.errand = errand
        yield town


def notice():
    CalendarNotice.objects.create(
        year=2027, off=["2027-01-01", "2027-01-02", "2027-01-03"], work=[], source="国务院办公厅通知"
    )


def test_the_notice_gives_the_day_traces_it_and_tells_people(waiting):
    clock = Clock.objects.get(kind="suggestion.receipt")
    assert clock.due_on is None and verify(waiting.here).ok
    notice()
    Notice.objects.all().delete()
    found = recompute.everywhere(at=LATE)
    assert found["here"] == {"moved": 1, "subjects": 1, "waiting": 0}
    clock.refresh_from_db()
    assert clock.due_on == date(2027, 1, 5) and clock.explanation["day"] == "2027-01-05"
    trace = Trace.objects.order_by("-seq").first()
    assert (trace.step, trace.by.role) == ("toy_errand.recompute", "house")
    assert trace.facts["moved"] == [["suggestion.receipt", None, "2027-01-05"]]
    assert Errand.objects.get().due_on == date(2027, 1, 5)
    assert verify(waiting.here).ok


def test_those_who_have_to_act_are_told(waiting):
    waiting.here.refresh_from_db()
    waiting.here.overrides = {"suggestion.reply": {"value": "2 months"}}
    waiting.here.save()
    Notice.objects.all().delete()
    recompute.raise_version(waiting.here)
    found = recompute.congress(waiting.here, at=LATE)
    assert found["moved"] == 2  # the reply is shortened, the receipt is back at its preset
    assert {n.to for n in Notice.objects.all()} >= {waiting.handler}
    assert waiting.other_handler not in {n.to for n in Notice.objects.all()}
    assert Clock.objects.get(kind="suggestion.reply").due_on == date(2027, 2, 28)
    assert verify(waiting.here).ok


def test_nothing_changes_twice(waiting):
    notice()
    recompute.everywhere(at=LATE)
    rows = Trace.objects.count()
    assert recompute.everywhere(at=LATE)["here"]["moved"] == 0 and Trace.objects.count() == rows


def test_a_local_notice_stays_local(waiting):
    CalendarNotice.objects.create(
        year=2027, off=["2027-01-01"], work=[], source="外县通知", congress=waiting.there
    )
    assert recompute.everywhere(at=LATE)["here"]["waiting"] == 1
    assert 2027 not in clocks.rules(waiting.here)[1].years
