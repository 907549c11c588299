"""The front door, as a telephone without JavaScript and without an account sees it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from PIL import Image

from huying.kernel import content, delivery, files
from huying.kernel.accounts import throttle
from huying.kernel.accounts.models import Attempt
from huying.kernel.delivery import Delivery
from huying.stations.models import Station
from huying.ui.visitors import guard
from huying.voices import operations
from huying.voices.models import Voice
from huying.voices.public.pages import SLIP, near

from .conftest import make
from .telephone import filled, shown_code, url

HOSTILE = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "路灯不亮😀🏮，𠮷野家门口㐂",
    "=cmd|'/C calc'!A0\r\n\u202e第二行",
    "长" * 19_999,
]


def test_two_slips_of_nowhere_name_each_the_station_that_wrote_it_down(town, now):
    Station.objects.filter(pk=town.far.pk).update(telephone="0000-6600220")
    voices = [
        make(town, now, by=keeper, station=None) for keeper in (town.keeper, town.far_keeper, town.clerk)
    ]
    named = [near(voice)[0].pk for voice in voices[:2]]
    assert named == [town.station.pk, town.far.pk]
    drawn = {SLIP.drawn_for(voice) for voice in voices}
    assert len(drawn) == 3  # a page drawn for one is not the other's


def test_say_confirm_follow_rate_reopen(town, client):
    answer = client.post(url("say"), filled(client, place="东街市场", station=town.station.pk))
    assert answer.status_code == 302 and answer.url == url("said")
    number, code = shown_code(client)
    voice = Voice.objects.get(number=number)
    assert voice.state == "said" and voice.station == town.station and voice.consented_at
    assert client.get(url("followed")).url == url("said")  # looking confirms nothing
    wrong = client.post(url("said"), {"code": "0000 000x"}, follow=True)
    assert wrong.redirect_chain == [(url("said"), 302)] and "不对" in wrong.content.decode()
    assert "不对" not in client.get(url("said")).content.decode() and shown_code(client) == (number, code)
    assert client.post(url("said"), {"code": code}).url == url("followed")
    assert shown_code(client) == (number, code)  # going back does not lose the code
    again = client.post(url("said"), {"code": code}, follow=True)
    assert again.status_code == 200 and "已经提交" in again.content.decode()
    voice.refresh_from_db()
    assert voice.state == "heard"

    operations.explain(voice, by=town.clerk, at=timezone.now(), text="排水沟下月清淤，<b>已公示</b>。")
    client.get(url("leave"))
    assert client.get(url("followed")).url == url("follow")
    page = client.post(url("follow"), {"number": number.lower(), "code": code}, follow=True).content.decode()
    assert "已说明" in page and "已落实" not in page and "&lt;b&gt;已公示" in page
    assert voice.text in page and "待分诊" not in page and "周敏" not in page
    assert client.post(url("followed"), {"step": "rate", "rating": "dissatisfied"}).status_code == 422
    assert client.post(url("followed"), {"step": "rate", "rating": "basically"}).status_code == 302
    assert client.post(url("followed"), {"step": "reopen", "reason": "还是堵"}).status_code == 302
    voice.refresh_from_db()
    assert voice.state == "heard" and voice.reopened == 1
    assert client.post(url("followed"), {"step": "reopen", "reason": "再来"}).status_code == 422


def test_a_doubled_press_makes_one_voice_sends_one_message_and_shows_the_same_code(town, client):
    data = filled(client, phone="13800001234")
    client.post(url("say"), data)
    first = shown_code(client)
    client.post(url("say"), data)
    assert shown_code(client) == first and Voice.objects.count() == 1 and Delivery.objects.count() == 1


def test_a_form_opened_anew_names_what_still_waits_for_its_code(town, client):
    client.post(url("say"), filled(client))
    number, code = shown_code(client)
    fresh = client.get(url("say")).content.decode()
    assert number in fresh and f'href="{url("said")}"' in fresh
    assert number not in Client().get(url("say")).content.decode()
    client.post(url("said"), {"code": code})
    assert number not in client.get(url("say")).content.decode()


def test_no_picture_is_decoded_for_a_robot_and_only_so_many_for_an_address(
    town, client, settings, monkeypatch
):
    looked, real = [], content.check
    monkeypatch.setattr(content, "check", lambda name, data: looked.append(name) or real(name, data))
    settings.THROTTLE = {"uploads": (1, timedelta(hours=1))}
    for odd in ({"website": "http://x"}, {"_shown": "1:forged"}):
        sent = filled(client, files=[SimpleUploadedFile("a.jpg", b"x")], **odd)
        assert client.post(url("say"), sent).status_code == 429
    assert looked == []
    for status in (422, 429):
        sent = filled(client, files=[SimpleUploadedFile("a.txt", b"well")], consent="")
        answer = client.post(url("say"), sent)
        assert answer.status_code == status
    assert looked == ["a.txt"] and "传来的文件太多" in answer.content.decode()


def test_a_refused_form_says_that_the_photo_has_to_be_chosen_again(town, client):
    sent = filled(client, files=[SimpleUploadedFile("a.txt", "路灯".encode())], consent="")
    page = client.post(url("say"), sent).content.decode()
    assert "请先阅读并同意隐私说明" in page and "请重新选择" in page


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_come_back_as_text(town, client, text):
    assert client.post(url("say"), filled(client, text=text, place=text[:100])).status_code == 302
    number, code = shown_code(client)
    client.post(url("said"), {"code": code})
    page = client.get(url("followed")).content.decode()
    assert "<script>alert" not in page and "onerror=alert(1)>" not in page
    voice = Voice.objects.get(number=number)
    assert "\u202e" not in voice.text and voice.text.startswith(text[:4])


@pytest.mark.parametrize("text", ["长" * 100_000, "", "   \n "])
def test_a_refused_text_is_given_back_whole(town, client, text):
    answer = client.post(url("say"), filled(client, text=text, place="东街"))
    page = answer.content.decode()
    assert (
        answer.status_code == 422 and text in page and 'value="东街"' in page and not Voice.objects.exists()
    )
    assert "最多 20000 字，现在有 100000 字" in page or len(text) < 100


def test_a_null_byte_is_an_error_not_a_crash(town, client):
    assert client.post(url("say"), filled(client, text="a\x00b")).status_code == 422


def test_no_consent_and_a_broken_picture_keep_what_was_typed(town, client):
    data = filled(client)
    del data["consent"]
    assert "隐私说明" in client.post(url("say"), data).content.decode()
    bad = BytesIO(b"<svg onload=alert(1)>")
    bad.name = "a.jpg"
    answer = client.post(url("say"), {**filled(client), "files": bad, "phone": "1" * 41})
    page = answer.content.decode()
    assert answer.status_code == 422 and "菜市场排水沟堵了" in page and not Voice.objects.exists()
    assert "a.jpg：" in page and 'href="#id_phone"' in page  # whatever is wrong is told in one go


def test_one_sentence_is_enough(town, client):
    assert client.post(url("say"), filled(client, text="", title="东街路灯不亮")).status_code == 302
    voice = Voice.objects.get()
    assert (voice.title, voice.text) == ("东街路灯不亮", "东街路灯不亮")


def test_a_picture_goes_with_the_case(town, client):
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    picture.seek(0)
    picture.name = "桥.png"
    client.post(url("say"), {**filled(client), "files": picture})
    voice = Voice.objects.get()
    file = files.of(voice).get()
    assert file.name == "桥.png"
    assert not files.may_see(voice.case.traces.get().by, file) and files.may_see(town.clerk, file)


def test_robots_and_floods_are_slowed_and_the_text_stays(town, client):
    for odd in (
        {"website": "http://x"},
        {"_shown": ""},
        {"_shown": "1:forged"},
        {"_shown": guard.stamp(timezone.now())},
    ):
        answer = client.post(url("say"), filled(client, **odd))
        assert (
            answer.status_code == 429 and "菜市场" in answer.content.decode() and not Voice.objects.exists()
        )
    most = throttle.LIMITS["voice"][0]
    for _n in range(most):
        assert client.post(url("say"), filled(client)).status_code == 302
    answer = client.post(url("say"), filled(client))
    page = answer.content.decode()
    assert (
        answer.status_code == 429 and "菜市场" in page and "0000-6600110" in page
    )  # and whom to call instead
    assert Voice.objects.count() == most
    other = client.post(url("say"), filled(client), REMOTE_ADDR="10.0.0.9")
    assert other.status_code == 302


def test_voice_slip_and_limits_are_one_transaction(town, client, monkeypatch):
    """What cannot be written whole is not written at all, and nothing of it is counted."""
    sent = filled(client)

    def full(rows):
        raise OperationalError("disk full")

    monkeypatch.setattr(delivery, "insert", full)
    answer = client.post(url("say"), sent)
    assert answer.status_code == 409 and "菜市场" in answer.content.decode()
    assert not (Voice.objects.exists() or Delivery.everywhere.exists() or Attempt.objects.exists())
    monkeypatch.undo()
    for _press in range(2):  # pressed twice: one voice, one slip, counted once
        assert client.post(url("say"), sent).status_code == 302
    assert Voice.objects.count() == Delivery.everywhere.count() == 1
    assert set(Attempt.objects.values_list("count", flat=True)) == {1} and Attempt.objects.count() == 4


def test_saying_and_confirming_cost_few_questions(town, client, django_assert_max_num_queries):
    sent = filled(client, station=town.station.pk)
    with django_assert_max_num_queries(22):
        client.post(url("say"), sent)
    _number, code = shown_code(client)
    with django_assert_max_num_queries(21):
        client.post(url("said"), {"code": code})
    assert Voice.objects.get().state == "heard"


def test_what_was_typed_is_a_draft_of_the_session(town, client):
    client.post("/c/qh/drafts/voices.say:new/", {"text": "写到一半的话", "place": "桥头"})
    page = client.get(url("say")).content.decode()
    assert "写到一半的话" in page and "桥头" in page
    client.post(url("say"), filled(client))
    assert "写到一半的话" not in client.get(url("say")).content.decode()


def test_no_generic_door_bypasses_the_public_form(town, client):
    assert client.get("/c/qh/voices/new/say/").status_code == 404
    assert client.post("/api/v1/c/qh/voices/new/say", {}).status_code in (401, 404)
    assert client.get(url("list")).status_code == 404


def test_a_photo_on_a_full_disk_costs_no_word(town, client, monkeypatch, settings, tmp_path):
    """Wherever it is full: while the file arrives, while uploads are counted, while it is stored."""

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    def no_row(*args, **kwargs):
        raise OperationalError("database or disk is full")

    settings.FILE_UPLOAD_HANDLERS = [
        "huying.kernel.files_receiving.Receiver"
    ]  # small files pass through the disk too
    settings.MEDIA_ROOT = tmp_path
    for place, how, status in (
        ("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", full, 422),
        ("huying.kernel.accounts.throttle.count", no_row, 503),
        ("huying.kernel.shelf.default_storage.save", full, 409),
    ):
        sent = filled(client, title="菜市场的沟", files=[SimpleUploadedFile("a.txt", "沟".encode())])
        with monkeypatch.context() as patch:
            patch.setattr(place, how)
            answer = client.post(url("say"), sent)
        page = answer.content.decode()
        assert answer.status_code == status, place
        assert "菜市场的沟" in page and "菜市场排水沟堵了" in page and "数据库" not in page, place
        assert ("要改" in page) == (status == 422), place
    assert not Voice.objects.exists()
