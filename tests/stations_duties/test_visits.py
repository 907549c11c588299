"""Visits: recorded on the phone, their findings become voices, and they show which of them were solved."""

from datetime import date, timedelta

import pytest

from huying.kernel import process, scope
from huying.kernel.case import Link, Trace
from huying.kernel.process import Forbidden, Refused
from huying.stations.models import Visit
from huying.stations.visits import operations, queries
from huying.voices import operations as voices
from huying.voices.models import Voice

from .conftest import sign_in


def note(town, now, by=None, **more):
    data = {
        "kind": "household",
        "area": town.town,
        "place": "沿河几户",
        "summary": "走访六户。",
        "households": 6,
        **more,
    }
    return operations.note(by=by or town.deputy, at=now, **data)


def test_findings_become_voices_and_the_visit_hears_of_their_end(town, now):
    visit = note(town, now, findings="村口的桥有洞，请修。\n\n路灯坏了一个月。")
    visit.refresh_from_db()
    first, second = Voice.objects.order_by("pk")
    assert [f["number"] for f in visit.findings] == [first.number, second.number]
    assert (first.channel, first.area, first.heard_by, first.place) == (
        "visit",
        town.town,
        town.deputy,
        "沿河几户",
    )
    assert Link.objects.filter(kind="visit").count() == 2
    voices.settle(first, by=town.keeper, at=now, text="当场补好。")
    voices.explain(second, by=town.keeper, at=now, text="已报修，下周到。")
    visit.refresh_from_db()
    assert [f["outcome"] for f in visit.findings] == ["solved", "answered"]
    assert (visit.found, visit.solved) == (2, 1)
    assert not queries.unsolved(town.second).exists() and queries.unsolved(town.deputy).get() == visit


def test_a_reopened_matter_is_not_shown_as_solved(town, now):
    visit = note(town, now, findings="村口的桥有洞，请修。")
    voice = Voice.objects.get()
    voices.settle(voice, by=town.keeper, at=now, text="当场补好。")
    voices.reopen(voice, by=town.keeper, at=now, reason="又坏了")
    visit.refresh_from_db()
    assert visit.findings[0]["outcome"] == "handed" and visit.solved == 0


def test_a_planned_visit_is_recorded_by_its_host_and_a_later_finding_added(town, now):
    visit = operations.plan(
        by=town.clerk, at=now, kind="grassroots", host=town.leader, day=date(2026, 11, 25), place="白沙镇"
    )
    with pytest.raises(Forbidden):
        operations.record(visit, by=town.deputy, at=now, summary="x")
    operations.record(visit, by=town.leader, at=now + timedelta(days=4), summary="看了三个村。", consent=True,
                      latitude=36.12, longitude=117.6)  # fmt: skip
    assert (visit.state, float(visit.latitude)) == ("done", 36.12)
    operations.add_finding(visit, by=town.leader, at=now + timedelta(days=4), text="水压不够。", urgent=True)
    voice = Voice.objects.get()
    assert (
        voice.urgency == "urgent" and voice.heard_by is None
    )  # a leader's finding is registered by the house
    visit.refresh_from_db()
    assert visit.findings[0]["number"] == voice.number


def test_no_position_is_kept_without_consent_and_impossible_ones_are_refused(town, now):
    assert note(town, now, latitude=36.1, longitude=117.6).latitude is None
    with pytest.raises(Refused):
        note(town, now, latitude=360, longitude=17, consent=True)


def test_bad_records_leave_nothing(town, now):
    for more in (
        {"summary": " "}, {"kind": "tea"}, {"day": date(2027, 1, 1)}, {"area": None, "place": ""}, {"households": -1},
        {"findings": "\n".join(f"第{n}个问题" for n in range(21))},
    ):  # fmt: skip
        with pytest.raises(Refused):
            note(town, now, **more)
    assert (
        not Visit.objects.exists()
        and not Voice.objects.exists()
        and not Trace.objects.filter(step="visits.note").exists()
    )


def test_who_sees_a_visit(town, now, neighbour):
    visit = note(town, now)
    for member, sees in ((town.deputy, True), (town.second, False), (town.keeper, True), (town.far_keeper, False),
                         (town.clerk, True), (town.leader, True), (town.handler, False)):  # fmt: skip
        assert queries.visible_to(member).filter(pk=visit.pk).exists() is sees, member
    with scope.congress(neighbour.congress):
        assert not queries.visible_to(neighbour.clerk).exists()
    with pytest.raises(Forbidden):
        operations.note(by=process.public(), at=now, kind="household", place="x", summary="y")


def test_pages_of_a_visit_and_of_what_visits_brought(town, now, client):
    sign_in(client, town.deputy)
    base = "/c/qh/stations/visits/"
    assert "data-locate" in client.get(base + "new/note/").content.decode()
    data = {
        "kind": "district",
        "area": town.town.pk,
        "summary": "看了两户",
        "findings": "路灯坏了",
        "households": 2,
    }
    answer = client.post(base + "new/note/", data)
    assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    assert "路灯坏了" in page and Voice.objects.get().number in page
    results = client.get(base + "results/").content.decode()
    assert "林秀" in results and "走访户数" in results
    assert client.get(base + "results/?since=bad&kind=zzz").status_code == 200
    sign_in(client, town.handler)
    assert client.get(base + "results/").status_code == 404
