"""A county where every process has a row in the middle of its road, and a way to sign in as anybody."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

import huying.project.urls  # noqa: F401 - opens the doors of all rooms
from huying.kernel import scope
from huying.kernel.accounts import operations as accounts
from huying.suggestions.extensions import operations as extensions
from huying.voices import operations as voices
from tests.ballots import walking as polls
from tests.deputies import walking as deputies
from tests.ground import ground
from tests.sittings import doing as sittings
from tests.stations import walking as places
from tests.stations_duties import walking as duties
from tests.suggestions.walking import Walker
from tests.world import build


@ground
def walked():
    """Voices heard, handed over and adopted; suggestions assigned, received and being extended; accounts admitted."""
    world = build()
    with scope.congress(world.congress):
        walk = Walker(world)
        row = walk.received(title="关于整治南塘河护岸的建议")
        part = walk.part(row)
        extensions.ask(
            by=walk.handler_of(part.unit),
            at=walk.later().at,
            handling=part,
            reason="涉及三个乡镇，需要勘测。",
            broad_and_hard=True,
        )
        walk.submitted(title="关于增设临水小学校车的建议")
        heard = {"by": world.zhou, "at": walk.at, "channel": "station"}
        voices.hear(title="桥上没有护栏", text="晚上走过去很害怕，请装护栏。", **heard)
        handed = voices.hear(title="路灯坏了一个月", text="东街的路灯一直不亮。", **heard)
        voices.hand_over(handed, by=world.zhou, at=walk.later().at, tier="county", unit=world.transport)
        adopted = voices.hear(title="校车太少", text="孩子上学要走五里路。", **heard)
        voices.adopt(adopted, by=world.zhou, at=walk.later().at, deputy=world.lin)
        places.walk(world)
        duties.walk(world)
        deputies.walk(world)
        polls.walk(world)
        sittings.decided(world)
        sittings.walk(world)
        for member in world.cast:
            accounts.of(member, at=walk.at)
        world.today = walk.day + timedelta(days=1)
    return world


@pytest.fixture
def sign_in():
    """sign_in(member) → a client signed in as that membership's person, acting in that role."""

    def enter(member) -> Client:
        client = Client()
        account = get_user_model().objects.get(person=member.person)
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session[f"member-{member.congress.code}"] = member.pk
        session.save()
        return client

    return enter
