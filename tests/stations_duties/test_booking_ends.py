"""How bookings end: nobody came, nobody answered, the host stayed away, nobody confirmed."""

from datetime import time, timedelta

import pytest
from django.test import Client
from django.utils import translation

from huying.kernel import process
from huying.kernel.delivery import Delivery
from huying.kernel.notices import Notice
from huying.kernel.process import Refused
from huying.stations.bookings import confirming, ending, operations
from huying.stations.receptions import operations as receptions
from huying.stations.slots import operations as slots
from huying.voices.models import Voice

from .citizens import DAY, TEXT, book
from .conftest import sign_in, turn


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


def test_who_booked_a_reception_that_nobody_wrote_down_does_not_wait_for_ever(town, now):
    held = turn(town, now, DAY, is_public=True, capacity=3)
    receptions.announce(held, by=town.keeper, at=now)
    row = operations.book(by=process.public(), at=now, reception=held, text=TEXT, phone="13800001234")
    receptions.sign_in(held, by=town.keeper, at=now.replace(day=23, hour=9, minute=0))
    assert not any(ending.daily(at=now + timedelta(days=9)).values())  # there is time to write it down
    assert ending.daily(at=now + timedelta(days=16))["unsaid"] == 1
    row.refresh_from_db()
    assert row.state == "closed" and "没有留下记录" in row.summary  # nobody stayed away
    assert "办结" in Delivery.objects.latest("pk").text


@pytest.mark.parametrize(
    ("sent", "became"), [({}, "booked"), ({"nobody": True}, "absent"), ({"came": []}, "booked")]
)
def test_nobody_becomes_absent_by_what_a_report_does_not_say(town, now, client, monkeypatch, sent, became):
    held = turn(town, now, DAY, is_public=True, capacity=3)
    receptions.announce(held, by=town.keeper, at=now)
    row = operations.book(by=process.public(), at=now, reception=held, text=TEXT)
    there = now.replace(day=23, hour=9, minute=0)
    monkeypatch.setattr("django.utils.timezone.now", lambda: there)
    receptions.sign_in(held, by=town.keeper, at=there)
    sign_in(client, town.keeper)
    url, body = f"/api/v1/c/qh/receptions/{held.pk}/report", {"lasted": 60, "visitors": 1, "summary": "谈了"}
    both = client.post(url, body | {"nobody": True, "came": [row.pk]}, content_type="application/json")
    assert both.status_code == 400 and "都没有来" in both.content.decode()
    assert client.post(url, body | sent, content_type="application/json").status_code == 200
    row.refresh_from_db()
    assert row.state == became
    ended = ending.daily(at=now + timedelta(days=9))
    row.refresh_from_db()
    if became == "booked":  # nor by the days that pass
        assert ended["unsaid"] == 1 and row.state == "closed" and "没有写明您是否到站" in row.summary
    else:
        assert not any(ended.values())


def test_citizens_read_what_was_kept_and_sent_in_the_congress_own_language(town, now):
    held = turn(town, now, DAY, is_public=True, capacity=3)
    receptions.announce(held, by=town.keeper, at=now)
    row, other = (
        operations.book(by=process.public(), at=now, reception=held, text=TEXT, phone=phone)
        for phone in ("13800001234", "13800005678")
    )
    with translation.override("en"):
        operations.cancel(other, by=town.keeper, at=now, reason="来电取消")
        receptions.sign_in(held, by=town.keeper, at=now.replace(day=23, hour=9, minute=0))
        receptions.report(
            held, by=town.keeper, at=now.replace(day=23, hour=10), lasted=60, visitors=1, came=[row.pk]
        )
        late = turn(town, now, DAY, starts_at=time(15, 0), is_public=True)
        with pytest.raises(
            Refused, match="That day has passed"
        ):  # what is refused is said to whoever pressed
            receptions.announce(late, by=town.keeper, at=now + timedelta(days=9))
    row.refresh_from_db(), late.case.refresh_from_db()
    assert row.summary == "已经到站当面谈过。" and "接待" in late.case.title
    assert (
        all("人大】您预约的接待" in d.text for d in Delivery.objects.all()) and Delivery.objects.count() == 2
    )


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
