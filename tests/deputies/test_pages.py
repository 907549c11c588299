"""Pages: what the office, keepers and deputies see, and what everybody may read; the letter's road through a browser's eyes."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from huying.deputies.cards import operations as cards
from huying.deputies.contacts.operations import pairs, plans
from huying.deputies.letters import operations as letters
from huying.deputies.letters.public import flood
from huying.deputies.models import Address, ContactPair, DeputyCard, Guest, Letter, Posting
from huying.deputies.postings import operations as postings
from huying.kernel import dockets, process, scope
from huying.kernel.accounts import operations as accounts
from tests.world import when

pytestmark = pytest.mark.django_db
HOME = "/c/qinghe/deputies/"


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    """Nobody waits three seconds in a test, and no counts are left from another one."""
    cache.clear()
    monkeypatch.setattr(flood, "MIN_SECONDS", -1)


@pytest.fixture
def enter(world):
    """enter(member) → a client signed in as that membership's person."""

    def signed_in(member):
        accounts.of(member, at=world.at)
        client = Client()
        client.force_login(
            get_user_model().objects.get(person=member.person),
            backend="django.contrib.auth.backends.ModelBackend",
        )
        return client

    return signed_in


def text(answer) -> str:
    return answer.content.decode()


def picture(side=1600):
    import io

    out = io.BytesIO()
    Image.new("RGB", (side, side), "red").save(out, "JPEG")
    return SimpleUploadedFile("me.jpg", out.getvalue(), "image/jpeg")


# everybody


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
    for asked in ({"n": "林知"}, {"n": "linzhi"}):
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
    code = page.context["code"]
    assert letter.number in text(page) and client.get(f"{HOME}letters/followed/")["Location"].endswith(
        "/written/"
    )
    wrong = client.post(f"{HOME}letters/written/", {"code": "1"}, follow=True)
    assert wrong.redirect_chain and "不对" in text(wrong)
    assert client.post(f"{HOME}letters/written/", {"code": code})["Location"] == f"{HOME}letters/followed/"
    assert client.get(f"{HOME}letters/written/").context["code"] == code  # going back does not lose it
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


def test_a_neighbour_congress_shows_none_of_it(posted):
    client = Client()
    assert client.get(f"/c/linxi/deputies/{posted.card.pk}/").status_code == 404
    assert "林知远" not in text(client.get("/c/linxi/deputies/"))
    assert "林知远" not in text(client.get("/c/linxi/deputies/find/", {"n": "林"}))


# those who work here


def test_the_office_proposes_the_nearest_at_one_press(world, enter):
    client = enter(world.zhou)
    page = client.get(HOME + "postings/nearest/")
    assert "选区所在村、社区" in text(page)
    client.post(HOME + "postings/nearest/", {"pk": [world.gao.pk, world.sun.pk]})
    assert set(Posting.objects.values_list("member", "state")) == {
        (world.gao.pk, "proposed"),
        (world.sun.pk, "proposed"),
    }
    for member in (world.lin, world.he, world.chen):
        assert enter(member).get(HOME + "postings/nearest/").status_code == 404
    client.post(
        HOME + "postings/guests/", {"name": "江远帆", "level": "city", "of": "沧源市人大", "is_active": "on"}
    )
    guest = Guest.objects.get()
    client.post(
        f"{HOME}postings/guests/?pk={guest.pk}",
        {"name": "江远帆", "level": "province", "of": "沧源市人大", "is_active": "on"},
    )
    guest.refresh_from_db()
    assert guest.level == "province"
    assert enter(world.he).get(HOME + "postings/guests/").status_code == 404


def test_all_cards_at_one_press_and_a_sheet_to_print(world, enter):
    client = enter(world.zhou)
    client.post(HOME + "cards/all/")
    client.post(HOME + "cards/all/")
    assert DeputyCard.objects.count() == 3 and len({c.code for c in DeputyCard.objects.all()}) == 3
    sheet = text(client.get(HOME + "cards/sheet/"))
    assert sheet.count("<svg") > 3 and all(name in sheet for name in ("林知远", "高秀兰", "孙广财"))
    assert "茶产业代表联络站" in text(client.get(HOME + "cards/sheet/?of=stations"))
    detail = client.get(f"{HOME}cards/{DeputyCard.objects.first().pk}/")
    assert detail.status_code == 200 and "群众看到的页面" in text(detail)
    assert Client().get(HOME + "cards/sheet/").status_code == 404
    assert enter(world.lin).get(HOME + "cards/all/").status_code == 404


def test_two_clerks_who_publish_all_at_once_are_told_so(world, enter, monkeypatch):
    def meanwhile(mark, title, count, at):
        monkeypatch.setattr(dockets, "many", many)
        cards.publish(
            by=world.zhou, at=world.at, member=world.lin
        )  # the other clerk, between our look and our writing
        return many(mark, title, count, at)

    many = dockets.many
    monkeypatch.setattr(dockets, "many", meanwhile)
    answer = enter(world.zhou).post(HOME + "cards/all/", follow=True)
    assert answer.status_code == 200 and "别人刚刚办过" in text(answer) and DeputyCard.objects.count() == 1


