"""Turns on duty: by the code of the right station, on the right day; missed ones turn red and tell."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from huying.kernel import process, scope
from huying.kernel.case import Link, Trace
from huying.kernel.notices import Notice
from huying.kernel.process import Forbidden, Refused, Stale
from huying.kernel.rounds import SomeFailed
from huying.stations import operations as stations
from huying.stations.models import Reception
from huying.stations.receptions import operations, queries, signing
from huying.stations.receptions.pages import facts
from huying.stations.slots import operations as slots
from huying.voices import operations as voices

from .conftest import sign_in, turn

MONDAY = date(2026, 11, 23)


@pytest.fixture
def there(now):
    """Half past nine of that Monday."""
    return now.replace(day=23, hour=9, minute=30)


@pytest.fixture
def planned(town, now):
    return turn(town, now, MONDAY)


def test_a_turn_is_signed_in_by_the_stations_code_held_and_written_down(town, now, there, planned):
    heard = voices.hear(by=town.keeper, at=there, text="路灯坏了一个月。", station=town.station)
    operations.sign_in(planned, by=town.deputy, at=there, code=signing.spell(signing.code_at(town.station, there)),
                       latitude=36.123456, longitude=117.654321)  # fmt: skip
    assert (planned.state, planned.signed_by, float(planned.latitude)) == ("present", "code", 36.1235)
    operations.report(planned, by=town.deputy, at=there + timedelta(hours=1), lasted=70, visitors=6, summary="六位群众来谈。",
                      numbers=f" {heard.number.lower()}，")  # fmt: skip
    assert (planned.state, planned.numbers) == ("held", [heard.number])
    assert Link.objects.get(kind="reception").other_id == heard.case_id
    facts = Trace.objects.get(step="receptions.report").facts
    assert {k: facts[k] for k in ("minutes", "visitors", "matters")} == {
        "minutes": 70,
        "visitors": 6,
        "matters": 1,
    }


@pytest.mark.parametrize("fault", ["none", "old", "other station", "other congress", "guessed", "future"])
def test_a_code_that_is_old_foreign_or_made_up_signs_nobody_in(town, neighbour, there, planned, fault):
    codes = {
        "none": "", "guessed": "12345678", "other station": signing.code_at(town.far, there),
        "old": signing.code_at(town.station, there - timedelta(seconds=signing.STEP * (signing.GRACE + 1))),
        "future": signing.code_at(town.station, there + timedelta(seconds=signing.STEP)),
        "other congress": signing.code_at(neighbour.station, there),
    }  # fmt: skip
    with pytest.raises(Refused, match="签到码"):
        operations.sign_in(planned, by=town.deputy, at=there, code=codes[fault])
    planned.refresh_from_db()
    assert planned.state == "planned" and not Trace.objects.filter(step="receptions.sign_in").exists()


def test_a_code_seen_a_moment_ago_still_counts_but_not_on_another_day(town, there, planned):
    code = signing.code_at(town.station, there)
    with pytest.raises(Refused, match="当天"):
        operations.sign_in(planned, by=town.deputy, at=there - timedelta(days=1), code=code)
    operations.sign_in(planned, by=town.deputy, at=there + timedelta(seconds=signing.STEP), code=code)
    with pytest.raises((Refused, Stale)):  # nobody signs in twice
        operations.sign_in(planned, by=town.deputy, at=there, code=code)


def test_codes_change_and_differ_between_stations(town, there):
    seen = {
        signing.code_at(s, there + timedelta(seconds=n * signing.STEP))
        for n in range(50)
        for s in (town.station, town.far)
    }
    assert len(seen) == 100 and all(len(c) == 8 and c.isdigit() for c in seen)


def test_a_position_given_freely_shows_how_far_from_the_station(town, there, planned):
    stations.place_pin(
        town.station,
        by=town.keeper,
        at=there,
        lat=Decimal("36.123500"),
        lon=Decimal("117.654300"),
        datum="wgs84",
    )
    planned.refresh_from_db()
    operations.sign_in(
        planned,
        by=town.deputy,
        at=there,
        code=signing.code_at(town.station, there),
        latitude=36.1335,
        longitude=117.6543,
    )
    said = {str(k): str(v) for k, v in facts(planned, town.clerk)}["签到位置"]
    assert said == "距站点约 1110 米"
    assert "签到位置" not in {
        str(k) for k, _v in facts(planned, town.keeper)
    }  # the host's and the office's business


def test_a_keeper_signs_in_for_a_deputy_at_the_own_station_only(town, there, planned):
    with pytest.raises(Forbidden):
        operations.sign_in(planned, by=town.far_keeper, at=there)
    operations.sign_in(planned, by=town.keeper, at=there)
    trace = Trace.objects.get(step="receptions.sign_in")
    assert trace.facts["proxy"] and trace.facts["how"] == "entered" and trace.acted_for_id == town.deputy.pk


def test_somebody_elses_turn_is_not_signed_in_to(town, there, planned):
    for other in (town.second, town.far_deputy, town.leader, town.handler):
        with pytest.raises(Forbidden):
            operations.sign_in(planned, by=other, at=there, code=signing.code_at(town.station, there))


def test_the_day_after_it_is_missed_and_both_are_told_once(town, there, planned):
    held = turn(town, there, MONDAY, host=town.second)
    operations.sign_in(held, by=town.keeper, at=there)
    assert operations.daily(at=there)["missed"] == 0
    after = there + timedelta(days=1)
    assert operations.daily(at=after)["missed"] == 1
    assert operations.daily(at=after)["missed"] == 0
    planned.refresh_from_db()
    held.refresh_from_db()
    assert (planned.state, held.state) == ("missed", "present")
    told = Notice.objects.filter(step="receptions.miss").values_list("to", flat=True)
    assert set(told) == {town.deputy.pk, town.keeper.pk} and len(told) == 2
    with pytest.raises(Refused):
        operations.miss(turn(town, after, after.date()), by=process.house(), at=after)


def test_the_day_before_it_is_reminded_of_once(town, there, planned):
    eve = there - timedelta(days=1)
    operations.daily(at=eve)
    operations.daily(at=eve + timedelta(minutes=5))
    told = Notice.objects.filter(step="receptions.remind").values_list("to", flat=True)
    assert sorted(told) == sorted([town.deputy.pk, town.keeper.pk])


def test_what_was_missed_is_made_up_or_excused(town, there, planned):
    after = there + timedelta(days=1)
    operations.daily(at=after)
    planned.refresh_from_db()
    operations.make_up(planned, by=town.deputy, at=after, day=date(2026, 12, 1))
    assert (planned.state, planned.made_up, planned.day) == ("planned", True, date(2026, 12, 1))
    operations.daily(at=there + timedelta(days=20))
    planned.refresh_from_db()
    with pytest.raises(Forbidden):
        operations.excuse(planned, by=town.deputy, at=after, reason="我去了")
    operations.excuse(planned, by=town.keeper, at=after, reason="签到簿第 12 页")
    assert (planned.state, planned.signed_by) == ("present", "corrected")


def test_moving_and_cancelling_need_a_reason_and_tell(town, now, planned):
    with pytest.raises(Refused):
        operations.move(planned, by=town.deputy, at=now, day=MONDAY, starts_at=time(9, 0), reason="开会")
    with pytest.raises(Refused):
        operations.move(
            planned, by=town.deputy, at=now, day=date(2026, 11, 24), starts_at=time(9, 0), reason=" "
        )
    operations.move(
        planned, by=town.deputy, at=now, day=date(2026, 11, 24), starts_at=time(15, 0), reason="县里开会"
    )
    assert (planned.state, planned.moved, planned.day.day) == ("planned", 1, 24)
    assert Notice.objects.get(step="receptions.move").to_id == town.keeper.pk
    operations.cancel(planned, by=town.keeper, at=now, reason="站点停电")
    assert planned.state == "cancelled" and operations.daily(at=now + timedelta(days=9))["missed"] == 0


def test_wrong_plans_are_refused(town, now):
    for more in (
        {"day": date(2026, 11, 1)}, {"day": date(2030, 1, 1)}, {"minutes": 0}, {"host": None}, {"station": None},
        {"what": "visit_deputies"}, {"capacity": 3}, {"host": town.handler}, {"station": town.far}, {"what": "tea"},
    ):  # fmt: skip
        with pytest.raises(Refused):
            turn(town, now, **{"day": MONDAY, **more})
    with pytest.raises(Refused):
        turn(town, now, MONDAY, by=town.deputy, host=town.second)
    assert not Reception.objects.exists()


def test_a_report_needs_real_numbers_and_the_minutes_where_the_rule_asks(town, there, planned):
    operations.sign_in(planned, by=town.keeper, at=there)
    for bad in ({"lasted": 0}, {"lasted": 60, "visitors": -1}, {"lasted": 60, "numbers": "QH-2026-99999"}):
        with pytest.raises(Refused):
            operations.report(planned, by=town.deputy, at=there, **bad)
    assert not Link.objects.exists()
    operations.report(planned, by=town.deputy, at=there, lasted=60)
    with pytest.raises(Refused):
        operations.add_matters(planned, by=town.deputy, at=there, numbers=planned.case.number)


def test_who_sees_what_and_nobody_from_next_door(town, now, neighbour, planned):
    for member, sees in ((town.deputy, True), (town.second, False), (town.keeper, True), (town.far_keeper, False),
                         (town.clerk, True), (town.leader, True), (town.handler, False)):  # fmt: skip
        assert queries.visible_to(member).filter(pk=planned.pk).exists() is sees, member
    public = turn(town, now, MONDAY, host=town.leader, is_public=True, capacity=4)
    operations.announce(public, by=town.keeper, at=now)
    assert queries.visible_to(town.far_deputy).filter(pk=public.pk).exists()
    with scope.congress(neighbour.congress):
        assert not queries.visible_to(neighbour.clerk).exists() and not queries.announced(MONDAY).exists()


def test_only_what_is_meant_for_the_public_is_announced(town, now, planned, client):
    with pytest.raises(Refused):
        operations.announce(planned, by=town.keeper, at=now)
    public = turn(town, now, MONDAY, host=town.leader, is_public=True, capacity=4)
    roster = "/c/qh/stations/receptions/roster/"
    assert "郑国" not in client.get(roster).content.decode()
    assert client.get(f"/c/qh/stations/receptions/{public.pk}/reception.ics").status_code == 404
    operations.announce(public, by=town.keeper, at=now, notice="重点听取物业管理意见")
    page = client.get(roster).content.decode()
    assert "郑国" in page and "物业管理" in page and "林秀" not in page
    assert client.get(f"{roster}?area={town.other.pk}").content.decode().count("郑国") == 0
    assert client.get(f"/c/qh/stations/receptions/{public.pk}/reception.ics").status_code == 200


def test_the_screen_shows_the_code_and_the_phone_signs_in_by_it(town, there, planned, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: there)
    base = "/c/qh/stations/receptions/"
    sign_in(client, town.far_keeper)
    assert client.get(f"{base}screen/{town.station.pk}/").status_code == 404
    sign_in(client, town.keeper)
    address = f"{base}screen/{town.station.pk}/"
    assert (
        address in client.get(base + "month/").content.decode()
        and address in client.get(f"{base}{planned.pk}/").content.decode()
    )
    code = signing.code_at(town.station, there)
    screen = client.get(f"{base}screen/{town.station.pk}/").content.decode()
    assert signing.spell(code) in screen and "林秀" in screen and "http-equiv" in screen
    sign_in(client, town.deputy)
    assert client.get(f"{base}screen/{town.station.pk}/").status_code == 404
    url = f"{base}arrive/{town.station.pk}/?k={code}"
    assert code in client.get(url).content.decode()
    assert client.post(url, {"row": planned.pk, "code": "00000000"}).status_code == 409
    assert client.post(url, {"row": "x", "code": code}).status_code == 422
    assert client.post(url, {"row": planned.pk, "code": code}).status_code == 302
    planned.refresh_from_db()
    assert planned.state == "present"
    client.logout()
    assert client.get(url).url.startswith("/sign-in/?next=")


def test_one_row_that_fails_does_not_end_the_days_round(town, now, monkeypatch):
    broken, other = turn(town, now, MONDAY), turn(town, now, MONDAY, starts_at=time(15, 0))
    miss = operations.miss
    monkeypatch.setattr(
        operations, "miss", lambda row, **more: miss(row, **more) if row.pk != broken.pk else row.no_such
    )
    with pytest.raises(SomeFailed, match=str(broken.pk)):
        operations.daily(at=now + timedelta(days=3))
    other.refresh_from_db()
    assert other.state == "missed"


def test_nobody_signs_in_hours_before_nor_is_at_two_places_at_one_time(town, now, there, planned):
    early = there.replace(hour=7, minute=59)
    for by, code in ((town.deputy, signing.code_at(town.station, early)), (town.keeper, "")):
        with pytest.raises(Refused, match="08:00 以后"):
            operations.sign_in(planned, by=by, at=early, code=code)
    at_far = {"by": town.clerk, "station": town.far}
    for clock in (time(8, 30), time(9, 30)):
        with pytest.raises(Refused, match="青石镇代表联络站"):
            turn(town, now, MONDAY, **at_far, starts_at=clock)
    other = turn(town, now, MONDAY, **at_far, starts_at=time(10, 0))  # the first one ends at ten
    with pytest.raises(Refused, match="同一时间"):
        operations.move(other, by=town.clerk, at=now, day=MONDAY, starts_at=time(9, 30), reason="提前")
    with pytest.raises(Refused, match="同一时间"):
        slots.offer(by=town.deputy, at=now, day=MONDAY, starts_at=time(9, 15))
    operations.sign_in(planned, by=town.keeper, at=early + timedelta(minutes=1))


def test_a_congress_that_keeps_its_deputies_private_names_none_in_what_it_announces(
    town, now, client, monkeypatch
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    public = turn(town, now, MONDAY, is_public=True, capacity=5)
    operations.announce(public, by=town.keeper, at=now)
    slots.offer(by=town.deputy, at=now, day=MONDAY, starts_at=time(19, 0))
    base = "/c/qh/stations/"
    pages = ("receptions/roster/", "bookings/offers/", f"bookings/make/?r={public.pk}", f"{town.station.pk}/place/",
             f"receptions/{public.pk}/reception.ics")  # fmt: skip
    name = str(town.deputy)
    assert [p for p in pages if name not in client.get(base + p).content.decode()] == []
    town.congress.switches = {**town.congress.switches, "deputies_private": True}
    town.congress.save()
    assert [p for p in pages if name in client.get(base + p).content.decode()] == []
    assert "人大代表" in client.get(base + pages[0]).content.decode()
