"""Hours online: booked without an account, talked in writing by number and code, ended with a record or a voice."""

from datetime import date, time, timedelta
from threading import Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huying.kernel import process, scope
from huying.kernel.accounts import throttle
from huying.kernel.case import Trace
from huying.kernel.delivery import Delivery
from huying.kernel.notices import Notice
from huying.kernel.process import Forbidden, Refused
from huying.stations.bookings import confirming, ending, limits, operations, queries
from huying.stations.bookings.codes import codes
from huying.stations.models import Booking, Message, Slot
from huying.stations.receptions import operations as receptions
from huying.stations.slots import operations as slots
from huying.voices.codes import codes as voice_codes
from huying.voices.models import Voice

from .conftest import sign_in, turn

DAY = date(2026, 11, 23)
TEXT = "孩子上学要绕路，想请代表看看桥什么时候修。"


@pytest.fixture
def slot(town, now):
    return slots.offer(
        by=town.deputy,
        at=now,
        station=town.station,
        day=DAY,
        starts_at=time(19, 0),
        capacity=2,
        topic="修路和上学",
    )


@pytest.fixture
def there(now):
    return now.replace(day=23, hour=19, minute=5)


def book(slot, now, **more):
    return operations.book(
        by=process.public(),
        at=now,
        slot=slot,
        text=TEXT,
        **{"author": "陈大山", "phone": "13800001234", **more},
    )


def test_a_citizen_books_talks_and_gets_the_record(town, now, there, slot):
    row = book(slot, now)
    assert len(row.fresh_code) == 8 and row.fresh_code not in row.code_digest
    assert set(Notice.objects.filter(step="bookings.book").values_list("to", flat=True)) == {
        town.deputy.pk,
        town.keeper.pk,
    }
    code = row.fresh_code
    with pytest.raises(Refused, match="还没有到"):
        operations.say(row, by=process.public(), at=now, text="在吗", code=code)
    operations.say(row, by=process.public(), at=there, text="桥面有洞。", code=code)
    operations.say(row, by=town.deputy, at=there, text="我明天去看。")
    assert [(m.is_citizen, m.text) for m in row.messages.order_by("pk")] == [
        (True, "桥面有洞。"),
        (False, "我明天去看。"),
    ]
    operations.close(row, by=town.deputy, at=there, summary="已到现场看过，列入下月维修。")
    assert row.state == "closed" and not Voice.objects.exists()
    assert "已经办结" in Delivery.objects.get().text
    assert "陈大山" not in str(
        list(Trace.objects.filter(subject_kind="bookings").values_list("facts", "note"))
    )


def test_a_wrong_code_opens_nothing(town, now, there, slot):
    row = book(slot, now)
    for step, data in ((operations.say, {"text": "x"}), (operations.cancel, {})):
        with pytest.raises(Refused, match="查询码"):
            step(
                row,
                by=process.public(),
                at=there,
                code="00000000" if row.fresh_code != "00000000" else "1",
                **data,
            )
    for member in (town.second, town.far_keeper, town.far_deputy):
        with pytest.raises(Forbidden):
            operations.say(row, by=member, at=there, text="x")
        assert not queries.visible_to(member).filter(pk=row.pk).exists()


def test_places_are_given_once_each_and_come_back_when_cancelled(town, now, slot):
    first = book(slot, now)
    book(slot, now, phone="")
    with pytest.raises(Refused, match="约满"):
        book(slot, now)
    with pytest.raises(Refused, match="不能再少"):
        slots.change(slot, by=town.deputy, at=now, day=DAY, starts_at=time(19, 0), minutes=60, capacity=1)
    operations.cancel(first, by=process.public(), at=now, code=first.fresh_code)
    assert book(slot, now, phone="13800005678").state == "booked"
    assert Booking.objects.filter(state="booked").count() == 2


def test_a_few_telephones_or_addresses_cannot_take_the_places_of_all(town, now):
    hours = [
        slots.offer(by=town.deputy, at=now, station=town.station, day=DAY, starts_at=time(h, 0), capacity=9)
        for h in (9, 14, 19, 20)
    ]
    first = book(hours[0], now)
    with pytest.raises(Refused, match="已经约了这一次"):
        book(hours[0], now, phone="138 0000 1234")
    for hour in hours[1:3]:
        book(hour, now)
    with pytest.raises(Refused, match="3 个没有办结"):
        book(hours[3], now)
    operations.cancel(first, by=process.public(), at=now, code=first.fresh_code)
    assert book(hours[3], now).state == "booked"
    for _n in range(2):
        assert book(hours[0], now, phone="", origin="10.0.0.7").origin not in ("", "10.0.0.7")
    with pytest.raises(Refused, match="网络地址"):
        book(hours[0], now, phone="", origin="10.0.0.7")
    assert book(hours[0], now, phone="", origin="10.0.0.8").state == "booked"
    helped = operations.book(by=town.keeper, at=now, slot=hours[0], text=TEXT, origin="10.0.0.7")
    assert helped.state == "booked"  # the keeper books for whoever calls


