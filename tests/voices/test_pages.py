"""The room's pages for keepers, clerks, deputies and units."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from huying.kernel.crypto import seal
from huying.kernel.roster import Area
from huying.voices import operations
from huying.voices.codes import codes
from huying.voices.models import Voice

from .conftest import make, sign_in


def url(name, pk=None):
    args = {"code": "qh", **({"pk": pk} if pk else {})}
    return reverse(f"voices:{name}", kwargs=args)


def test_a_visitor_is_registered_on_one_screen_and_gets_a_slip(town, client):
    sign_in(client, town.keeper)
    page = client.get(url("hear")).content.decode()
    assert (
        f'value="{town.station.pk}" selected' in page
        and "白沙镇代表联络站" not in page
        and "data-autosave" in page
    )
    sent = {"text": "村口桥断了", "channel": "station", "urgency": "none", "author": "陈大山", "phone": "13800001234",
            "station": town.station.pk, "_key": "k1"}  # fmt: skip
    answer = client.post(url("hear"), sent)
    voice = Voice.objects.get()
    assert answer.status_code == 302 and answer.url.startswith(url("slip", voice.pk))
    assert (
        f'href="{answer.url}"' in client.get(url("hear")).content.decode()
    )  # should the answer be lost on the way
    slip = client.get(answer.url).content.decode()
    secret = re.search(r"<output>(\d{4} \d{4})</output>", slip)[1]
    assert codes.fits(voice, secret) and voice.number in slip and secret not in answer.url
    for bad in (f"?t={seal('999 12345678')}", "?t=x", ""):
        assert secret not in client.get(url("slip", voice.pk) + bad).content.decode()
    detail = client.get(url("detail", voice.pk)).content.decode()
    assert "陈某某" in detail and "陈大山" not in detail and "13800001234" not in detail
    assert url("triage", voice.pk) in detail
    client.post(url("hear"), sent)
    assert Voice.objects.count() == 1  # the doubled press


def test_triage_shows_four_exits_and_what_was_said_alike(town, client, now, heard):
    twin = make(town, now, text="村口的桥被冲了洞，孩子绕路上学。")
    other = make(town, now, text="老年食堂什么时候开门")
    sign_in(client, town.keeper)
    page = client.get(url("triage", heard.pk)).content.decode()
    for name in ("explain", "refer", "settle", "hand_over"):
        assert f'action="{url(name, heard.pk)}"' in page
    hints = client.get(url("hints", heard.pk)).content.decode()
    assert twin.number in hints and other.number not in hints
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    key, seen = (
        re.search(r'name="_key" value="(\w+)"', page)[1],
        re.search(r'name="_seen" value="(\d+)"', page)[1],
    )
    sent = {"tier": "county", "unit": town.water.pk, "text": "", "_key": key, "_seen": seen}
    assert client.post(url("hand_over", heard.pk), sent).status_code == 302
    heard.refresh_from_db()
    assert heard.state == "handed" and heard.unit == town.water
    # the browser's back: who did it is led to the voice, with a word; who did not gets nothing
    back = client.get(url("triage", heard.pk), follow=True)
    assert back.redirect_chain == [(url("detail", heard.pk), 302)] and "已经分诊过了" in back.content.decode()
    for other in (town.handler, town.clerk):
        assert sign_in(client, other).get(url("triage", heard.pk)).status_code == 404


def test_merge_by_number(town, client, now, heard):
    twin = make(town, now)
    sign_in(client, town.keeper)
    form = client.get(url("merge", heard.pk) + f"?into={twin.number}").content.decode()
    assert f'value="{twin.number}"' in form
    assert "没有这个编号" in client.post(url("merge", heard.pk), {"into": "QH-2026-9"}).content.decode()
    assert client.post(url("merge", heard.pk), {"into": twin.number.lower()}).status_code == 302
    heard.refresh_from_db()
    assert heard.merged_into == twin
    assert f'href="{url("detail", twin.pk)}"' in client.get(url("detail", heard.pk)).content.decode()


def test_the_unit_reports_and_the_answer_begins_with_the_report(town, client, now, heard):
    operations.hand_over(heard, by=town.keeper, at=now, tier="county", unit=town.water)
    sign_in(client, town.handler)
    sent = {"outcome": "planned", "text": "列入明年计划"}
    assert "哪一天办成" in client.post(url("report", heard.pk), sent).content.decode()
    assert client.post(url("report", heard.pk), {**sent, "planned_on": "2099-03-01"}).status_code == 302
    sign_in(client, town.keeper)
    page = client.get(url("answer", heard.pk)).content.decode()
    assert "列入明年计划" in page and "2099-03-01" in page
    sent = {"outcome": "planned", "text": "明年三月修", "planned_on": "2099-03-01"}
    assert client.post(url("answer", heard.pk), sent).status_code == 302
    assert "明年三月修" in client.get(url("detail", heard.pk)).content.decode()


def test_the_number_is_seen_only_after_a_traced_step(town, client, heard):
    sign_in(client, town.keeper)
    assert client.get(url("contact", heard.pk)).status_code == 404
    answer = client.post(url("unmask", heard.pk), {"text": "电话回访"})
    assert answer.url == url("contact", heard.pk)
    assert "13800001234" in client.get(answer.url).content.decode()
    sign_in(client, town.clerk)  # somebody else's step opens nothing for me
    assert client.get(url("contact", heard.pk)).status_code == 404


def test_a_keeper_gives_out_a_new_code(town, client, heard):
    sign_in(client, town.keeper)
    answer = client.post(url("renew_code", heard.pk), {"text": "当面核对证件"})
    page = client.get(answer.url).content.decode()
    heard.refresh_from_db()
    assert codes.fits(heard, re.search(r"<output>(\d{4} \d{4})</output>", page)[1])


def test_strangers_get_404(town, neighbour, client, now, heard):
    for who in (town.far_keeper, town.handler, town.far_deputy):
        sign_in(client, who)
        for name in ("detail", "triage", "slip", "contact", "explain", "unmask"):
            assert client.get(url(name, heard.pk)).status_code == 404, (who.role, name)
    sign_in(client, neighbour.clerk)
    assert client.get(url("list")).status_code == 404
    client.logout()
    assert client.get(url("detail", heard.pk)).status_code == 404


def test_trays_of_each_desk(town, client, now):
    hands = [make(town, now) for _n in range(3)]
    operations.hand_over(hands[0], by=town.keeper, at=now, tier="county", unit=town.water)
    operations.classify(
        hands[1], by=town.keeper, at=now, field=town.field, urgency="danger", urgency_reason="塌了"
    )
    operations.adopt(hands[2], by=town.deputy, at=now)
    seen = {
        "keeper": ("heard", 1),
        "clerk": ("urgent", 1),
        "handler": ("to_receive", 1),
        "deputy": ("adopted", 1),
    }
    for role, (tray, number) in seen.items():
        sign_in(client, getattr(town, role))
        page = client.get(url("list"), {"tray": tray})
        assert page.status_code == 200 and page.content.decode().count("QH-2026-0000") >= number
    sign_in(client, town.leader)
    assert client.get(url("list"), {"tray": "to_receive"}).status_code == 404
    assert "QH-2026" in client.get(url("list"), {"tray": "urgent"}).content.decode()


@pytest.mark.parametrize("role", ["keeper", "clerk", "deputy", "handler"])
def test_no_page_asks_more_for_more_rows(town, client, now, role, django_assert_max_num_queries):
    sign_in(client, getattr(town, role))
    for _n in range(25):
        voice = make(town, now, by=town.clerk, field=town.field)
        if role == "handler":
            operations.hand_over(voice, by=town.keeper, at=now, tier="county", unit=town.water)
    client.get(url("list"))
    with django_assert_max_num_queries(12):
        assert client.get(url("list")).status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get(url("detail", voice.pk)).status_code == 200


def test_filters_stand_in_the_address(town, client, now, heard):
    operations.classify(
        heard, by=town.keeper, at=now, field=town.field, urgency="urgent", urgency_reason="急"
    )
    sign_in(client, town.clerk)
    hit = {"field": town.field.parent_id, "urgency": "urgent", "station": town.station.pk, "state": "heard"}
    assert heard.number in client.get(url("list"), hit).content.decode()
    assert heard.number not in client.get(url("list"), {**hit, "urgency": "danger"}).content.decode()


def test_two_keepers_at_once(town, client, now, heard):
    sign_in(client, town.keeper)
    operations.explain(heard, by=town.clerk, at=now, text="先说了")
    answer = client.post(url("explain", heard.pk), {"text": "我也说", "_seen": 1, "_key": "x"})
    assert answer.status_code in (404, 409)
    assert heard.written("answer").count() == 1


def test_a_village_belongs_to_the_keeper_of_its_town(town, client, now):
    town.keeper.area = town.town
    town.keeper.save()
    voice = make(town, now, by=town.clerk, station=None, area=town.village)
    sign_in(client, town.keeper)
    assert client.get(url("detail", voice.pk)).status_code == 200
    away = make(town, now, by=town.clerk, station=None, area=Area.objects.get(name="白沙镇"))
    assert client.get(url("detail", away.pk)).status_code == 404


def test_overdue_is_told_by_the_day(town, client):
    late = timezone.now() - timedelta(days=40)
    voice = make(town, late)
    sign_in(client, town.clerk)
    page = client.get(url("list"), {"tray": "overdue"}).content.decode()
    assert voice.number in page and "超期" in page
