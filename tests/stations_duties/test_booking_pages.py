"""What a citizen without an account sees of hours online: choosing, confirming, talking, guessing in vain."""

from datetime import time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huying.kernel.accounts import throttle
from huying.kernel.process import Refused
from huying.stations.bookings import operations
from huying.stations.bookings.codes import codes
from huying.stations.models import Booking, Message, Slot
from huying.stations.slots import operations as slots
from huying.ui.visitors import guard

from .citizens import DAY, TEXT, book
from .conftest import sign_in


def test_the_link_to_talk_by_video_is_for_those_who_booked_and_only_on_the_day(
    town, now, there, slot, monkeypatch
):
    change = {"day": DAY, "starts_at": time(19, 0), "minutes": 60, "capacity": 2}
    for wrong in ("http://meet.example.org/1", "javascript:alert(1)", "会议号 123"):
        with pytest.raises(Refused, match="https://"):
            slots.change(slot, by=town.deputy, at=now, **change, video=wrong)
    link = "https://meet.example.org/room/77"
    slots.change(slot, by=town.deputy, at=now, **change, topic=slot.topic, video=link)
    slots.change(slot, by=town.deputy, at=now, **{**change, "minutes": 90}, topic=slot.topic)
    assert Slot.objects.get().video == link  # what is not said stays
    row, client, base = book(slot, now), Client(), "/c/qh/stations/bookings/"
    assert link not in client.get(base + "offers/").content.decode()
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    client.post(base + "mine/", {"number": row.number, "code": row.fresh_code})
    page = client.get(base + "talk/").content.decode()
    assert link not in page and "链接当天显示" in page
    monkeypatch.setattr("django.utils.timezone.now", lambda: there)
    client.post(base + "mine/", {"number": row.number, "code": row.fresh_code})
    assert link in client.get(base + "talk/").content.decode()


def test_the_page_says_until_when_to_confirm_and_what_became_of_the_place(town, now, slot, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    base, client = "/c/qh/stations/bookings/", Client()
    url = f"{base}make/?s={slot.pk}"
    assert "名额自动放开" in client.get(url).content.decode()
    data = {
        "text": TEXT,
        "consent": "on",
        "_shown": guard.stamp(now - timedelta(seconds=30)),
        "_key": "b" * 32,
    }
    assert client.post(url, data).status_code == 302
    assert "我会来，确认预约" in client.get(base + "talk/").content.decode()
    assert client.post(base + "talk/", {"step": "confirm"}).status_code == 302
    assert "名额为您保留" in client.get(base + "talk/").content.decode()
    row = Booking.objects.get()
    Booking.objects.filter(pk=row.pk).update(confirmed_at=None)
    assert operations.free_due(at=row.confirm_by + timedelta(minutes=1)) == 1
    page = client.get(base + "talk/").content.decode()
    assert "名额已经放开" in page and "重新预约" in page and TEXT in page


def test_the_public_pages_from_choosing_to_talking(town, now, there, slot, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    base, client = "/c/qh/stations/bookings/", Client()
    assert "修路和上学" in client.get(base + "offers/").content.decode()
    url = f"{base}make/?s={slot.pk}"
    assert client.get(f"{base}make/?s=999999").status_code == 404
    data = {
        "text": TEXT,
        "consent": "on",
        "_shown": guard.stamp(now - timedelta(seconds=30)),
        "_key": "a" * 32,
    }
    assert client.post(url, {**data, "consent": ""}).status_code == 422
    assert client.post(url, {**data, "_shown": guard.stamp(now)}).status_code == 429
    assert client.post(url, {**data, "website": "x"}).status_code == 429
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 302  # the same press twice books one place
    row = Booking.objects.get()
    page = client.get(base + "talk/").content.decode()
    assert codes.spell(codes.fresh("a" * 32)) in page and row.number in page
    assert codes.spell(codes.fresh("a" * 32)) in client.get(base + "talk/").content.decode()  # loading again
    monkeypatch.setattr("django.utils.timezone.now", lambda: there)
    assert codes.spell(codes.fresh("a" * 32)) not in client.get(base + "talk/").content.decode()
    assert (
        client.post(base + "mine/", {"number": row.number, "code": codes.fresh("a" * 32)}).status_code == 302
    )
    monkeypatch.setitem(throttle.LIMITS, "uploads", (1, timedelta(hours=1)))
    picture = SimpleUploadedFile("note.txt", "桥的位置".encode(), "text/plain")
    assert client.post(base + "talk/", {"text": "桥面有洞", "uploads": picture}).status_code == 302
    more = SimpleUploadedFile("more.txt", b"more", "text/plain")
    assert client.post(base + "talk/", {"text": "还有", "uploads": more}).status_code == 429
    page = client.get(base + "talk/").content.decode()
    assert "桥面有洞" in page and "hx-get" in page
    file = Message.objects.get().files[0]
    assert client.get(f"{base}talk/files/{file}/").status_code == 200
    assert Client().get(f"{base}talk/files/{file}/").status_code == 404
    live = client.get(base + "talk/", headers={"HX-Request": "true"}).content.decode()
    assert "桥面有洞" in live and "<html" not in live
    host = sign_in(Client(), town.deputy)
    shown = host.get(f"{base}{row.pk}/").content.decode()
    assert "桥面有洞" in shown and f'hx-get="{base}{row.pk}/lines/"' in shown
    assert f'action="{base}{row.pk}/say/"' in shown  # answered where it is read
    lines = host.get(f"{base}{row.pk}/lines/").content.decode()
    assert "桥面有洞" in lines and "<html" not in lines and "<form" not in lines
    assert sign_in(Client(), town.second).get(f"{base}{row.pk}/lines/").status_code == 404
    assert host.post(f"{base}{row.pk}/say/", {"text": "收到，明天看。"}).status_code == 302
    assert "明天看" in client.get(base + "talk/").content.decode()
    assert client.post(base + "talk/", {"step": "cancel"}).status_code == 302
    client.post(base + "talk/leave/")
    assert client.get(base + "talk/").status_code == 302


def test_the_page_of_ones_own_booking_names_no_deputy_whom_the_congress_does_not_publish(
    town, now, there, slot
):
    row, client, base = book(slot, now), Client(), "/c/qh/stations/bookings/"
    operations.say(row, by=town.deputy, at=there, text="您好。")
    client.post(base + "mine/", {"number": row.number, "code": row.fresh_code})
    assert str(town.deputy) in client.get(base + "talk/").content.decode()
    town.congress.switches = {**town.congress.switches, "deputies_private": True}
    town.congress.save()
    page = client.get(base + "talk/").content.decode()
    assert str(town.deputy) not in page and "人大代表" in page and "您好。" in page


def test_guessing_is_slowed_down_and_says_nothing(town, now, slot, monkeypatch):
    row, client = book(slot, now), Client()
    url = "/c/qh/stations/bookings/mine/"
    known = client.post(url, {"number": row.number, "code": "1"}).content.decode()
    unknown = client.post(url, {"number": "QH-YY-2026-77777", "code": "1"}).content.decode()
    assert "不对" in known and "不对" in unknown
    monkeypatch.setitem(throttle.LIMITS, "booking_guess", (2, timedelta(hours=1)))
    assert client.post(url, {"number": row.number, "code": row.fresh_code}).status_code == 429