def test_a_cancelled_hour_cancels_and_tells_those_who_booked(town, now, slot):
    row = book(slot, now)
    slots.change(
        slot,
        by=town.deputy,
        at=now,
        day=DAY + timedelta(days=1),
        starts_at=time(19, 0),
        minutes=60,
        capacity=2,
    )
    assert "改了时间" in Delivery.objects.get().text
    slots.cancel(slot, by=town.deputy, at=now, reason="临时出差")
    row.refresh_from_db()
    assert row.state == "cancelled" and "已取消" in Delivery.objects.order_by("-pk").first().text
    with pytest.raises(Refused, match="不能预约"):
        book(slot, now)


def test_what_has_to_be_handled_becomes_a_voice_and_the_citizen_gets_its_number_and_code(
    town, now, there, slot
):
    row = book(slot, now)
    operations.say(row, by=process.public(), at=there, text="护栏也断了。", code=row.fresh_code)
    operations.close(row, by=town.deputy, at=there, summary="转交通部门办理。", hand_over=True)
    row.refresh_from_db()
    voice = Voice.objects.get()
    assert (voice.number, voice.channel, voice.station, voice.state) == (
        row.voice_number,
        "web",
        town.station,
        "heard",
    )
    assert TEXT in voice.text and "护栏" in voice.text and voice.author == "陈大山"
    assert voice_codes.fits(voice, row.voice_code)
    public = Client()
    base = "/c/qh/stations/bookings/"
    code = codes.fresh("k")  # a citizen who comes back with number and code
    Booking.everywhere.filter(pk=row.pk).update(code_digest=codes.digest(row.number, code))
    assert (
        public.post(base + "mine/", {"number": row.number.lower(), "code": codes.spell(code)}).status_code
        == 302
    )
    page = public.get(base + "talk/").content.decode()
    assert voice.number in page and row.voice_code in page and "13800001234" not in page


def test_a_reception_that_takes_bookings_is_booked_too_but_not_talked_to(town, now, there):
    public = turn(town, now, DAY, host=town.leader, is_public=True, capacity=1)
    with pytest.raises(Refused):
        operations.book(by=process.public(), at=now, reception=public, text=TEXT)
    receptions.announce(public, by=town.keeper, at=now)
    row = operations.book(by=process.public(), at=now, reception=public, text=TEXT)
    with pytest.raises(Refused, match="到站面谈"):
        operations.say(row, by=process.public(), at=there, text="x", code=row.fresh_code)
    receptions.cancel(public, by=town.clerk, at=now, reason="会期冲突")
    row.refresh_from_db()
    assert row.state == "cancelled" and row.reason == "会期冲突"


def test_days_end_what_nobody_came_for(town, now, slot):
    row, day = book(slot, now), timedelta(days=1)
    assert not any(ending.daily(at=now + 3 * day).values())
    slots.close(slot, by=town.deputy, at=now + 2 * day, summary="谈了两件事。")
    assert ending.daily(at=now + 6 * day)["absent"] == 1
    row.refresh_from_db()
    assert row.state == "absent"
    silent = slots.offer(by=town.deputy, at=now, day=DAY, starts_at=time(9, 0))
    waited = book(silent, now)
    assert ending.daily(at=now + 6 * day)["unheld"] == 1  # neither side came: nobody calls the citizen absent
    waited.refresh_from_db()
    assert waited.state == "unheld" and "没有进行" in Delivery.objects.latest("pk").text
    assert slots.daily(at=now + 10 * day) == 1 and slots.daily(at=now + 10 * day) == 0


