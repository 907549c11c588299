"""What a voice is late with: duties only. A window (to object, to rate) makes nothing late, and is shut when it is over."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from huying.kernel import lamps
from huying.kernel.notices import Notice
from huying.kernel.process import Refused, public
from huying.kernel.verify import verify
from huying.voices import operations, queries
from huying.voices.figures import counting
from tests.voices.conftest import make, said

OBJECT, HANDLE = date(2026, 11, 27), date(2027, 1, 20)


def handed(town, now, **more):
    voice = make(town, now, **more)
    operations.hand_over(voice, by=town.keeper, at=now, tier="county", unit=town.water)
    return voice


def test_the_unit_s_days_to_object_make_no_voice_late(town, now, today, client):
    voice = said(now)
    code = voice.fresh_code
    operations.confirm(voice, by=public(), at=now, code=code)
    operations.hand_over(voice, by=town.clerk, at=now, tier="county", unit=town.water)
    assert voice.due_on == HANDLE
    later = OBJECT + timedelta(days=1)
    assert not queries.overdue(town.clerk, later)
    assert counting.total(counting.rows(since=today, until=later), later)["late"] == 0
    Notice.objects.all().delete()
    lamps.turn(now + timedelta(days=7))
    assert not Notice.objects.filter(step__startswith="lamp.late").exists()
    where = {"code": town.congress.code}
    client.post(reverse("voices:follow", kwargs=where), {"number": voice.number, "code": code})
    page = client.get(reverse("voices:followed", kwargs=where)).content.decode()
    assert re.search("这一步最迟 <time[^>]*2027-01-20", page)
    assert verify(town.congress).problems == []


def test_only_who_must_act_is_reminded(town, now):
    """A deputy may take a voice up; nobody reminds of what one is free to do."""
    voice = make(town, now)
    assert town.deputy.pk not in lamps.who_can_stop(voice, "voice.triage")
    assert town.keeper.pk in lamps.who_can_stop(voice, "voice.triage")


def test_the_day_that_a_consultation_sets_is_the_voice_s_day(town, now, today):
    """The nearer of both; that of the law runs on, and the report ends both."""
    for days, due in ((3, today + timedelta(days=3)), (90, HANDLE), (None, HANDLE)):
        voice = make(town, now)
        operations.consult(voice, by=town.keeper, at=now, units=[town.water])
        planned = today + timedelta(days=days) if days else None
        operations.conclude(voice, by=town.keeper, at=now, conclusion="加固", unit=town.roads, due_on=planned)
        assert voice.due_on == due
    assert queries.overdue(town.road_handler, today + timedelta(days=4)).count() == 1
    first = queries.overdue(town.road_handler, today + timedelta(days=4)).get()
    operations.report(first, by=town.road_handler, at=now, outcome="solved", text="已加固")
    assert not queries.overdue(town.road_handler, today + timedelta(days=4))


def test_a_rating_is_taken_inside_its_window(town, now, client):
    voice = said(now)
    code = voice.fresh_code
    operations.confirm(voice, by=public(), at=now, code=code)
    operations.explain(voice, by=town.clerk, at=now, text="按照规定已经公示。")
    with pytest.raises(Refused, match="评价的期限已于"):
        operations.rate(voice, by=town.clerk, at=now + timedelta(days=60), rating="satisfied")
    where = {"code": town.congress.code}
    client.post(reverse("voices:follow", kwargs=where), {"number": voice.number, "code": code})
    page = client.get(reverse("voices:followed", kwargs=where)).content.decode()
    assert "以前评价" in page and "请您评价" in page
    operations.rate(voice, by=town.clerk, at=now + timedelta(days=2), rating="satisfied")
    assert voice.rating == "satisfied"