def test_a_deputy_edits_the_own_card_with_a_photo(posted, enter):
    client = enter(posted.world.lin)
    where = f"{HOME}cards/{posted.card.pk}/edit/"
    page = client.get(where)
    key = re.search(r'name="_key" value="(\w+)"', text(page))[1]
    answer = client.post(
        where, {"intro": "您好", "tags": "教育、法律", "takes_letters": "on", "photo": picture(), "_key": key}
    )
    assert answer.status_code == 302
    posted.card.refresh_from_db()
    assert (posted.card.intro, posted.card.tags, posted.card.photo.is_public) == (
        "您好",
        ["教育", "法律"],
        True,
    )
    broken = SimpleUploadedFile("x.jpg", b"no picture", "image/jpeg")
    assert (
        client.post(where, {"intro": "您好", "photo": broken}).status_code == 422
    )  # said at the field, before the step


def test_the_network_is_drawn_and_filled_by_the_office(world, enter):
    client = enter(world.zhou)
    plan = plans.draft(
        by=world.zhou,
        at=world.at,
        name="一加二",
        kind="group",
        size=2,
        times=1,
        per="year",
        starts_on=world.at.date(),
    )
    assert 'class="tree"' not in text(client.get(HOME + "pairs/network/"))
    client.post(HOME + "pairs/share/", {"plan": plan.pk, "uppers": [world.chen.pk]})
    assert ContactPair.objects.filter(upper=world.chen, plan=plan).count() == 2
    world.sun.person.expertise = ["农业专业小组"]
    world.sun.person.save()
    client.post(HOME + "pairs/group/", {"organ": world.committee.pk, "group": world.group.pk})
    page = text(client.get(HOME + "pairs/network/"))
    assert (
        'class="branches"' in page and "有联系群众安排的代表" in page
    )  # for a phone; no two figures of one name
    assert 'class="tree"' in page and "陈立" in page and "农业专业小组" in page and "0/2" in page
    assert client.get(HOME + "pairs/?export=csv").status_code == 200
    for member in (world.lin, world.he):
        assert enter(member).get(HOME + "pairs/network/").status_code == 404
        assert enter(member).get(HOME + "pairs/share/").status_code == 404


def test_the_names_of_a_plan_are_escaped_in_the_picture(world, enter):
    world.chen.person.name = "<b>陈</b>"
    world.chen.person.save()
    pairs.pair(by=world.zhou, at=world.at, layer="deputy", upper=world.chen, lower=world.lin)
    assert "<b>陈" not in text(enter(world.zhou).get(HOME + "pairs/network/"))


def test_the_writer_is_masked_until_a_traced_look(posted, enter):
    world = posted.world
    row = letters.write(
        by=process.public(),
        at=world.at,
        member=world.lin,
        text="请回电",
        consent=True,
        author="周大娘",
        phone="13800001234",
    )
    letters.confirm(row, by=process.public(), at=world.at, code=row.fresh_code)
    client = enter(world.lin)
    page = text(client.get(f"{HOME}letters/{row.pk}/"))
    assert "周某某" in page and "周大娘" not in page and "13800001234" not in page
    assert client.get(f"{HOME}letters/{row.pk}/contact/").status_code == 404
    answer = client.post(f"{HOME}letters/{row.pk}/unmask/", {"text": "电话核实地点"}, follow=True)
    assert "周大娘" in text(answer) and "13800001234" in text(answer)
    assert enter(world.he).get(f"{HOME}letters/{row.pk}/contact/").status_code == 404
    slip = enter(world.he).post(f"{HOME}letters/{row.pk}/renew_code/", follow=True)
    row.refresh_from_db()
    assert letters.fits(row, slip.context["code"])
    for member in (world.gao, world.chen, world.housing_handler):
        assert enter(member).get(f"{HOME}letters/{row.pk}/").status_code == 404


def test_the_table_of_addresses_is_for_the_office_and_goes_out_as_it_came(world, enter):
    Address.objects.create(text="柳湾村", area=world.village)
    client = enter(world.zhou)
    assert "柳湾村" in text(client.get(HOME + "addresses/", {"q": "柳 湾"}))
    assert b"".join(client.get(HOME + "addresses/?export=csv").streaming_content)
    for member in (world.lin, world.he):
        assert enter(member).get(HOME + "addresses/").status_code == 404
    with scope.congress(world.neighbour.congress):
        assert not Address.objects.exists()


def test_a_deputy_logs_a_contact_with_an_item_of_the_plan(world, enter):
    plan = plans.draft(
        by=world.zhou, at=world.at, name="三个一", kind="actions", actions=["走访一个村", "提一条意见"], times=1, per="year",
        starts_on=world.at.date(),
    )  # fmt: skip
    line = pairs.pair(
        by=world.zhou, at=world.at, layer="people", upper=world.lin, area=world.village, plan=plan
    )
    client = enter(world.lin)
    page = text(client.get(f"{HOME}contacts/new/log/?pair={line.pk}"))
    assert "提一条意见" in page and f'<option value="{line.pk}" selected>' in page
    given = {"pair": line.pk, "on": "2026-03-10", "way": "visit", "text": "谈了谈", "action": "请一顿饭"}
    assert client.post(f"{HOME}contacts/new/log/", given).status_code == 422
    assert client.post(f"{HOME}contacts/new/log/", {**given, "action": "提一条意见"}).status_code == 302
    assert line.contacts.get().action == "提一条意见"
    other = enter(world.gao)
    assert other.post(f"{HOME}contacts/new/log/", {**given, "action": ""}).status_code == 422
