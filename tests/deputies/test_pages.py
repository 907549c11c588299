"""What the office, keepers and deputies see."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huying.deputies.cards import operations as cards
from huying.deputies.contacts.operations import pairs, plans
from huying.deputies.letters import operations as letters
from huying.deputies.models import Address, ContactPair, DeputyCard, Guest, Posting
from huying.kernel import dockets, process, scope

from .seen import HOME, picture, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("patient")]


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
