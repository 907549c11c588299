"""What everybody may read about deputies; a letter's road through a browser's eyes."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from huying.deputies.cards import operations as cards
from huying.deputies.letters import operations as letters
from huying.deputies.models import Address, Guest, Letter
from huying.deputies.postings import operations as postings
from huying.kernel import content, process
from huying.ui.visitors import guard
from tests.world import when

from .seen import HOME, picture, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("patient")]


def test_a_citizen_finds_the_deputy_by_address_name_pinyin_and_code(posted):
    world, client = posted.world, Client()
    Address.objects.create(text="柳湾村", area=world.village, district=world.district, station=world.station)
    guest = Guest.objects.create(name="江远帆", level="city", of="沧源市人民代表大会")
    postings.post(by=world.zhou, at=world.at, guest=guest, station=world.station)
    page = text(client.get(HOME + "find/", {"a": "城关镇柳湾村三组"}))
    assert (
        "林知远" in page
        and "本选区代表" in page
        and "江远帆" in page
        and "市级人大代表（沧源市人民代表大会）" in page
    )
    assert "高秀兰" not in page  # has no public card
    for asked in ({"n": "林知"}, {"n": "linzhi"}, {"n": "lzy"}):
        assert "林知远" in text(client.get(HOME + "find/", asked))
    code = posted.card.code
    assert client.get(HOME + "find/", {"k": code})["Location"] == f"{HOME}{posted.card.pk}/"
    assert client.get(f"{HOME}k/{code}/")["Location"] == f"{HOME}{posted.card.pk}/"
    assert "没有找到" in text(client.get(HOME + "find/", {"a": "火星"}))
    assert "柳湾村" in text(client.get(HOME + "find/suggest/", {"a": "柳湾"}))


def test_the_public_page_holds_no_telephone_and_nothing_private(posted):
    world = posted.world
    world.lin.person.phone, world.lin.person.id_card, world.lin.person.email = (
        "13800009999",
        "110101199001011234",
        "a@b.cn",
    )
    world.lin.person.save()
    cards.edit(posted.card, by=world.lin, at=world.at, intro="有事请说。", tags=["教育"], photo=picture())
    page = text(Client().get(f"{HOME}{posted.card.pk}/"))
    assert "有事请说。" in page and "教育" in page and "城关镇代表联络站" in page and "第一选区" in page
    assert not re.search(r"13800009999|110101|a@b\.cn", page)
    photo = re.search(r'src="(/c/qinghe/files/\d+/)"', page)[1]
    answer = Client().get(photo)
    assert answer.status_code == 200 and Image.open(_bytes(answer)).size == (480, 480)
    cards.hide(posted.card, by=world.zhou, at=world.at, reason="本人要求")
    assert Client().get(photo).status_code == 404
    assert Client().get(f"{HOME}{posted.card.pk}/").status_code == 404


def _bytes(answer):
    import io

    return io.BytesIO(b"".join(answer.streaming_content))


def test_only_published_deputies_are_listed_and_the_congress_may_close_it_all(posted):
    world, client = posted.world, Client()
    page = text(client.get(HOME))
    assert "林知远" in page and "高秀兰" not in page
    assert text(client.get(HOME, {"q": "查无此人"})).count("林知远") == 0
    world.congress.switches = {**world.congress.switches, "deputies_private": True}
    world.congress.save()
    assert (
        "林知远" not in text(client.get(HOME)) and client.get(f"{HOME}{posted.card.pk}/").status_code == 404
    )


def test_the_page_of_a_station_leads_to_the_right_deputy_and_names_nobody_who_was_taken_down(world):
    client, place = Client(), f"/c/qinghe/stations/{world.station.pk}/place/"
    postings.post(by=world.zhou, at=world.at, member=world.lin, station=world.station)
    assert "林知远" not in text(client.get(place))  # a published card is what makes a deputy public
    cards.publish(by=world.zhou, at=world.at, member=world.gao)  # numbers differ
    card = cards.publish(by=world.zhou, at=world.at, member=world.lin)
    assert card.pk != world.lin.pk
    assert f'href="{HOME}{card.pk}/"' in text(client.get(place))
    cards.hide(card, by=world.zhou, at=world.at, reason="本人要求")
    assert "林知远" not in text(client.get(place))
    cards.show(card, by=world.zhou, at=world.at)
    world.congress.switches = {**world.congress.switches, "deputies_private": True}
    world.congress.save()
    assert "林知远" not in text(client.get(place))


def test_small_numbers_are_not_told(posted):
    world = posted.world
    for n in range(6):
        row = letters.write(by=process.public(), at=world.at, member=world.lin, text=f"信{n}", consent=True)
        letters.confirm(row, by=process.public(), at=world.at, code=row.fresh_code)
    letters.answer(row, by=world.lin, at=world.at, text="收到")
    page = text(Client().get(f"{HOME}{posted.card.pk}/"))
    assert "<dd>6</dd>" in page and "<dd>&lt;6</dd>" in page and "<dd>1</dd>" not in page


def test_a_letter_from_the_first_word_to_the_rating(posted):
    world, client = posted.world, Client()
    where = f"{HOME}{posted.card.pk}/write/"
    form = client.get(where).context["form"]
    given = {
        "text": "桥上没有护栏。",
        "consent": "on",
        "_shown": form.initial["_shown"],
        "_key": form.initial["_key"],
    }
    assert client.post(where, {**given, "consent": ""}).status_code == 422
    assert client.post(where, {**given, "website": "x"}).status_code == 429
    assert client.post(where, given)["Location"] == f"{HOME}letters/written/"
    assert client.post(where, given).status_code == 302  # pressed twice
    letter = Letter.objects.get()
    page = client.get(f"{HOME}letters/written/")
    code = re.search(r"<output>(\d{4} \d{4})</output>", text(page))[1]
    assert letter.number in text(page) and client.get(f"{HOME}letters/followed/")["Location"].endswith(
        "/written/"
    )
    wrong = client.post(f"{HOME}letters/written/", {"code": "1"}, follow=True)
    assert wrong.redirect_chain and "不对" in text(wrong)
    assert client.post(f"{HOME}letters/written/", {"code": code})["Location"] == f"{HOME}letters/followed/"
    assert code in text(client.get(f"{HOME}letters/written/"))  # going back does not lose it
    letter.refresh_from_db()
    letters.answer(letter, by=world.lin, at=when("2026-11-20"), text="已报修。")
    other = Client()  # another telephone: number and code are enough, one without the other is not
    assert (
        other.post(f"{HOME}letters/follow/", {"number": letter.number, "code": "00000000"}).status_code == 422
    )
    assert (
        other.post(f"{HOME}letters/follow/", {"number": letter.number.lower(), "code": code}).status_code
        == 302
    )
    assert "已报修。" in text(other.get(f"{HOME}letters/followed/"))
    assert other.post(f"{HOME}letters/followed/", {"rating": "satisfied"}).status_code == 302
    letter.refresh_from_db()
    assert letter.rating == "satisfied"
    other.get(f"{HOME}letters/followed/leave/")
    assert other.get(f"{HOME}letters/followed/")["Location"].endswith("/follow/")


def test_floods_from_one_address_are_slowed_and_nothing_is_lost(posted):
    client, where = Client(), f"{HOME}{posted.card.pk}/write/"
    for n in range(7):
        form = client.get(where).context["form"]
        answer = client.post(
            where,
            {
                "text": f"信{n}",
                "consent": "on",
                "_shown": form.initial["_shown"],
                "_key": form.initial["_key"],
            },
        )
    assert answer.status_code == 429 and "信6" in text(answer) and Letter.objects.count() == 6


def test_no_file_of_a_letter_is_decoded_for_a_robot_and_only_so_many_for_an_address(
    posted, settings, monkeypatch
):
    looked, real = [], content.check
    monkeypatch.setattr(content, "check", lambda name, data: looked.append(name) or real(name, data))
    settings.THROTTLE = {"uploads": (1, timedelta(hours=1))}
    client, where = Client(), f"{HOME}{posted.card.pk}/write/"

    def sent(**more):
        given = {"text": "桥上没有护栏。", "_shown": guard.stamp(posted.world.at), **more}
        return client.post(where, {**given, "files": [SimpleUploadedFile("a.txt", b"well")]})

    assert [sent(website="x").status_code, sent(_shown="1:forged").status_code] == [429, 429]
    assert looked == []
    refused = sent()  # without consent
    assert refused.status_code == 422 and "请重新选择" in text(refused)
    again = sent(consent="on")
    assert again.status_code == 429 and "传来的文件太多" in text(again) and looked == ["a.txt"]


def test_who_comes_from_a_deputys_page_reads_the_name_on_the_form(posted):
    page = text(Client().get(f"{HOME}{posted.card.pk}/"))
    where = re.search(r'href="(/c/qinghe/voices/say/\?d=\d+[^"]*)"', page)[1].replace("&amp;", "&")
    form = text(Client().get(where))
    assert "林知远代表的页面" in form and f"{HOME}{posted.card.pk}/write/" in form
    cards.hide(posted.card, by=posted.world.zhou, at=posted.world.at, reason="本人要求")
    assert "林知远" not in text(
        Client().get(f"{where}&again")
    )  # the first one is kept drawn for some seconds


def test_a_neighbour_congress_shows_none_of_it(posted):
    client = Client()
    assert client.get(f"/c/linxi/deputies/{posted.card.pk}/").status_code == 404
    assert "林知远" not in text(client.get("/c/linxi/deputies/"))
    assert "林知远" not in text(client.get("/c/linxi/deputies/find/", {"n": "林"}))
