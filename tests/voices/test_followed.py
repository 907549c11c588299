"""What became of it, as a telephone without an account sees it: number and code, proved, lost, guessed at."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from huying.kernel import channels, delivery
from huying.kernel.accounts import throttle
from huying.kernel.crypto import seal, unseal
from huying.kernel.delivery import Delivery
from huying.stations.models import Station
from huying.stations.queries import reachable
from huying.ui.visitors import proof
from huying.voices import operations, renewing
from huying.voices.codes import codes
from huying.voices.models import Voice

from .conftest import make
from .telephone import filled, shown_code, url


def test_who_said_it_reads_the_place_and_the_names_of_the_files(town, client):
    client.post(
        url("say"), filled(client, place="凤仪社区东门", files=[SimpleUploadedFile("灯.txt", "灭".encode())])
    )
    client.post(url("said"), {"code": shown_code(client)[1]})
    page = client.get(url("followed")).content.decode()
    assert "凤仪社区东门" in page and "灯.txt" in page


def test_wrong_number_and_wrong_code_read_the_same_and_guessing_ends(town, client, now):
    voice = make(town, now)
    wrong = f"{(int(voice.fresh_code) + 1) % 10**8:08d}"
    pages = [
        client.post(url("follow"), {"number": n, "code": c}).content.decode()
        for n, c in (
            (voice.number, wrong),
            ("QH-2026-99999", voice.fresh_code),
            ("'; drop", ""),
            ("x", "１２３"),
        )
    ]
    errors = [re.findall(r"<li>(编号或者[^<]*)", p) for p in pages]
    assert errors[0] == errors[1] == errors[3] and errors[0]
    other = make(town, now)
    for _n in range(throttle.LIMITS["follow_number"][0]):
        last = client.post(url("follow"), {"number": voice.number, "code": wrong})
    assert last.status_code == 429 and "0000-6600110" in last.content.decode()
    good = {"number": voice.number, "code": voice.fresh_code}
    assert client.post(url("follow"), good).status_code == 429
    theirs = {"number": other.number, "code": other.fresh_code}
    assert client.post(url("follow"), theirs).status_code == 302  # a neighbour behind the same address
    assert (
        client.post(url("follow"), good, REMOTE_ADDR="10.0.0.9").status_code == 302
    )  # nobody else is locked out


def test_an_imported_voice_without_a_code_opens_to_nobody(town, client, today, now):
    operations.import_historic([{"title": "旧", "text": "旧", "heard_on": today}], by=town.clerk, at=now)
    assert client.post(url("follow"), {"number": "QH-2026-00001", "code": ""}).status_code == 422
    assert client.post(url("follow"), {"number": "QH-2026-00001", "code": "0"}).status_code == 422


def test_the_browser_keeps_the_code_sealed_for_half_an_hour_and_the_database_no_session(
    town, client, monkeypatch
):
    client.post(url("say"), filled(client))
    _number, code = shown_code(client)
    kept = client.cookies["proved_voice"]
    assert codes.plain(code) not in kept.value and code not in kept.value
    assert (kept["path"], kept["httponly"], kept["samesite"]) == ("/c/qh/", True, "Lax")
    assert not Session.objects.exists()
    monkeypatch.setattr(proof, "unseal", lambda kept, seconds: unseal(kept, seconds - 1801))
    assert client.get(url("said")).url == url("follow")
    monkeypatch.undo()
    assert client.get(url("said")).status_code == 200
    client.cookies["proved_voice"] = kept.value[:-9] + "AAAAAAAAA"
    assert client.get(url("said")).url == url("follow")
    client.cookies["proved_voice"] = seal(
        f"{town.congress.pk + 1} {Voice.objects.get().pk} {codes.plain(code)}"
    )
    assert client.get(url("said")).url == url("follow")  # another congress's


def test_a_lost_code_comes_by_message_and_the_page_tells_nothing(town, client, now, settings, tmp_path):
    voice = make(town, now)
    settings.CHANNELS = {}
    assert "身份证件" in client.get(url("lost")).content.decode()
    out = tmp_path / "sms.jsonl"
    settings.CHANNELS = {"sms": ("huying.kernel.channels.ToFile", {"path": str(out)})}
    assert channels.known() == ["sms"]
    said = [
        client.post(url("lost"), {"number": n, "phone": p}).content.decode()
        for n, p in ((voice.number, "13800001234"), (voice.number, "13811110000"), ("QH-1", "13800001234"))
    ]
    assert all("新查询码已经用短信发出" in page for page in said)
    asked = [row.args_kwargs["kwargs"] for row in DBTaskResult.objects.order_by("enqueued_at")]
    assert [one["voice"] for one in asked] == [voice.pk, 0, 0]  # the same work whether they fit or not
    for one in asked:
        renewing.renew.func(**one)
    delivery.send_due(timezone.now())
    (line,) = (one for one in out.read_text().splitlines() if "新查询码" in one)
    fresh = re.search(r"\d{4} \d{4}", line)[0]
    voice.refresh_from_db()
    assert codes.fits(voice, fresh)
    for _n in range(10):
        last = client.post(url("lost"), {"number": voice.number, "phone": "1"})
    assert last.status_code == 429


def test_another_congress_does_not_open_ours(town, neighbour, client, now):
    voice = make(town, now)
    data = {"number": voice.number, "code": voice.fresh_code}
    assert client.post("/c/nz/voices/follow/", data).status_code == 422
    assert client.post(url("follow"), data).status_code == 302
    assert client.get("/c/nz/voices/followed/").url == "/c/nz/voices/follow/"


def test_the_slip_carries_a_picture_without_the_code(town, client):
    client.post(url("say"), filled(client))
    number, code = shown_code(client)
    page = client.get(url("paper")).content.decode()
    assert number in page and code in page and "<svg" in page


def test_stations_list_and_page(town, client):
    page = client.get("/c/qh/stations/", {"q": "青石", "area": str(town.town.pk)}).content.decode()
    assert "青石镇代表联络站" in page and "白沙镇代表联络站" not in page
    assert "没有找到" in client.get("/c/qh/stations/", {"q": "火星", "area": "²"}).content.decode()
    one = client.get(f"/c/qh/stations/{town.station.pk}/").content.decode()
    assert "0000-6600110" in one and f"say/?s={town.station.pk}" in one
    assert client.get("/c/nz/stations/999/").status_code == 404


def test_whom_to_call_begins_with_the_nearest(town, client, now):
    for station in (town.far, town.station):
        Station.objects.filter(pk=station.pk).update(telephone=f"0000-66{station.pk:04d}", state="open")
    assert reachable(station=town.station.pk)[0].pk == town.station.pk
    assert reachable(station=town.far.pk)[0].pk == town.far.pk
    for area, first in ((town.town, town.station), (town.village, town.station), (town.other, town.far)):
        assert reachable(area=area.pk)[0].pk == first.pk
    page = client.get(f"{url('say')}?s={town.station.pk}").content.decode()
    assert page.index(f"0000-66{town.station.pk:04d}") < page.index(f"0000-66{town.far.pk:04d}")


@pytest.mark.parametrize(
    "typed", ["QH-2026-00001", "qh202600001", " QH 2026 00001", "ＱＨ－２０２６－００００１", "QH—2026—00001"]
)
def test_number_and_code_are_taken_however_they_are_typed(town, client, now, typed):
    voice = make(town, now)
    assert voice.number == "QH-2026-00001"
    code = voice.fresh_code.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    assert client.post(url("follow"), {"number": typed, "code": f"{code[:4]}－{code[4:]}"}).status_code == 302


def test_a_stranger_who_asks_uses_up_nobodys_messages(town, client):
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    for n in range(throttle.LIMITS["voice_phone"][0]):
        assert stranger.post(url("lost"), {"number": f"X-{n}", "phone": "13900005678"}).status_code == 200
    client.post(url("say"), filled(client))
    assert Delivery.objects.filter(channel="sms").count() == 1


def test_one_request_for_a_new_code_makes_one_however_often_its_job_runs(town, now):
    voice = make(town, now)
    for _again in range(2):
        renewing.renew.func(voice=voice.pk, asked="a1")
    assert Delivery.objects.count() == 2  # number and code at birth, and the one new code
    renewing.renew.func(voice=voice.pk, asked="b2")
    assert Delivery.objects.count() == 3
