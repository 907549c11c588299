"""Rules drawn up, put in force, filled into the calendar; and how far they are kept."""

from datetime import date, time, timedelta

import pytest

from huying.kernel import process, scope
from huying.kernel.case import Trace
from huying.kernel.process import Forbidden, Refused
from huying.kernel.roster import Congress
from huying.stations import operations as stations
from huying.stations.duties import generating, operations, people, queries, yearly
from huying.stations.duties.presets import PRESETS
from huying.stations.models import Duty, Reception
from huying.stations.receptions import operations as receptions
from huying.stations.receptions import signing

from .conftest import rule, sign_in, turn


def test_a_preset_is_drafted_as_a_whole_and_changes_nothing_until_it_is_in_force(town, now):
    made = operations.adopt("xuzhou", by=town.clerk, at=now, starts_on=now.date(), key="abc")
    assert [(d.every, d.what, d.state) for d in made] == [
        ("week", "reception", "draft"), ("month", "consultation", "draft"), ("year", "report", "draft")]  # fmt: skip
    assert generating.daily(at=now) == 0
    with pytest.raises(process.AlreadyDone):
        operations.adopt("xuzhou", by=town.clerk, at=now, starts_on=now.date(), key="abc")
    assert Duty.objects.count() == 3
    with pytest.raises(Refused):
        operations.adopt("nobody", by=town.clerk, at=now, starts_on=now.date())
    with pytest.raises(Forbidden):
        operations.adopt("xuzhou", by=town.deputy, at=now, starts_on=now.date())


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_can_be_put_in_force_and_fills_the_calendar(town, now, preset):
    for duty in operations.adopt(preset, by=town.clerk, at=now, starts_on=now.date()):
        operations.put_in_force(duty, by=town.clerk, at=now)
        done = generating.generate(duty, by=town.clerk, at=now, until=date(2026, 12, 31))
        assert done["made"] > 0, duty


def test_the_calendar_is_filled_once_and_avoids_days_off(town, now):
    duty = rule(town, now, weekday=5)  # Saturdays are not worked: another day of the week is taken
    first = generating.generate(duty, by=town.clerk, at=now, until=date(2026, 12, 20))
    rows = Reception.objects.filter(duty=duty)
    assert first["made"] == rows.count() == 8 and not first["reason"]  # four weeks, two stations
    assert {r.day.weekday() for r in rows} <= {0, 1, 2, 3, 4}
    assert {r.host for r in rows.filter(station=town.station)} == {town.deputy, town.second}
    again = generating.generate(duty, by=town.clerk, at=now, until=date(2026, 12, 20))
    assert again["made"] == 0 and again["known"] == 8
    traces = Trace.objects.filter(step="receptions.plan")
    assert traces.count() == 8 and traces.first().facts["duty"] == duty.pk


def test_a_year_without_an_official_calendar_stops_the_plan_and_says_so(town, now):
    done = generating.generate(rule(town, now), by=town.clerk, at=now, until=date(2027, 3, 1))
    assert "2027" in done["reason"] and done["made"]
    assert Reception.objects.order_by("-day").first().day.year == 2026


def test_the_day_fills_up_to_the_end_of_the_next_period(town, now):
    rule(town, now)
    generating.daily(at=now)
    assert set(Reception.objects.values_list("period", flat=True)) == {
        "2026-W48"
    }  # Saturday: this week has no day left
    generating.daily(at=now + timedelta(days=2))
    assert set(Reception.objects.values_list("period", flat=True)) == {"2026-W48", "2026-W49"}


def test_rules_that_make_no_sense_are_refused(town, now):
    def bad(**values):
        with pytest.raises(Refused):
            rule(town, now, **values)

    bad(name=" ")
    bad(times=0)
    bad(what="tea")
    bad(who="station", where="all")
    bad(what="visit_deputies", who="deputy")
    bad(capacity=5)
    bad(ends_on=date(2025, 1, 1))
    assert not Duty.objects.exists()


