"""Hours online: booked without an account, talked in writing by number and code, ended with a record or a voice."""

from datetime import time, timedelta
from threading import Thread

import pytest
from django.test import Client

from huying.kernel import process, scope
from huying.kernel.case import Trace
from huying.kernel.delivery import Delivery
from huying.kernel.notices import Notice
from huying.kernel.process import Forbidden, Refused
from huying.stations.bookings import operations, queries
from huying.stations.bookings.codes import codes
from huying.stations.models import Booking
from huying.stations.receptions import operations as receptions
from huying.stations.slots import operations as slots
from huying.voices.codes import codes as voice_codes
from huying.voices.models import Voice

from .citizens import DAY, TEXT, book
from .conftest import sign_in, turn


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
