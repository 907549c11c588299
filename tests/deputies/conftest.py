"""A county with villages, three stations, deputies of two towns and a neighbour: for postings, contacts and letters."""

from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from huying.deputies.cards import operations as cards
from huying.deputies.postings import operations as postings
from huying.kernel import process, scope
from huying.kernel.accounts import operations as accounts
from huying.kernel.roster import Area, District, Organ
from huying.stations import operations as stations
from huying.ui.visitors import guard
from tests.ground import ground
from tests.world import build, when

DAY = "2026-03-02"


@ground
def countryside():
    world = build()
    with scope.congress(world.congress):
        _places(world)
    return world


@pytest.fixture
def world(countryside):
    """tests.world, with the village 柳湾村 in 城关镇, a second town, stations in both and one for tea; inside its congress."""
    with scope.congress(countryside.congress):
        yield countryside


def _places(world) -> None:
    at, by = when(DAY), process.house()
    world.village = Area.objects.create(kind="village", name="柳湾村", parent=world.town)
    world.far_town = Area.objects.create(kind="town", name="白沙镇")
    world.far_village = Area.objects.create(kind="village", name="沙嘴村", parent=world.far_town)
    world.far_district = District.objects.create(number=2, name="第二选区", area=world.far_village, seats=2)
    world.station = stations.register(
        by=by, at=at, name="城关镇代表联络站", area=world.town, keepers=[world.he]
    )
    world.point = stations.register(
        by=by, at=at, name="柳湾村联络点", kind="point", area=world.village, parent=world.station
    )
    world.far = stations.register(by=by, at=at, name="白沙镇代表联络站", area=world.far_town)
    world.tea = stations.register(
        by=by, at=at, name="茶产业代表联络站", kind="industry", area=world.far_town, trade="茶产业"
    )
    world.committee = Organ.objects.create(kind="special_committee", name="农业农村委员会")
    world.group = Organ.objects.create(kind="professional_group", name="农业专业小组")
    world.at = at


@pytest.fixture
def posted(world):
    """林知远 posted at the station, with a public card that takes letters."""
    posting = postings.post(by=world.zhou, at=world.at, member=world.lin, station=world.station)
    card = cards.publish(by=world.zhou, at=world.at, member=world.lin)
    return SimpleNamespace(world=world, posting=posting, card=card)


@pytest.fixture
def patient(monkeypatch):
    """Nobody waits three seconds in a test, and no counts are left from another one."""
    cache.clear()
    monkeypatch.setattr(guard, "MIN_SECONDS", -1)


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
