"""A county on an ordinary day, a clock that stories turn, and the people of the county at their pages."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache

from huying.kernel import process, scope
from huying.stations import operations as stations
from tests import world as cast
from tests.ground import ground

from .people import Member, Visitor

CHINA = ZoneInfo("Asia/Shanghai")


class Clock:
    """What the doors read when they ask for the moment."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=CHINA)

    def __call__(self) -> datetime:
        return self.now

    @property
    def today(self) -> date:
        return self.now.date()

    def tick(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    def later(self, days: int = 1) -> None:
        self.now += timedelta(days=days)

    def on(self, day: str, hour: int = 9) -> None:
        self.now = datetime.combine(date.fromisoformat(day), datetime.min.time(), CHINA).replace(hour=hour)


@pytest.fixture
def clock(monkeypatch):
    hand = Clock()
    monkeypatch.setattr("django.utils.timezone.now", hand)
    return hand


@ground
def morning():
    """The cast and a station, on the day on which the clock of the stories begins."""
    clock = Clock()
    with mock.patch("django.utils.timezone.now", clock):
        world = cast.build()
        with scope.congress(world.congress):
            world.station = stations.register(
                by=process.house(), at=clock(), name="城关镇代表联络站", area=world.town, address="城关镇府前街 8 号",
                telephone="0999-2101001", keepers=[world.he],
            )  # fmt: skip
    return world


@pytest.fixture
def county(morning, clock):
    """The people of 青禾县 by their names, each at their own screen; `citizen()` and `neighbour` beside them."""
    cache.clear()
    world, station = morning, morning.station
    people = {
        "lin": world.lin, "gao": world.gao, "sun": world.sun, "zhou": world.zhou, "chen": world.chen, "he": world.he,
        "fang": world.admin, "song": world.cabinet_handler, "wang": world.housing_handler, "liu": world.transport_handler,
        "zhao": world.health_handler, "zheng": world.court_handler, "neighbour": world.neighbour.clerk,
    }  # fmt: skip
    made = SimpleNamespace(**{name: Member(clock, member) for name, member in people.items()})
    made.citizen = lambda: Visitor(clock)
    made.world, made.station, made.clock = world, station, clock
    return made
