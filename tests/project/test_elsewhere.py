"""A person of two congresses hears on one desk that work waits on the other: the number, none of its rows."""

import re

import pytest
from django.test import Client

from huying.kernel import process, scope
from huying.kernel.roster import Membership
from huying.suggestions import operations as suggestions
from huying.voices import operations as voices
from tests.ground import ground
from tests.world import build, when

TITLE = "关于临溪县城北小学门口增设斑马线的建议"


@ground
def county():
    """林知远 is a deputy of the neighbour's too, where a draft waits."""
    world = build()
    with scope.congress(world.neighbour.congress):
        there = Membership.objects.create(person=world.lin.person, role="deputy")
        suggestions.draft(
            by=process.house(), at=when("2026-03-02"), author=there, title=TITLE, text="没有斑马线。"
        )
    return world


def page(member, address="/c/qinghe/") -> str:
    client = Client()
    client.force_login(member.person.account, backend="django.contrib.auth.backends.ModelBackend")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(address).content.decode()))


def test_the_desk_and_the_switch_say_that_work_waits_elsewhere(county):
    name = county.neighbour.congress.name
    shown = page(county.lin)
    assert f"您在{name}（人大代表）还有 1 件事等您办" in shown and TITLE not in shown
    assert "去那里办" not in page(county.lin, f"/c/{county.neighbour.congress.code}/")
    assert TITLE in page(county.lin, f"/c/{county.neighbour.congress.code}/")
    assert "1 件事等您办" in page(county.lin, "/switch/")
    assert "去那里办" not in page(county.gao)


@pytest.mark.django_db
def test_a_voice_that_was_taken_up_waits_once_as_its_draft(county):
    with scope.congress(county.congress):
        voice = voices.hear(by=county.zhou, at=when("2026-03-03"), text="桥面有一个洞。", area=county.town)
        voices.adopt(voice, by=county.zhou, at=when("2026-03-03", "11:00"), deputy=county.lin)
    shown = page(county.lin)
    assert "有 1 件事等您办" in shown and "我认领的" in shown and "草稿" in shown
