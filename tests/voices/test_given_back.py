"""A unit that sends a voice back, and a unit that is closed: what stands before whoever goes on with it."""

from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from huying.kernel import clocks
from huying.voices import operations, queries

from .conftest import make, sign_in


def url(name, *pk):
    return reverse(f"voices:{name}", args=["qh", *pk])


def handed(town, now):
    voice = make(town, now)
    operations.hand_over(voice, by=town.keeper, at=now, tier="county", unit=town.water)
    return voice


def close(unit, successor=None):
    unit.is_active, unit.successor = False, successor
    unit.save()
    cache.clear()


def test_who_gave_it_away_is_led_to_the_list(town, client, now):
    voice = handed(town, now)
    sign_in(client, town.handler)
    sent = {"text": "请转城乡水务公司", "_key": "once"}
    done = client.post(url("send_back", voice.pk), sent, follow=True)
    assert done.redirect_chain[-1] == (url("list"), 302) and done.status_code == 200
    said = done.content.decode()
    assert "已办好：退回。" in said and "已经不在您这里办理" in said
    again = client.post(url("send_back", voice.pk), sent, follow=True)  # the doubled press
    assert again.redirect_chain[-1] == (url("list"), 302)
    assert client.post(url("send_back", voice.pk), {**sent, "_key": "another"}).status_code == 404
    other = sign_in(Client(), town.deputy)
    assert other.get(url("detail", make(town, now, station=town.far).pk)).status_code == 404


def test_the_unit_that_refused_is_not_proposed_again_and_its_reason_is_read(town, client, now, monkeypatch):
    voice = handed(town, now)
    operations.send_back(voice, by=town.handler, at=now, text="请转城乡水务公司")
    route = type(
        "Route", (), {"unit": town.water, "unit_id": town.water.pk, "tier": "county", "note": "供水"}
    )
    monkeypatch.setattr("huying.voices.forms.triage.propose", lambda row: [route])
    sign_in(client, town.keeper)
    for page in ("hand_over", "triage"):
        said = client.get(url(page, voice.pk)).content.decode()
        assert "请转城乡水务公司" in said and "请另选" in said
        assert f'<option value="{town.water.pk}" selected>水务局' not in said


def test_a_voice_of_a_closed_unit_goes_on_within_its_days(town, client, now):
    voice = handed(town, now)
    operations.receive(voice, by=town.handler, at=now)
    due = {c.kind: c.due_on for c in clocks.running(voice)}
    sign_in(client, town.clerk)
    close(town.water, town.roads)
    assert list(queries.unit_ended(town.keeper)) == [voice]
    listed = client.get(url("list"), {"tray": "unit_ended"}).content.decode()
    page = client.get(url("detail", voice.pk)).content.decode()
    for said in (listed, page):
        assert "已停用，承接单位：交通运输局" in said
    assert url("direct", voice.pk) in page
    form = client.get(url("direct", voice.pk)).context["form"]
    assert form.initial["unit"] == town.roads.pk
    where = reverse("voices:bulk", args=["qh", "direct"])
    assert client.post(where, {"pk": [voice.pk], "unit": town.roads.pk, "tier": "county"}).status_code == 302
    voice.refresh_from_db()
    assert (voice.unit, voice.received_on) == (town.roads, None)
    assert {c.kind: c.due_on for c in clocks.running(voice)}["voice.handle"] == due["voice.handle"]
