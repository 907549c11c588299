"""A county with two stations and a house, deputies of both towns, leaders, and a neighbour county."""

from datetime import date, time
from types import SimpleNamespace

import pytest
from django.core.cache import cache

import huying.project.urls  # noqa: F401 - opens the doors of all rooms
from huying.kernel import fields, process, scope
from huying.kernel.roster import Account, Area, Congress, Membership, Person
from huying.stations import operations as stations
from huying.stations.duties import operations as duties
from huying.stations.receptions import operations as receptions
from huying.stations.slots import operations as slots
from tests.ground import ground
from tests.world import when

from .citizens import DAY


def person(name: str, role: str, **more) -> Membership:
    return Membership.objects.create(person=Person.objects.create(name=name), role=role, **more)


def build(code: str, name: str, now) -> SimpleNamespace:
    congress = Congress.objects.create(
        code=code, name=f"{name}人民代表大会", level="county", short=name, switches={"prefix": code.upper()}
    )
    with scope.congress(congress):
        fields.plant()
        town = Area.objects.create(kind="town", name="青石镇")
        other = Area.objects.create(kind="town", name="白沙镇")
        keeper, far_keeper = person("周敏", "keeper", area=town), person("何平", "keeper", area=other)

        def place(kind, title, area, keepers, **more):
            return stations.register(
                by=process.house(), at=now, kind=kind, name=title, area=area, keepers=keepers, **more
            )

        station = place(
            "station", "青石镇代表联络站", town, [keeper], address="青石街 1 号", telephone="0000-6600110"
        )
        far = place("station", "白沙镇代表联络站", other, [far_keeper])
        return SimpleNamespace(
            congress=congress, town=town, other=other, station=station, far=far, keeper=keeper, far_keeper=far_keeper,
            clerk=person("吴静", "clerk"), admin=person("方舟", "admin"), leader=person("郑国", "leader"),
            vice=person("钱立", "leader"),
            deputy=person("林秀", "deputy", area=town), second=person("高远", "deputy", area=town),
            far_deputy=person("孙强", "deputy", area=other), handler=person("冯涛", "handler"),
        )  # fmt: skip


@ground
def banks():
    return build("qh", "清河县", when("2026-11-21"))


@pytest.fixture
def town(banks):
    """Serving the county; its people and stations."""
    cache.clear()
    with scope.congress(banks.congress):
        yield banks


@pytest.fixture
def neighbour(town, now):
    made = build("nz", "南漳县", now)
    with scope.congress(town.congress):
        yield made


def rule(town, now, **more):
    """A rule in force: every station every week, unless said otherwise."""
    values = {"name": "周接待联系", "what": "reception", "every": "week", "who": "station", "where": "own",
              "starts_on": date(2026, 1, 1), "minutes": 90, **more}  # fmt: skip
    duty = duties.draft(by=town.clerk, at=now, **values)
    duties.put_in_force(duty, by=town.clerk, at=now)
    return duty


def turn(town, now, day, **more):
    """One turn by hand at the near station."""
    values = {"by": town.keeper, "what": "reception", "host": town.deputy, "station": town.station, "day": day,
              "starts_at": time(9, 0), **more}  # fmt: skip
    return receptions.plan(at=now, **values)


def sign_in(client, member):
    """The test client as this member."""
    account, _new = Account.objects.get_or_create(
        username=f"u{member.pk}", defaults={"person": member.person}
    )
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def slot(town, now):
    return slots.offer(
        by=town.deputy,
        at=now,
        station=town.station,
        day=DAY,
        starts_at=time(19, 0),
        capacity=2,
        topic="修路和上学",
    )


@pytest.fixture
def there(now):
    return now.replace(day=23, hour=19, minute=5)
