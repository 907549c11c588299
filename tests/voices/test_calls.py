"""Calls for ideas: asked, sent without an account, grouped, each answered, the result published."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from huying.kernel import process
from huying.kernel.delivery import Delivery
from huying.kernel.process import Forbidden, Refused
from huying.ui.visitors import guard
from huying.voices.calls import operations as calls
from huying.voices.calls import queries
from huying.voices.ideas import operations as ideas
from huying.voices.models import Call, Idea
from huying.voices.public import flood

from .conftest import sign_in


def asked(town, now, days=10):
    call = calls.draft(
        by=town.clerk, at=now, title="明年办哪些民生实事", text="请提出您最希望办的事。",
        closes_on=now.date() + timedelta(days=days), contact="代表工委",
    )  # fmt: skip
    calls.open(call, by=town.clerk, at=now)
    return call


def sent(now, call, text="希望在青石镇修一条自行车道。", **more):
    return ideas.send(by=process.public(), at=now, call=call, text=text, consent=True, **more)


def shown(now):
    """The stamp of a form shown a while ago."""
    return guard.stamp(now - timedelta(seconds=60))


def test_every_idea_is_answered_before_the_result_is_published(town, now):
    call = asked(town, now)
    one, two = sent(now, call, phone="13900001111"), sent(now, call, "路灯太暗。", may_publish=True)
    assert one.number.startswith(call.number) and one.number != two.number
    calls.close(call, by=town.clerk, at=now)
    with pytest.raises(Refused, match="已经截止"):
        sent(now, call)
    ideas.adopt(one, by=town.clerk, at=now, text="列入明年候选项目。")
    with pytest.raises(Refused, match="1 条意见没有答复"):
        calls.publish(call, by=town.clerk, at=now, summary="采纳一条。")
    with pytest.raises(Refused, match="不采纳的理由"):
        ideas.refuse(two, by=town.clerk, at=now, text=" ")
    ideas.refuse(two, by=town.clerk, at=now, text="已有改造计划，不重复立项。")
    calls.publish(call, by=town.clerk, at=now, summary="采纳一条。")
    with pytest.raises(Refused, match="不能再改答复"):
        ideas.adopt(two, by=town.clerk, at=now, text="改主意了。")
    found = queries.figures(call)
    assert (found["all"], found["adopted"], found["refused"], found["sent"]) == (2, 1, 1, 0)


def test_a_call_ends_by_itself_on_the_day_after_the_last(town, now):
    call = asked(town, now, days=3)
    assert calls.lapse(at=now + timedelta(days=3)) == 0
    assert calls.lapse(at=now + timedelta(days=4)) == 1
    call.refresh_from_db()
    assert call.state == "closed" and call.due_on


def test_what_is_said_alike_stands_in_one_group(town, now):
    call = asked(town, now)
    texts = [
        "希望在青石镇修一条自行车道",
        "希望青石镇修一条自行车道！",
        "老街路灯太暗，请换成新的",
        "希望在青石镇修一条自行车专用道",
    ]
    for text in texts:
        sent(now, call, text)
    groups = queries.clusters(list(Idea.objects.order_by("pk")))
    assert [len(g) for g in groups] == [3, 1] and groups[0][0].text == texts[0]


def test_grouping_many_is_quick_and_judges_as_triage_does():
    from random import Random
    from types import SimpleNamespace

    said = ["给老旧小区加装充电桩", "多种树", "希望老旧小区加装充电桩", "多种树，夏天太热", "广场舞太吵"]
    found = queries.clusters([SimpleNamespace(text=text) for text in said])
    assert [[said.index(r.text) for r in group] for group in found] == [[0, 2], [1, 3], [4]]
    draw = Random(4)
    signs = [chr(0x4E00 + n) for n in range(2500)]
    rows = [SimpleNamespace(text="".join(draw.choices(signs, k=200))) for _ in range(150)]
    started = time.process_time()
    assert len(queries.clusters(rows)) == 150 and time.process_time() - started < 1


def test_only_the_office_answers(town, now):
    idea = sent(now, asked(town, now))
    for member in (town.keeper, town.deputy, town.handler):
        with pytest.raises(Forbidden):
            ideas.adopt(idea, by=member, at=now, text="x")


def test_a_citizen_reads_sends_and_follows_without_an_account(town, now, client, settings):
    call = asked(town, now)
    home = f"/c/{town.congress.code}/voices/"
    assert "明年办哪些民生实事" in client.get(f"{home}calls/public/").content.decode()
    page = client.get(f"{home}calls/public/{call.pk}/").content.decode()
    assert "我来提意见" in page
    form = {
        "text": "<script>alert(1)</script>多种树",
        "consent": "on",
        "_shown": shown(now),
        "_key": "k1",
        "may_publish": "on",
    }
    answer = client.post(f"{home}calls/public/{call.pk}/", form)
    assert answer.status_code == 302
    again = client.post(f"{home}calls/public/{call.pk}/", form)  # the same press twice
    assert again.status_code == 302 and Idea.objects.count() == 1
    page = client.get(answer.url).content.decode()
    idea = Idea.objects.get()
    code = idea_code(page)
    assert "&lt;script&gt;" in page and idea.number in page
    ideas.adopt(idea, by=town.clerk, at=now, text="列入绿化计划。")
    client.session.flush()
    answer = client.post(f"{home}follow/", {"number": idea.number, "code": code})
    assert answer.status_code == 302 and answer.url.endswith("/calls/public/idea/")
    assert "列入绿化计划" in client.get(answer.url).content.decode()
    assert client.post(f"{home}follow/", {"number": idea.number, "code": "11112222"}).status_code == 422


def idea_code(page):
    import re

    return re.search(r"\b(\d{4} \d{4})\b", page)[1]


def test_robots_and_floods_are_slowed(town, now, client, monkeypatch):
    call = asked(town, now)
    url = f"/c/{town.congress.code}/voices/calls/public/{call.pk}/"
    base = {"text": "多种树", "consent": "on", "_shown": shown(now)}
    assert client.post(url, {**base, "website": "x"}).status_code == 429
    assert client.post(url, {**base, "_shown": "forged"}).status_code == 429
    most = flood.throttle.LIMITS["voice"][0]
    codes = [client.post(url, {**base, "_key": f"f{n}"}).status_code for n in range(most + 1)]
    assert codes == [302] * most + [429]


def test_drafts_are_nobodys_business_and_a_call_taken_down_leaves_a_stub(town, now, client):
    call = calls.draft(
        by=town.clerk, at=now, title="草稿", text="还没写完", closes_on=now.date() + timedelta(days=3)
    )
    home = f"/c/{town.congress.code}/voices/"
    assert client.get(f"{home}calls/public/{call.pk}/").status_code == 404
    calls.open(call, by=town.clerk, at=now)
    assert client.get(f"{home}calls/public/{call.pk}/").status_code == 200
    calls.take_down(call, by=town.clerk, at=now, reason="wrong", text="附件传错了")
    assert client.get(f"{home}calls/public/{call.pk}/").status_code == 404
    page = client.get(f"{home}taken-down/").content.decode()
    assert call.number in page and "内容有误" in page and "附件传错了" not in page and "草稿" not in page


def test_the_office_groups_and_answers_in_one_press(town, now, client):
    call = asked(town, now)
    first, second = sent(now, call, "请修自行车道"), sent(now, call, "请修自行车道吧")
    clerk = sign_in(client, town.clerk)
    home = f"/c/{town.congress.code}/voices/"
    page = clerk.get(f"{home}calls/{call.pk}/groups/").content.decode()
    assert "第 1 组" in page and "采纳（2 条）" in page
    data = {"pk": [first.pk, second.pk], "text": "列入计划。", "_key": "press"}
    assert clerk.post(f"{home}ideas/bulk/adopt/", data).status_code == 302
    assert set(Idea.objects.values_list("state", flat=True)) == {"adopted"}
    for path in ("calls/", f"calls/{call.pk}/", "ideas/", f"ideas/?call={call.pk}", f"ideas/{first.pk}/"):
        assert clerk.get(home + path).status_code == 200, path
    assert Call.objects.get().state == "open"


def test_an_idea_with_a_telephone_gets_its_number_and_code_by_message(town, client):
    now = timezone.now()
    call = asked(town, now)
    url = f"/c/{town.congress.code}/voices/calls/public/{call.pk}/"
    form = {
        "text": "东街多放几张长椅。",
        "phone": "13900001111",
        "consent": "on",
        "_shown": shown(now),
        "_key": "a" * 32,
    }
    assert client.post(url, form).status_code == 302
    idea, message = Idea.objects.get(), Delivery.objects.get()
    assert message.to == "13900001111" and idea.number in message.text and "确认" not in message.text