def test_only_the_office_makes_rules_and_drafts_are_its_own(town, now, neighbour):
    draft = operations.draft(by=town.clerk, at=now, name="月进站", what="at_station", every="month", who="deputy",
                             where="own", starts_on=now.date())  # fmt: skip
    assert draft in queries.visible_to(town.clerk) and draft not in queries.visible_to(town.keeper)
    operations.put_in_force(draft, by=town.clerk, at=now)
    assert draft in queries.visible_to(town.keeper) and draft not in queries.visible_to(town.handler)
    for who in (town.deputy, town.keeper, neighbour.clerk):
        with pytest.raises(Forbidden):
            operations.end(draft, by=who, at=now, reason="x")
    with scope.congress(neighbour.congress):
        assert not queries.visible_to(neighbour.clerk).exists()


def test_a_rule_changes_only_with_a_trace_and_an_ended_one_plans_nothing(town, now):
    duty = rule(town, now)
    operations.change(duty, by=town.clerk, at=now, minutes=30, reason="会议定的")
    trace = Trace.objects.get(step="duties.change")
    assert trace.facts["fields"] == ["minutes"] and trace.note == "会议定的"
    with pytest.raises(Refused):
        operations.change(duty, by=town.clerk, at=now, minutes=30)
    operations.end(duty, by=town.clerk, at=now, reason="换届")
    with pytest.raises(Refused):
        generating.generate(duty, by=town.clerk, at=now, until=date(2026, 12, 20))
    assert generating.daily(at=now) == 0


def test_coverage_counts_held_missed_and_open_and_names_who_was_not_seen(town, now):
    duty = rule(town, now, name="遍访", what="visit_deputies", who="leader", every="year", minutes=10)
    generating.generate(duty, by=town.clerk, at=now, until=date(2026, 12, 31))
    row = Reception.objects.filter(duty=duty).order_by("day").first()
    day = now.replace(year=row.day.year, month=row.day.month, day=row.day.day)
    receptions.sign_in(row, by=town.clerk, at=day)
    receptions.report(row, by=row.host, at=day, lasted=20, summary="谈了学校和路。")
    period = generating.planning.period_of("year", row.day)
    found = queries.coverage(duty, period, town.clerk)
    assert found["total"] == {
        "planned": 3,
        "held": 1,
        "missed": 0,
        "by_code": 0,  # the clerk entered it
        "by_hand": 1,
        "open": 2,
        "percent": 100,
    }  # of what was due
    assert (found["unseen"]["seen"], found["unseen"]["all"]) == (1, 3)
    assert {m.pk for m in found["unseen"]["left"]} == {town.deputy.pk, town.second.pk, town.far_deputy.pk} - {
        row.target_id
    }
    for late in Reception.objects.filter(duty=duty, state="planned"):
        receptions.miss(late, by=process.house(), at=now + timedelta(days=60))
    assert queries.coverage(duty, period, town.clerk)["total"]["missed"] == 2


