"""Delivery: the channels a person chose, retries with longer and longer waits, nothing sent that is no longer true."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection

from huying.kernel import channels, delivery, lamps, scope, wording
from huying.kernel.case import Clock
from huying.kernel.delivery import Delivery, Preference
from huying.kernel.notices import Notice
from huying.kernel.roster import Person
from tests.kernel.toy.operations import answer, assign
from tests.kernel.toy.town import AT, houses, town, toy, toy_tables  # noqa: F401


@pytest.fixture(autouse=True)
def _here(town, settings, tmp_path):  # noqa: F811
    Failing.broken = True
    settings.CHANNELS = {
        "mail": ("huying.kernel.channels.Mail", {}),
        "sms": ("huying.kernel.channels.ToFile", {"path": str(tmp_path / "sms.jsonl")}),
        "wechat": ("tests.kernel.test_delivery.Failing", {}),
    }
    for member, n in ((town.lin, 1), (town.zhao, 2), (town.handler, 3), (town.clerk, 4)):
        Person.objects.filter(pk=member.person_id).update(email=f"p{n}@example.org")
        person = Person.objects.get(pk=member.person_id)
        person.phone = f"1380013800{n}"
        person.save()
    with scope.congress(town.here):
        yield


class Failing:
    broken = True
    sent: list = []

    def send(self, to, text, *, subject=""):
        if Failing.broken:
            raise ConnectionError("gateway away")
        Failing.sent.append((to, text))


def notice(member, *, step="toy_errand.assign", row=None, at=AT, **more):
    return Notice.objects.create(
        to=member, case=row.case if row else None, subject_kind="toy_errand" if row else "",
        subject_id=row.pk if row else None, step=step, at=at, **more,
    )  # fmt: skip


def choose(member, *names, daily=False, wechat=""):
    return Preference.objects.create(member=member, channels=list(names), daily=daily, wechat=wechat)


def test_mail_by_default_and_every_chosen_channel_once(town, tmp_path):  # noqa: F811
    errand = town.ask()
    assign(errand, by=town.clerk, at=AT, unit=town.unit)
    choose(town.zhao, "mail", "sms")
    Notice.objects.all().delete()
    notice(town.lin, row=errand)
    notice(town.zhao, row=errand)
    assert delivery.pending(AT)
    assert delivery.spread(AT) == 3 and delivery.spread(AT) == 0
    assert delivery.send_due(AT) == {"sent": 3, "dropped": 0, "again": 0, "failed": 0}
    assert delivery.send_due(AT + timedelta(days=1))["sent"] == 0 and not delivery.pending(
        AT + timedelta(days=1)
    )
    assert sorted(m.to[0] for m in mail.outbox) == ["p1@example.org", "p2@example.org"]
    assert errand.case.title in mail.outbox[0].body and "/c/here/news/" in mail.outbox[0].body
    line = json.loads((tmp_path / "sms.jsonl").read_text())
    assert line["to"] == "13800138002" and errand.case.number in line["text"]
    assert errand.case.title not in line["text"] and "zhao" not in line["text"]


def test_a_notice_that_is_no_longer_true_is_not_sent(town):  # noqa: F811
    errand = town.ask()
    assign(errand, by=town.clerk, at=AT, unit=town.unit)
    Notice.objects.all().delete()
    told = notice(town.handler, row=errand)
    assert wording.still_true(told)
    delivery.spread(AT)
    answer(errand, by=town.handler, at=AT, text="好")
    Notice.objects.exclude(pk=told.pk).delete()
    assert delivery.send_due(AT)["dropped"] == 1 and mail.outbox == []


def test_what_was_read_and_who_left_get_nothing(town):  # noqa: F811
    notice(town.lin, read_at=AT)
    assert delivery.spread(AT) == 0
    notice(town.zhao)
    assert delivery.spread(AT) == 1
    town.zhao.is_active = False
    town.zhao.save()
    assert delivery.send_due(AT)["dropped"] == 1 and mail.outbox == []


def test_a_failing_channel_is_tried_again_later_and_later_and_shows(town):  # noqa: F811
    choose(town.lin, "wechat", wechat="openid-1")
    notice(town.lin)
    delivery.spread(AT)
    now, tries = AT, 0
    assert delivery.send_due(now)["again"] == 1
    assert delivery.send_due(now + timedelta(seconds=30)) == {
        "sent": 0,
        "dropped": 0,
        "again": 0,
        "failed": 0,
    }
    found = {c["name"]: c for c in delivery.health(now)}
    assert not found["wechat"]["ok"] and "gateway away" in found["wechat"]["error"] and found["mail"]["ok"]
    waits = []
    while Delivery.objects.get().state == "waiting" and tries < 20:
        tries += 1
        waits.append(Delivery.objects.get().due_at - now)
        now = Delivery.objects.get().due_at
        delivery.send_due(now)
    assert waits == sorted(waits) and len(waits) == len(delivery.BACKOFF)
    assert Delivery.objects.get().state == "failed"


def test_a_dead_channel_is_not_asked_for_every_message_of_a_round(town):  # noqa: F811
    for _ in range(8):
        delivery.message("openid", "text", at=AT, channel="wechat")
    delivery.message("13800138009", "text", at=AT)
    count = delivery.send_due(AT)
    assert (count["again"], count["sent"]) == (delivery.GIVE_UP, 1)
    Failing.broken, Failing.sent = False, []
    assert delivery.send_due(AT)["sent"] == 5 and delivery.send_due(AT + timedelta(minutes=1))["sent"] == 3


def test_a_channel_that_comes_back_sends_what_waited(town):  # noqa: F811
    choose(town.lin, "wechat", wechat="openid-1")
    notice(town.lin)
    delivery.spread(AT)
    delivery.send_due(AT)
    Failing.broken, Failing.sent = False, []
    assert delivery.send_due(AT + timedelta(minutes=2))["sent"] == 1
    assert [to for to, _text in Failing.sent] == ["openid-1"]


def test_a_citizens_number_and_text_are_never_in_clear_and_go_when_sent(town, tmp_path):  # noqa: F811
    made = delivery.message("13900139000", "查询码 4711", at=AT)
    with connection.cursor() as cursor:
        cursor.execute("select * from kernel_delivery")
        stored = str(cursor.fetchall())
    assert "13900139000" not in stored and "4711" not in stored
    assert delivery.send_due(AT)["sent"] == 1
    made.refresh_from_db()
    assert (made.to, made.text, made.state) == ("", "", "sent")
    assert "查询码 4711" in (tmp_path / "sms.jsonl").read_text()


def test_where_there_is_no_such_channel_nothing_is_kept(town, settings):  # noqa: F811
    settings.CHANNELS = {"mail": settings.CHANNELS["mail"]}
    assert delivery.message("13900139000", "查询码 4711", at=AT) is None
    assert not Delivery.everywhere.filter(channel="sms").exists()


def test_given_up_messages_lose_their_number_after_a_week(town):  # noqa: F811
    made = delivery.message("openid", "text", at=AT, channel="wechat")
    Delivery.objects.update(state="failed")
    delivery.purge(AT + timedelta(days=8))
    made.refresh_from_db()
    assert made.to == ""


def test_who_takes_the_daily_list_gets_nothing_at_once(town):  # noqa: F811
    choose(town.lin, "mail", daily=True)
    notice(town.lin)
    assert delivery.spread(AT) == 0 and Notice.objects.get().sent_at == AT


def test_two_workers_do_not_send_the_same_row(town, monkeypatch):  # noqa: F811
    notice(town.lin)
    delivery.spread(AT)
    send = delivery._send

    def meanwhile(row, at):
        monkeypatch.setattr(delivery, "_send", send)
        delivery.send_due(at)  # the other worker, between the taking and the sending
        return send(row, at)

    monkeypatch.setattr(delivery, "_send", meanwhile)
    delivery.send_due(AT)
    assert len(mail.outbox) == 1


def test_neighbours_are_told_of_their_own(town):  # noqa: F811
    with scope.congress(town.there):
        Person.objects.filter(pk=town.foreign_deputy.person_id).update(email="far@example.org")
        notice(town.foreign_deputy)
    delivery.spread(AT)
    delivery.send_due(AT)
    assert Delivery.everywhere.get().congress == town.there and "[邻县人大]" in mail.outbox[0].subject


def test_lamps_tell_once_for_each_colour_and_only_who_can_stop_the_clock(town):  # noqa: F811
    errand = town.ask()
    assign(errand, by=town.clerk, at=AT, unit=town.unit)
    Notice.objects.all().delete()
    due = Clock.objects.get(kind="suggestion.reply").due_on
    Clock.objects.exclude(kind="suggestion.reply").delete()

    def turned(days):
        n = lamps.turn_all(AT.replace(year=due.year, month=due.month, day=due.day) + timedelta(days=days))
        return n, sorted((x.to_id, x.step) for x in Notice.objects.all())

    assert turned(-50) == (0, [])
    n, told = turned(-1)
    assert n == 1 and {step for _to, step in told} == {"lamp.warn.suggestion.reply"}
    assert (town.handler.pk, "lamp.warn.suggestion.reply") in told and town.other_handler.pk not in dict(told)
    assert turned(-1)[0] == 0 and turned(0)[0] == 0
    n, told = turned(2)
    assert n == 1 and (town.handler.pk, "lamp.late.suggestion.reply") in told
    assert turned(3)[0] == 0
    late = Notice.objects.filter(step__startswith="lamp.late").first()
    assert "超期 2 天" in wording.label(late) and wording.still_true(late)
    answer(errand, by=town.handler, at=AT, text="好")
    assert not wording.still_true(late)


def test_only_mobile_numbers_get_a_short_message():
    assert channels.is_mobile("138 0013-8000") and channels.is_mobile("+8613800138000")
    assert not channels.is_mobile("0531-8888888") and not channels.is_mobile("")