def test_words_that_nobody_answers_alert_the_keeper_and_end_in_triage(town, now, there, slot):
    row, done = book(slot, now), book(slot, now, phone="13800005678")
    operations.say(row, by=process.public(), at=there, text="桥面有洞。", code=row.fresh_code)
    row.refresh_from_db()
    due = row.due_on
    operations.say(row, by=process.public(), at=there, text="还在吗？", code=row.fresh_code)
    operations.say(done, by=process.public(), at=there, text="路灯坏了。", code=done.fresh_code)
    operations.say(done, by=town.deputy, at=there, text="明天去看。")
    row.refresh_from_db(), done.refresh_from_db()
    assert due == DAY + timedelta(days=1) == row.due_on and done.due_on is None
    assert not ending.any_quiet(there) and ending.alert_due(at=there) == 0  # the hour still runs
    later = there + timedelta(hours=1)
    assert ending.any_quiet(later) and ending.alert_due(at=later) == 1 and ending.alert_due(at=later) == 0
    assert Notice.objects.filter(step="bookings.alert", to=town.keeper).exists()
    assert "没有回话" in Delivery.objects.latest("pk").text
    assert ending.daily(at=there + timedelta(days=7))["ended"] == 2
    row.refresh_from_db(), done.refresh_from_db()
    assert (row.state, done.state, done.hand_over) == ("closed", "closed", False)
    assert "桥面有洞" in Voice.objects.get().text and row.voice_number and row.due_on is None


def test_a_host_who_does_not_come_makes_nobody_else_absent(town, now, monkeypatch):
    day = timedelta(days=1)
    held = turn(town, now, DAY, is_public=True, capacity=3)
    receptions.announce(held, by=town.keeper, at=now)
    row, other = (
        operations.book(by=process.public(), at=now, reception=held, text=TEXT, phone=phone)
        for phone in ("13800001234", "13800005678")
    )
    receptions.daily(at=now + 3 * day)
    sent = [d.to[-4:] for d in Delivery.objects.order_by("pk") if "没有到" in d.text]
    assert sent == ["1234", "5678"]
    client, base = Client(), "/c/qh/stations/bookings/"
    client.post(base + "mine/", {"number": row.number, "code": row.fresh_code})
    assert "另选时间" in client.get(base + "talk/").content.decode()
    assert not any(ending.daily(at=now + 9 * day).values())  # the place is kept for another day
    held.refresh_from_db()
    receptions.make_up(held, by=town.deputy, at=now + 9 * day, day=DAY + 14 * day)
    assert "2026-12-07" in Delivery.objects.latest("pk").text
    receptions.sign_in(held, by=town.keeper, at=now + 16 * day)
    receptions.report(held, by=town.keeper, at=now + 16 * day, lasted=60, visitors=1, came=[row.pk])
    row.refresh_from_db(), other.refresh_from_db()
    assert (row.state, other.state) == ("closed", "absent")
    never = turn(town, now, DAY, is_public=True, capacity=3, starts_at=time(15, 0))
    receptions.announce(never, by=town.keeper, at=now)
    lost = operations.book(by=process.public(), at=now, reception=never, text=TEXT)
    receptions.daily(at=now + 3 * day)
    assert ending.daily(at=now + 16 * day)["unheld"] == 1
    lost.refresh_from_db()
    assert lost.state == "unheld"


def test_the_report_asks_who_of_those_who_booked_came(town, now, monkeypatch):
    held = turn(town, now, DAY, is_public=True, capacity=3)
    receptions.announce(held, by=town.keeper, at=now)
    row = operations.book(by=process.public(), at=now, reception=held, text=TEXT)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now.replace(day=23))
    receptions.sign_in(held, by=town.keeper, at=now.replace(day=23))
    keeper, url = sign_in(Client(), town.keeper), f"/c/qh/stations/receptions/{held.pk}/report/"
    assert row.number in keeper.get(url).content.decode()
    assert keeper.post(url, {"lasted": 60, "visitors": 1, "came": [row.pk]}).status_code == 302
    row.refresh_from_db()
    assert row.state == "closed"


def test_a_place_that_nobody_confirms_falls_free_and_the_citizen_is_told_so(town, now, slot):
    kept, lost = book(slot, now), book(slot, now, phone="13800005678")
    assert str(lost.state_label) == "待确认"
    assert lost.confirm_by == now + timedelta(hours=24) and lost.waits_for_confirmation
    with pytest.raises(Refused, match="约满"):
        book(slot, now, phone="")
    with pytest.raises(Refused, match="查询码"):
        operations.confirm(kept, by=process.public(), at=now, code="1")
    operations.confirm(kept, by=process.public(), at=now, code=kept.fresh_code)
    with pytest.raises(Refused, match="已经确认"):
        operations.confirm(kept, by=town.keeper, at=now)
    assert operations.free_due(at=now + timedelta(hours=24)) == 0
    later = now + timedelta(hours=24, minutes=1)
    assert confirming.any_overdue(later) and operations.free_due(at=later) == 1
    assert not confirming.any_overdue(later) and operations.free_due(at=later) == 0
    kept.refresh_from_db(), lost.refresh_from_db()
    assert (kept.state, lost.state) == ("booked", "freed")
    assert "没有按时确认" in Delivery.objects.get().text and lost.number in Delivery.objects.get().text
    assert Notice.objects.filter(step="bookings.free", to=town.deputy).exists()
    spoken = book(slot, later, phone="")  # the place is there again
    assert spoken.confirm_by == later + timedelta(hours=24)
    operations.cancel(kept, by=town.keeper, at=later, reason="本人来电取消")
    by_hand = operations.book(by=town.keeper, at=later, slot=slot, text=TEXT)
    assert by_hand.confirm_by is None and not by_hand.waits_for_confirmation