def test_board_presets_and_generating_have_their_pages(town, now, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    base = "/c/qh/stations/duties/"
    sign_in(client, town.clerk)
    page = client.get(base + "presets/")
    assert "周接待联系" in page.content.decode()
    client.post(base + "presets/", {"preset": "leaders", "starts_on": "2026-11-01"})
    duty = Duty.objects.get()
    operations.put_in_force(duty, by=town.clerk, at=now)
    assert client.post(f"{base}{duty.pk}/generate/", {"until": "2020-01-01"}).status_code == 422
    answer = client.post(f"{base}{duty.pk}/generate/", {"until": "2026-12-31"})
    assert "/jobs/" in answer.url
    generating.fill.func(
        congress=town.congress.pk,
        duty=duty.pk,
        until="2026-12-31",
        progress=int(answer.url.rstrip("/").split("/")[-1]),
    )
    assert Reception.objects.filter(duty=duty).count() == 4
    assert "看进度" in client.get(answer.url).content.decode()
    board = client.get(f"{base}board/?duty={duty.pk}&period=2026-12").content.decode()
    assert "郑国" in board and "领导到站接待" in board
    sheet = client.get(f"{base}board/?duty={duty.pk}&period=2026-12&export=csv").getvalue().decode()
    assert "郑国" in sheet and "完成率" in sheet
    sign_in(client, town.handler)
    assert client.get(base + "board/").status_code == 404
    assert Congress.objects.count() == 1 and duty.starts_at == time(9, 0)


def test_whoever_is_posted_at_a_station_serves_there_and_the_area_only_where_nobody_is(town, now):
    from huying.deputies.postings import operations as postings

    assert people.posted() == {
        town.station.pk: [town.deputy.pk, town.second.pk],
        town.far.pk: [town.far_deputy.pk],
    }
    posting = postings.post(by=town.clerk, at=now, member=town.far_deputy, station=town.station)
    assert people.posted() == {town.station.pk: [town.far_deputy.pk], town.far.pk: [town.far_deputy.pk]}
    generating.generate(rule(town, now), by=town.clerk, at=now, until=date(2026, 12, 6))
    assert set(Reception.objects.values_list("host", flat=True)) == {town.far_deputy.pk}
    postings.end(posting, by=town.clerk, at=now, reason="调整")
    assert people.posted()[town.station.pk] == [town.deputy.pk, town.second.pk]


def test_leaders_take_the_stations_in_turn_and_houses_their_own_deputies(town, now):
    house = stations.register(by=process.house(), at=now, kind="house", name="清河县人大代表之家", keepers=[])
    leaders = rule(town, now, name="领导到站", every="month", who="leader", where="all")
    generating.generate(leaders, by=town.clerk, at=now, until=date(2026, 12, 31))
    places = {r.station_id for r in Reception.objects.filter(duty=leaders)}
    assert len(places) == 3 and {r.host for r in Reception.objects.filter(duty=leaders)} == {
        town.leader,
        town.vice,
    }
    home = rule(town, now, name="季回家", what="at_house", every="quarter", who="deputy", where="house")
    generating.generate(home, by=town.clerk, at=now, until=date(2026, 12, 31))
    rows = Reception.objects.filter(duty=home)
    assert {r.host for r in rows} == {town.deputy, town.second, town.far_deputy} and {
        r.station for r in rows
    } == {house}


def test_each_person_has_a_sheet_of_the_own_year_and_the_office_of_everybody(town, now, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    monthly = rule(town, now, name="月进站", every="month", who="deputy")
    done = turn(town, now, date(2026, 11, 21), station=town.station)
    receptions.sign_in(done, by=town.deputy, at=now, code=signing.code_at(town.station, now))
    receptions.report(done, by=town.deputy, at=now, lasted=60, summary="来了三位，谈水费。", visitors=3)
    Reception.objects.filter(pk=done.pk).update(duty=monthly, period="2026-11", turn="a")
    missed = turn(town, now, date(2026, 11, 22))
    Reception.objects.filter(pk=missed.pk).update(duty=monthly, period="2026-11", turn="b", state="missed")
    turn(town, now, date(2027, 1, 5), host=town.deputy)  # next year's
    other = turn(town, now, date(2026, 11, 25), host=town.second)
    rows = yearly.turns(town.deputy, town.deputy, 2026)
    assert [r.pk for r in rows] == [done.pk, missed.pk]
    (one,) = yearly.sums(rows, now.date())
    assert (one["name"], one["planned"], one["held"], one["missed"], one["percent"], one["periods"]) == (
        "月进站", 2, 1, 1, 50, "1/1")  # fmt: skip
    base = "/c/qh/stations/duties/"
    sign_in(client, town.deputy)
    page = client.get(base + "year/").content.decode()
    assert "林秀的2026年履职记录" in page and "月进站" in page and "高远" not in page
    assert client.get(f"{base}year/?m={town.second.pk}").status_code == 404
    assert client.get(f"{base}year/?m={2**70}&y=9999999999").status_code in (200, 404)
    sign_in(client, town.clerk)
    assert "谈水费" in client.get(f"{base}year/?m={town.deputy.pk}&export=csv").getvalue().decode()
    assert f"receptions/{other.pk}/" in client.get(f"{base}year/?m={town.second.pk}&y=2026").content.decode()
    sign_in(client, town.handler)
    assert client.get(base + "year/").status_code == 404
