"""A small town for the room of voices: two stations, two units, the people of both, and a neighbour town."""

from types import SimpleNamespace

import pytest
from django.core.cache import cache

from huying.kernel import fields, process, scope
from huying.kernel.roster import Account, Area, Congress, Membership, Person, Unit
from huying.stations import operations as stations
from huying.voices import operations
from tests.ground import ground
from tests.world import when


def person(name: str, role: str, **more) -> Membership:
    who = Person.objects.create(name=name)
    return Membership.objects.create(person=who, role=role, **more)


def build(code: str, name: str) -> SimpleNamespace:
    congress = Congress.objects.create(code=code, name=f"{name}人民代表大会", level="county")
    with scope.congress(congress):
        fields.plant()
        town = Area.objects.create(kind="town", name="青石镇")
        village = Area.objects.create(kind="village", name="柳湾村", parent=town)
        other = Area.objects.create(kind="town", name="白沙镇")
        keeper, far_keeper = person("周敏", "keeper"), person("何平", "keeper")
        born = {"by": process.house(), "at": when("2022-01-10")}
        station = stations.register(
            **born,
            name="青石镇代表联络站",
            area=town,
            telephone="0000-6600110",
            address="青石街 1 号",
            keepers=[keeper],
        )
        far = stations.register(**born, name="白沙镇代表联络站", area=other, keepers=[far_keeper])
        water = Unit.objects.create(name="水务局")
        roads = Unit.objects.create(name="交通运输局")
        return SimpleNamespace(
            congress=congress, town=town, village=village, other=other, station=station, far=far, keeper=keeper,
            far_keeper=far_keeper, water=water, roads=roads, clerk=person("吴静", "clerk"), leader=person("郑国", "leader"),
            deputy=person("林秀", "deputy", area=town), far_deputy=person("孙强", "deputy", area=other),
            handler=person("冯涛", "handler", unit=water), road_handler=person("褚亮", "handler", unit=roads),
            field=fields.Field.objects.get(code="urban-roads"),
        )  # fmt: skip


@ground
def banks():
    return build("qh", "清河县")


@pytest.fixture
def town(banks):
    """Serving the county; its people, units and stations."""
    cache.clear()
    with scope.congress(banks.congress):
        yield banks


@pytest.fixture
def neighbour(town):
    """Another congress with the same offices; its rows are nobody's business here."""
    made = build("nz", "南漳县")
    with scope.congress(town.congress):
        yield made


@pytest.fixture
def heard(town, now):
    """A voice that the keeper registered."""
    return make(town, now)


def make(town, now, **more):
    data = {
        "text": "村口的桥被水冲了一个洞，孩子上学要绕路。",
        "author": "陈大山",
        "phone": "13800001234",
        "station": town.station,
    }
    return operations.hear(by=more.pop("by", town.keeper), at=now, **{**data, **more})


def said(now, **more):
    data = {
        "text": "菜市场排水沟堵了，一下雨就漫出来。",
        "phone": "13900005678",
        "author": "赵云",
        "consent": True,
    }
    return operations.say(by=process.public(), at=now, **{**data, **more})


def sign_in(client, member):
    """The test client as this member."""
    account, _new = Account.objects.get_or_create(
        username=f"u{member.pk}", defaults={"person": member.person}
    )
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client
