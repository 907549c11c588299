"""The pages: every door opens for whom it should, says no more than it may, and asks few questions of the database."""

import re

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huying.kernel.roster import Account
from huying.suggestions import operations as suggestions
from huying.suggestions import pages
from huying.suggestions.handlings import operations as handlings
from huying.suggestions.models import Handling, Suggestion

MOST_QUERIES = 12


@pytest.fixture
def sign_in(world):
    def enter(member):
        client = Client()
        account = Account.objects.get(person=member.person)
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


def at(name, *args):
    return reverse(name, args=["qinghe", *args])


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


@pytest.mark.parametrize(
    "make", ["draft", "submitted", "accepted", "assigned", "received", "replied", "closed", "redone"]
)
def test_every_step_s_page_opens_for_who_may_take_it(walk, world, sign_in, make):
    row = getattr(walk, make)()
    opened = 0
    for member in (world.lin, world.zhou, world.transport_handler, world.chen):
        client = sign_in(member)
        page = client.get(at("suggestions:detail", row.pk))
        if page.status_code == 404:
            continue
        for step in page.context["steps"]:
            assert "<form" in text(client.get(step["url"]))
            opened += 1
        for part in row.handlings.all() if make not in ("draft", "submitted", "accepted") else ():
            found = client.get(at("handlings:detail", part.pk))
            for step in found.context["steps"] if found.status_code == 200 else ():
                assert "<form" in text(client.get(step["url"]))
                opened += 1
    assert opened


def test_from_draft_to_close_through_the_pages(walk, world, sign_in):
    lin, zhou, road = sign_in(world.lin), sign_in(world.zhou), sign_in(world.transport_handler)

    def post(client, name, pk=None, **data):
        answer = client.post(at(name, *([pk] if pk else [])), data)
        assert answer.status_code == 302, (
            answer.context["form"].errors if answer.context else answer.status_code
        )

    post(
        lin,
        "suggestions:draft",
        title="关于加装护栏的建议",
        text="去年三起事故。",
        advice="加装。",
        field=world.field.pk,
    )
    row = Suggestion.objects.get()
    post(lin, "suggestions:submit", row.pk)
    post(zhou, "suggestions:accept", row.pk, field=world.field.pk)
    post(zhou, "suggestions:assign", row.pk, mode="lead", lead=world.transport.pk, co=[world.health.pk])
    part = Handling.objects.get(role="lead")
    post(road, "handlings:receive", part.pk)
    post(road, "handlings:log_contact", part.pk, way="phone", who="林知远", summary="说明了计划。")
    post(road, "handlings:reply", part.pk, text="装好了。", result_class="A", signer="局长", may_publish="on",
         promised="年底前全部完成 2026-12-31")  # fmt: skip
    post(lin, "suggestions:rate", row.pk, attitude="good", result="basic")
    assert "评价期结束后显示" in text(road.get(at("suggestions:detail", row.pk)))
    post(zhou, "suggestions:close", row.pk)
    post(zhou, "suggestions:publish", row.pk, secrecy_checked="on", privacy_checked="on")
    page = text(Client().get(at("suggestions:public_item", row.pk)))
    assert "装好了。" in page
    assert "确认了办理结果" not in page, "the deputy found it basically good: answered, not carried out"
    assert "2026-12-31" in page
    assert "基本满意" not in page


def test_a_form_that_lacks_something_says_so_and_keeps_the_words(walk, world, sign_in):
    answer = sign_in(world.lin).post(at("suggestions:draft"), {"title": "", "text": "写了很久的正文"})
    assert answer.status_code == 422
    assert "写了很久的正文" in answer.content.decode()
    row = walk.replied()
    answer = sign_in(world.lin).post(at("suggestions:rate", row.pk), {"attitude": "good", "result": "no"})
    assert answer.status_code == 422
    assert "请写明不满意的理由" in answer.content.decode()


def test_a_list_shows_trays_and_no_more_queries_with_more_rows(walk, world, sign_in):
    client, counts = sign_in(world.zhou), []
    for _round in range(3):
        walk.on("2026-03-02").assigned()
        client.get(at("suggestions:list"))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = text(client.get(at("suggestions:list") + "?tray=assigned"))
        counts.append(len(asked))
    assert "18-5-0003" in page
    assert len(set(counts)) == 1
    assert counts[0] <= MOST_QUERIES


