"""A form drawn once for everybody: each visitor has their own token, stamp and key, and nobody another's."""

import re

import pytest
from django.test import Client

from huying.ui import skeleton
from huying.voices.models import Voice

SAY = "/c/qinghe/voices/say/"


@pytest.fixture(autouse=True)
def fresh():
    skeleton._drawn.clear()


def hidden(page: str) -> dict:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def test_two_visitors_share_the_drawing_and_nothing_else(world, settings):
    first, second = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    pages = [c.get(SAY).content.decode() for c in (first, second)]
    one, two = map(hidden, pages)
    assert len(skeleton._drawn) == 1 and all("hole-" not in page for page in pages)
    assert one["_key"] != two["_key"] and one["csrfmiddlewaretoken"] != two["csrfmiddlewaretoken"]
    assert first.cookies["csrftoken"].value != second.cookies["csrftoken"].value
    (_at, kept) = next(iter(skeleton._drawn.values()))
    for mine in (one, two):
        assert mine["_key"] not in kept and mine["csrfmiddlewaretoken"] not in kept


def test_the_drawn_form_can_be_sent_and_the_slip_shows_each_their_own(world, monkeypatch):
    monkeypatch.setattr("huying.ui.visitors.guard.MIN_SECONDS", 0)
    slips = []
    for text in ("东街的路灯一直不亮，晚上看不清。", "西街的井盖松了，车一过就响。"):
        client = Client(enforce_csrf_checks=True)
        sent = hidden(client.get(SAY).content.decode()) | {"text": text, "consent": "on"}
        assert client.post(SAY, sent).status_code == 302
        slips.append(client.get("/c/qinghe/voices/said/").content.decode())
        number = Voice.objects.order_by("-pk").first().number
        shown = re.findall(r"<output>([^<]+)</output>", slips[-1])
        assert shown[0] == number and re.fullmatch(r"\d{4} \d{4}", shown[1])
        again = hidden(slips[-1])["csrfmiddlewaretoken"]
        answer = client.post("/c/qinghe/voices/said/", {"csrfmiddlewaretoken": again, "code": shown[1]})
        assert answer.status_code == 302
    assert not set(re.findall(r"<output>([^<]+)</output>", slips[0])) & set(
        re.findall(r"<output>([^<]+)</output>", slips[1])
    )
    kept = "".join(page for _at, page in skeleton._drawn.values())
    assert not re.search(r"<output>[^<]*\d{4} \d{4}", kept)


def test_who_is_signed_in_sees_a_page_of_their_own(world, enter):
    page = enter(world.zhou).get(SAY).content.decode()
    assert world.zhou.person.name in page and not skeleton._drawn


def test_languages_looks_and_congresses_are_drawn_apart(world):
    client = Client()
    chinese, english = (
        client.get(SAY).content.decode(),
        client.get(SAY, headers={"accept-language": "en"}).content.decode(),
    )
    assert 'lang="zh-hans"' in chinese and 'lang="en"' in english
    client.cookies["large"] = "1"
    assert "data-large" in client.get(SAY).content.decode()
    assert "临溪县" in Client().get("/c/linxi/voices/say/").content.decode()