def test_a_congress_may_ask_for_no_confirmation_or_for_other_hours(town, now, slot, monkeypatch):
    six = now.replace(day=23, hour=18)
    assert confirming.until(slot, six - timedelta(hours=8)) == six  # an hour before it begins at the latest
    assert confirming.until(slot, six + timedelta(minutes=30)) is None  # as good as there
    monkeypatch.setattr(confirming, "hours", lambda: 2)
    assert confirming.until(slot, now) == now + timedelta(hours=2)
    monkeypatch.setattr(confirming, "hours", lambda: 0)
    assert not book(slot, now).waits_for_confirmation


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
        "_shown": limits.stamp(now - timedelta(seconds=30)),
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
        "_shown": limits.stamp(now - timedelta(seconds=30)),
        "_key": "a" * 32,
    }
    assert client.post(url, {**data, "consent": ""}).status_code == 422
    assert client.post(url, {**data, "_shown": limits.stamp(now)}).status_code == 429
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
    picture = SimpleUploadedFile("note.txt", "桥的位置".encode(), "text/plain")
    assert client.post(base + "talk/", {"text": "桥面有洞", "uploads": picture}).status_code == 302
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


def test_guessing_is_slowed_down_and_says_nothing(town, now, slot, monkeypatch):
    row, client = book(slot, now), Client()
    url = "/c/qh/stations/bookings/mine/"
    known = client.post(url, {"number": row.number, "code": "1"}).content.decode()
    unknown = client.post(url, {"number": "QH-YY-2026-77777", "code": "1"}).content.decode()
    assert "不对" in known and "不对" in unknown
    monkeypatch.setitem(throttle.LIMITS, "booking_guess", (2, timedelta(hours=1)))
    assert client.post(url, {"number": row.number, "code": row.fresh_code}).status_code == 429


@pytest.mark.django_db(transaction=True)
def test_two_who_want_the_last_place_at_once_do_not_both_get_it(now, own_town):
    from django.db import connection

    town, last, taken = own_town, None, []
    with scope.congress(town.congress):
        last = slots.offer(by=town.deputy, at=now, day=DAY, starts_at=time(19, 0), capacity=1)

    def want():
        try:
            with scope.congress(town.congress):
                taken.append(book(last, now).pk)
        except (Refused, process.Unavailable):
            pass
        finally:
            connection.close()

    threads = [Thread(target=want) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with scope.congress(town.congress):
        assert len(taken) == Booking.objects.count() == 1


@pytest.fixture
def own_town(transactional_db, now):
    from .conftest import build

    return build("qh", "清河县", now)


def test_next_door_sees_nothing(town, now, slot, neighbour):
    row = book(slot, now)
    with scope.congress(neighbour.congress):
        assert not queries.visible_to(neighbour.clerk).exists() and queries.by_number(row.number) is None
    client = Client()
    assert "修路和上学" not in client.get("/c/nz/stations/bookings/offers/").content.decode()
    assert client.get(f"/c/nz/stations/bookings/make/?s={slot.pk}").status_code == 404


def test_an_hour_that_a_keeper_asks_for_opens_when_the_deputy_agrees(town, now):
    plan = {"at": now, "station": town.station, "day": DAY, "starts_at": time(20, 0)}
    with pytest.raises(Forbidden):
        slots.offer(by=town.keeper, **plan)
    asked = slots.ask(by=town.keeper, host=town.second, **plan)
    assert Notice.objects.filter(step="slots.ask", to=town.second).exists()
    with pytest.raises(Refused, match="不能预约"):
        book(asked, now)
    with pytest.raises(Forbidden):
        slots.agree(asked, by=town.keeper, at=now)
    slots.agree(asked, by=town.second, at=now)
    assert book(asked, now).state == "booked"
    silent = slots.ask(by=town.keeper, host=town.deputy, **plan)
    slots.daily(at=now + timedelta(days=3))
    silent.refresh_from_db()
    assert silent.state == "cancelled"
    page = sign_in(Client(), town.keeper).get("/c/qh/stations/slots/new/ask/").content.decode()
    assert str(town.second) in page