@pytest.mark.parametrize("make", ["submitted", "assigned", "replied", "closed", "redone"])
def test_a_detail_asks_few_questions(walk, world, sign_in, make):
    row = getattr(walk, make)()
    for member in (world.zhou, world.lin, world.chen):
        client = sign_in(member)
        client.get(at("suggestions:detail", row.pk))
        with CaptureQueriesContext(connection) as asked:
            text(client.get(at("suggestions:detail", row.pk)))
        assert len(asked) <= MOST_QUERIES, [q["sql"][:160] for q in asked]


def test_what_was_found_is_counted_anew_for_every_question_reader_and_step(walk, world, sign_in):
    walk.submitted(title="关于增设校车的建议")
    walk.received(title="关于校车停靠点的建议")
    clerk, unit = sign_in(world.zhou), sign_in(world.transport_handler)

    def found(client, query):
        return int(re.search(r"找到 (\d+) 条", text(client.get(at("suggestions:list") + query)))[1])

    for _again in range(2):
        assert found(clerk, "?q=校车") == 2
        assert found(clerk, "?q=校车&state=submitted") == 1 and found(clerk, "?q=停靠点") == 1
        assert found(unit, "?q=校车") == 1
    walk.submitted(title="关于校车安全带的建议")
    assert found(clerk, "?q=校车") == 3 and found(unit, "?q=校车") == 1


def test_a_hidden_name_is_nowhere_on_the_unit_s_pages(walk, world, sign_in):
    row = walk.received(hide_name=True)
    handlings.log_contact(
        walk.part(row), by=world.zhou, at=walk.at, way="phone", who="代表", summary="转达。"
    )
    client = sign_in(world.transport_handler)
    part = walk.part(row)
    for url in (
        at("suggestions:list"), at("suggestions:detail", row.pk), at("handlings:list"), at("handlings:detail", part.pk),
        at("handlings:reply", part.pk), at("handlings:log_contact", part.pk), at("suggestions:list") + "?export=csv",
    ):  # fmt: skip
        answer = client.get(url)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == 200, url
        assert "林知远" not in body.decode("utf-8-sig"), url
    assert "林知远" not in str(pages.api_row(row, world.transport_handler))
    assert "林知远" in text(sign_in(world.zhou).get(at("suggestions:detail", row.pk)))


def test_the_public_register(walk, world, sign_in):
    row, hidden = (
        walk.closed(title="关于加装护栏的建议"),
        walk.on("2026-03-02").closed(title="关于校门口的建议", hide_name=True),
    )
    for one in (row, hidden):
        suggestions.publish(one, by=world.zhou, at=walk.at, secrecy_checked=True, privacy_checked=True)
    walk.on("2026-03-02").closed(title="没有公开的建议")
    page = text(Client().get(at("suggestions:public")))
    assert "关于加装护栏的建议" in page
    assert "没有公开的建议" not in page
    assert page.count("林知远") == 1
    found = text(Client().get(at("suggestions:public") + "?q=校门口"))
    assert "关于校门口的建议" in found
    assert "加装护栏的建议" not in found
    assert Client().get(at("suggestions:detail", row.pk)).status_code == 404
    for query in (
        "?year=2026",
        "?year=abc",
        "?field=999999",
        f"?unit={world.transport.pk}",
        "?page=-1",
    ):
        assert Client().get(at("suggestions:public") + query).status_code == 200
    private = Suggestion.objects.get(title="没有公开的建议")
    assert Client().get(at("suggestions:public_item", private.pk)).status_code == 404
    assert Client().get(reverse("suggestions:public_item", args=["linxi", row.pk])).status_code == 404


def test_each_unit_s_answer_is_public_with_its_own_result(walk, world, sign_in):
    row = walk.received(separate=[world.transport, world.housing])
    walk.answer(walk.part(row, world.transport), "A")
    walk.answer(walk.part(row, world.housing), "C")
    row = walk.rate(walk.fresh(row))
    suggestions.close(row, by=world.zhou, at=walk.later().at)
    page = text(sign_in(world.zhou).get(at("suggestions:publish", row.pk)))
    assert row.text in page and "护栏已经装好" in page, "the clerk reads what is published while checking it"
    suggestions.publish(row, by=world.zhou, at=walk.later().at, secrecy_checked=True, privacy_checked=True)
    page = text(Client().get(at("suggestions:public_item", row.pk)))
    assert page.count("已经解决或者基本解决") == page.count("暂时不能解决") == 1


