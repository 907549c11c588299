"""Who reads and who watches: papers by group, seats for citizens."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from huying.kernel import process
from huying.kernel.process import Refused
from huying.rules import drawing
from huying.sittings.materials import operations as materials
from huying.sittings.materials import queries as material_queries
from huying.sittings.observing import operations as observing
from huying.sittings.observing.forms import Extend
from huying.sittings.opinions import operations as opinions
from huying.sittings.summons import operations as summons
from huying.ui.visitors import guard

from . import doing, walking


def test_a_paper_is_read_by_its_group_only_and_its_versions_stay(room):
    row = walking.notified(room, room.committee)
    at = room.when("2026-11-26")
    member = row.summons.filter(right="member").first().member
    for audience in ("members", "attendees", "public"):
        materials.offer(by=room.zhou, at=at, sitting=row, title=audience, audience=audience, text="正文")
    summons.call(by=room.zhou, at=at, sitting=row, right="deputy", member=room.lin)

    def seen(who):
        return set(material_queries.visible_to(who).values_list("title", flat=True))

    assert seen(member) == {"members", "attendees", "public"}
    assert seen(room.lin) == {"attendees", "public"}
    assert seen(room.gao) == seen(process.public()) == {"public"}
    paper = row.materials.get(title="members")
    materials.renew(paper, by=room.zhou, at=at, note="改了第二段", text="新正文")
    assert [v.text for v in paper.versions.order_by("number")] == ["正文", "新正文"]


def test_the_draw_of_citizens_seats_can_be_done_again_by_anybody(room):
    row = walking.notified(room, room.committee)
    at, closes = room.when("2026-11-26"), room.when("2026-12-05")
    draw = observing.offer(by=room.zhou, at=at, sitting=row, closes_at=closes, seats=2)
    assert draw.seed == ""
    made = [
        observing.apply(by=process.public(), at=at, draw=draw, name=f"公民{n}", phone="13900000000")
        for n in range(5)
    ]
    with pytest.raises(Refused, match="还没有截止"):
        observing.shut(draw, by=room.zhou, at=at)
    observing.shut_due(at=closes)
    draw.refresh_from_db()
    observing.draw(draw, by=room.zhou, at=closes, word="2718")
    told = {
        "published": draw.commitment,
        "seed": draw.seed,
        "digest": draw.digest,
        "word": "2718",
        "numbers": draw.listed,
    }
    assert drawing.check(**told, drawn=draw.order) == []
    assert drawing.check(**told, drawn=draw.order[::-1]) == ["order"]
    assert "seed" in drawing.check(
        **{**told, "seed": "0" * 64}, drawn=draw.order
    )  # the order may be the same by chance
    by_number = {o.number: o for o in draw.observers.all()}
    seated = [by_number[n] for n in draw.order[:2]]
    assert [o.state for o in seated] == ["seated", "seated"]
    code = next(m.fresh_code for m in made if m.pk == seated[0].pk)
    with pytest.raises(Refused, match="查询码不对"):
        observing.take_back(
            seated[0], by=process.public(), at=closes, code="00000000" if code != "00000000" else "1"
        )
    observing.take_back(seated[0], by=process.public(), at=closes, code=code)
    assert draw.observers.get(number=draw.order[2]).state == "seated"  # the next in the order drawn
    with pytest.raises(Refused, match="到场旁听以后"):
        opinions.write(by=process.public(), at=closes, observer=seated[1], text="好",
                       code=next(m.fresh_code for m in made if m.pk == seated[1].pk))  # fmt: skip
    observing.check_in(seated[1], by=room.zhou, at=closes)
    opinion = opinions.write(by=process.public(), at=closes, observer=seated[1], text="会风很好",
                             code=next(m.fresh_code for m in made if m.pk == seated[1].pk))  # fmt: skip
    opinions.answer(opinion, by=room.zhou, at=closes, reply="谢谢")


def test_a_draw_that_cannot_be_shut_yet_says_when_and_its_form_shows_what_holds(room):
    ahead = walking.notified(room, room.committee)
    draw = observing.offer(
        sitting=ahead,
        seats=5,
        closes_at=room.when(walking.DAY, "08:00"),
        by=room.zhou,
        at=room.when("2026-11-25"),
    )
    office = doing.client(room.zhou)
    page = office.get(f"/c/qinghe/sittings/draws/{draw.pk}/").content.decode()
    assert "截止报名：报名到" in page and f"/draws/{draw.pk}/shut/" not in page
    assert office.get(f"/c/qinghe/sittings/draws/{draw.pk}/shut/").status_code == 409
    form = Extend(row=draw, member=room.zhou)
    assert (form["seats"].value(), f"{form['closes_at'].value():%H:%M}") == (5, "08:00")


def test_a_citizen_asks_for_a_seat_without_an_account_and_robots_do_not(room, monkeypatch):
    at = room.when("2026-11-26")
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    row = walking.notified(room, room.committee)
    type(row).objects.filter(pk=row.pk).update(is_public=True)
    draw = observing.offer(by=room.zhou, at=at, sitting=row, closes_at=room.when("2026-12-05"), seats=2)
    client, base = Client(), "/c/qinghe/"
    url = reverse("observers:apply", kwargs={"code": "qinghe", "pk": draw.pk})
    given = {"name": "公民", "phone": "13900000000", "consent": "on", "_key": "k",
             "_shown": guard.stamp(at - timedelta(seconds=30))}  # fmt: skip
    for odd in ({"website": "x"}, {"_shown": guard.stamp(at)}):
        assert client.post(url, {**given, **odd}).status_code == 429
    assert client.post(url, {**given, "consent": ""}).status_code == 422
    for _press in range(2):
        answer = client.post(url, given)
        assert answer.status_code == 302 and answer["Location"].startswith(base)
    assert draw.observers.count() == 1
    first, again = (client.get(answer["Location"]).content.decode() for _look in range(2))
    number, once = draw.observers.get().number, "只显示这一次"
    assert number in first and once in first and once not in again and "撤回报名" in again
    assert not Session.objects.exists()  # whose application it is stands in a sealed cookie
    assert Client().get(answer["Location"])["Location"].endswith("/observers/mine/")
