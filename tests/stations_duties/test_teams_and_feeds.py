"""Four parties of an area with one list; calendars for phones under addresses that can be renewed."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from huying.kernel import scope
from huying.kernel.process import Forbidden, Refused
from huying.stations.models import Team
from huying.stations.receptions import feeds
from huying.stations.receptions import operations as receptions
from huying.stations.teams import operations, queries
from huying.voices import operations as voices

from .conftest import sign_in, turn


def bind(town, now, **more):
    data = {
        "area": town.town,
        "leader": town.leader,
        "deputy": town.deputy,
        "station": town.station,
        "community": "青石社区",
        **more,
    }
    return operations.bind(by=town.clerk, at=now, **data)


def test_four_parties_share_the_list_of_their_area(town, now, client):
    team = bind(town, now)
    voices.hear(by=town.keeper, at=now, text="路灯坏了一个月。", station=town.station)
    elsewhere = voices.hear(by=town.far_keeper, at=now, text="桥断了。", station=town.far)
    for member in (town.leader, town.keeper, town.clerk, town.deputy):
        assert queries.visible_to(member).filter(pk=team.pk).exists()
        assert elsewhere not in queries.matters(team, member)
    assert [v.text for v in queries.matters(team, town.leader)] == ["路灯坏了一个月。"]
    assert not queries.visible_to(town.far_keeper).exists()
    sign_in(client, town.leader)
    page = client.get(f"/c/qh/stations/teams/{team.pk}/").content.decode()
    assert "路灯坏了" in page and "青石社区" in page


def test_one_team_an_area_and_only_the_office_binds(town, now, neighbour):
    team = bind(town, now)
    for more in (
        {},
        {"area": town.other, "leader": town.deputy},
        {"area": town.other, "community": " "},
        {"area": None},
    ):
        with pytest.raises(Refused):
            bind(town, now, **more)
    with pytest.raises(Forbidden):
        operations.end(team, by=town.leader, at=now, reason="x")
    operations.end(team, by=town.clerk, at=now, reason="调整分工")
    bind(town, now, leader=town.vice)
    with pytest.raises(Refused):
        operations.renew(team, by=town.clerk, at=now)
    with scope.congress(neighbour.congress):
        assert not Team.objects.exists()


def events(body):
    return {str(e["summary"]): e for e in Calendar.from_ical(body).walk("VEVENT")}


def test_a_subscription_holds_ones_own_turns_and_dies_with_a_new_address(town, now, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    mine = turn(town, now, date(2026, 11, 23))
    turn(town, now, date(2026, 11, 24), host=town.second)
    receptions.cancel(mine, by=town.deputy, at=now, reason="出差")
    sign_in(client, town.deputy)
    base = "/c/qh/stations/receptions/"
    page = client.get(base + "subscribe/").content.decode()
    address = f"{base}feed/m/{town.deputy.pk}/{feeds.key_of('m', town.deputy.pk)}.ics"
    assert address in page
    client.logout()
    answer = client.get(address)
    found = events(answer.content)
    assert answer["Content-Type"].startswith("text/calendar") and len(found) == 1
    (event,) = found.values()
    assert (
        str(event["status"]) == "CANCELLED"
        and "林秀" in str(event["summary"])
        and event["sequence"] == mine.version
    )
    assert event["dtstart"].dt.isoformat() == "2026-11-23T09:00:00+08:00" and event["dtend"].dt - event[
        "dtstart"
    ].dt == timedelta(hours=1)
    for wrong in (address.replace("/m/", "/s/"), address.replace("feed/m/", "feed/x/"), address[:-6] + "00.ics",
                  address.replace(f"/m/{town.deputy.pk}/", f"/m/{town.second.pk}/"),
                  address.replace("/qh/", "/zz/")):  # fmt: skip
        assert client.get(wrong).status_code == 404, wrong
    sign_in(client, town.deputy)
    assert client.post(base + "subscribe/renew/", {"kind": "s", "pk": town.station.pk}).status_code == 404
    client.post(base + "subscribe/renew/", {"kind": "m", "pk": town.deputy.pk})
    client.logout()
    assert client.get(address).status_code == 404


def test_a_station_has_its_own_calendar_for_who_keeps_it(town, now, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    turn(town, now, date(2026, 11, 23))
    turn(town, now, date(2026, 11, 24), host=town.second)
    sign_in(client, town.keeper)
    page = client.get("/c/qh/stations/receptions/subscribe/").content.decode()
    address = f"/c/qh/stations/receptions/feed/s/{town.station.pk}/{feeds.key_of('s', town.station.pk)}.ics"
    assert address in page and str(feeds.key_of("s", town.far.pk)) not in page
    assert len(events(client.get(address).content)) == 2


def test_the_month_shows_what_one_sees_and_survives_any_address(town, now, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    turn(town, now, date(2026, 11, 23))
    turn(town, now, date(2026, 12, 1), host=town.second)
    base = "/c/qh/stations/receptions/month/"
    sign_in(client, town.clerk)
    page = client.get(base).content.decode()
    assert "林秀" in page and "高远" not in page
    with monkeypatch.context() as later:  # on a phone today comes first, what has passed is folded
        later.setattr("django.utils.timezone.now", lambda: now + timedelta(days=9))
        sign_in(client, town.clerk)
        assert "已经过去的 1 天" in client.get(base + "?month=2026-11").content.decode()
    sign_in(client, town.clerk)
    assert "高远" in client.get(base + "?month=2026-12").content.decode()
    for odd in ("x", "2026-13", "-", "9999-12", "2026-1-1", "2027-02", "１-１"):
        assert client.get(base, {"month": odd}).status_code == 200
    sign_in(client, town.deputy)
    assert "林秀" in client.get(base).content.decode()
    sign_in(client, town.handler)
    assert client.get(base).status_code == 404


def test_a_calendar_says_what_its_hours_mean(town, now):
    body = feeds.calendar([turn(town, now, date(2026, 11, 23))], "x", at=now)
    zone = Calendar.from_ical(body).walk("VTIMEZONE")
    assert [str(z["tzid"]) for z in zone] == ["Asia/Shanghai"] and b"TZID=Asia/Shanghai" in body