def test_the_rating_is_public_only_where_the_profile_says_so(walk, world):
    row = walk.rate(walk.replied(), "good", "basic")
    suggestions.close(row, by=world.zhou, at=walk.at)
    suggestions.publish(row, by=world.zhou, at=walk.at, secrecy_checked=True, privacy_checked=True)
    assert "基本满意" not in text(Client().get(at("suggestions:public_item", row.pk)))
    world.congress.profile = "shandong"
    world.congress.rules_version += 1
    world.congress.save()
    assert "基本满意" in text(Client().get(at("suggestions:public_item", row.pk)))


def test_an_assignment_meeting_assigns_each_to_its_own(walk, world, sign_in):
    one, two, three = walk.accepted(wished_unit=world.housing), walk.accepted(), walk.accepted()
    client = sign_in(world.zhou)
    page = client.get(at("suggestions:meeting"))
    assert page.status_code == 200
    held = {"meeting": "2026年交办会", "assigned_on": three.submitted_on.isoformat(), "key": "k1"}
    lines = {
        f"{one.pk}-lead": world.housing.pk,
        f"{two.pk}-lead": world.transport.pk,
        f"{two.pk}-co": [world.transport.pk],
    }
    answer = client.post(at("suggestions:meeting"), {**held, **lines})
    assert answer.status_code == 422
    assert "同一个单位不能选两次" in answer.content.decode()
    assert [walk.fresh(r).state for r in (one, two, three)] == ["assigned", "accepted", "accepted"]
    assert walk.fresh(one).lead_unit == world.housing
    apart = {f"{two.pk}-separate": [world.transport.pk, world.housing.pk], f"{two.pk}-lead": ""}
    four = walk.accepted(wished_unit=world.housing)  # the page fills in the wished unit as lead
    apart |= {
        f"{four.pk}-separate": [world.transport.pk, world.health.pk],
        f"{four.pk}-lead": world.housing.pk,
    }
    held |= {"assigned_on": four.submitted_on.isoformat(), "key": "k2"}
    assert client.post(at("suggestions:meeting"), {**held, **apart}).status_code == 302
    two, four = walk.fresh(two), walk.fresh(four)
    assert (two.mode, four.mode, two.handlings.count()) == ("separate", "separate", 2)
    assert {p.unit for p in four.handlings.all()} == {world.transport, world.health}
    assert at("suggestions:meeting") in client.get(at("suggestions:list")).content.decode()
    for member in (world.lin, world.transport_handler, world.chen):
        assert sign_in(member).get(at("suggestions:meeting")).status_code == 404
        assert at("suggestions:meeting") not in sign_in(member).get(at("suggestions:list")).content.decode()


def test_the_figures_page(walk, world, sign_in):
    walk.closed()
    page = text(sign_in(world.chen).get(at("suggestions:rates") + "?year=2026"))
    assert "交通运输局" in page
    assert "办成率" in page
    assert sign_in(world.he).get(at("suggestions:rates")).status_code == 404
    assert Client().get(at("suggestions:rates")).status_code == 404


def test_urging_many_at_once(walk, world, sign_in):
    rows = [walk.assigned(), walk.assigned()]
    answer = sign_in(world.zhou).post(
        at("suggestions:bulk", "urge"), {"pk": [r.pk for r in rows], "note": "请抓紧", "_key": "k"}
    )
    assert answer.status_code == 302
    assert [walk.fresh(r).urged for r in rows] == [1, 1]


def test_after_a_refusal_for_a_full_disk_the_same_button_takes_the_step(walk, world, sign_in, monkeypatch):
    """The step that was taken back has counted the row's version up in memory: the next form must not carry it."""
    row, client = walk.submitted(), sign_in(world.zhou)
    address = at("suggestions:send_back", row.pk)
    marks = r'name="(_seen|_key)" value="([^"]*)"'
    sent = dict(re.findall(marks, text(client.get(address)))) | {
        "reason": "请补充具体路段。",
        "note": "请补充具体路段。",
    }

    def full(*args, **kwargs):
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("huying.kernel.ledger.append", full)
        refused = client.post(address, sent)
    page = refused.content.decode()
    assert refused.status_code == 503 and "请补充具体路段。" in page
    assert "这次没有存上" in page and "要改" not in page and "huying doctor" in page
    assert dict(re.findall(marks, page)).items() <= sent.items()
    again = client.post(address, {**sent, **dict(re.findall(marks, page))})
    assert again.status_code == 302, again.content.decode()
    row.refresh_from_db()
    assert row.state == "returned"
