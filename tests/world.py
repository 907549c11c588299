"""The cast of every test: a county below its city, a neighbour county, and the people who work there. All invented."""

from datetime import date, datetime, time
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from huying.deputies import operations as seats
from huying.kernel import fields, process, scope
from huying.kernel.roster import (
    Account,
    Area,
    Congress,
    District,
    Membership,
    Organ,
    Person,
    Session,
    Term,
    Unit,
)

CHINA = ZoneInfo("Asia/Shanghai")


def when(day, clock: str = "10:00") -> datetime:
    """A moment in China: when("2026-03-02"), when(date(2026, 3, 2), "16:30")."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(day, time.fromisoformat(clock), CHINA)


def build() -> SimpleNamespace:
    """青禾县 below 沧源市, and 临溪县 beside it. Names of people are attributes; `cast` lists all who may act here."""
    city = Congress.objects.create(
        code="cangyuan",
        name="沧源市人民代表大会",
        short="沧源市",
        level="city",
        division="000100000",
        population=4_120_000,
    )
    county = Congress.objects.create(
        code="qinghe", name="青禾县人民代表大会", short="青禾县", level="county", division="000121000", parent=city,
        population=562_000, switches={"prefix": "QH"},
    )  # fmt: skip
    linxi = Congress.objects.create(
        code="linxi",
        name="临溪县人民代表大会",
        short="临溪县",
        level="county",
        division="000122000",
        parent=city,
    )
    world = _county(county)
    world.city = _office(city, "city", "唐敏")
    world.neighbour = _neighbour(linxi)
    return world


def _county(congress) -> SimpleNamespace:
    world = SimpleNamespace(congress=congress, when=when)
    with scope.congress(congress):
        _ground(world)
        delegation = Organ.objects.create(kind="delegation", name="城关镇代表团")
        office = Organ.objects.create(kind="working_committee", name="代表工作委员会")
        world.delegation, world.office = delegation, office
        cabinet = Unit.objects.create(name="青禾县人民政府办公室", short="县政府办", kind="government")
        world.cabinet = cabinet
        for key, name, short in (
            ("housing", "青禾县住房和城乡建设局", "住建局"),
            ("transport", "青禾县交通运输局", "交通运输局"),
            ("health", "青禾县卫生健康局", "卫健局"),
        ):
            setattr(world, key, Unit.objects.create(name=name, short=short, parent=cabinet))
        world.court = Unit.objects.create(name="青禾县人民法院", short="法院", kind="court")
        people = (
            ("lin", "林知远", "deputy", {"organ": delegation}),
            ("gao", "高秀兰", "deputy", {"organ": delegation}),
            ("sun", "孙广财", "deputy", {"organ": delegation}),
            ("zhou", "周文清", "clerk", {"organ": office, "title": "代表工委副主任"}),
            ("chen", "陈立", "leader", {"title": "常委会副主任"}),
            ("he", "何小梅", "keeper", {"area": world.town}),
            ("admin", "方舟", "admin", {}),
            ("cabinet_handler", "宋岩", "handler", {"unit": cabinet}),
            ("housing_handler", "王建国", "handler", {"unit": world.housing}),
            ("transport_handler", "刘畅", "handler", {"unit": world.transport}),
            ("health_handler", "赵宁", "handler", {"unit": world.health}),
            ("court_handler", "郑直", "handler", {"unit": world.court}),
        )
        world.cast = [_member(world, key, name, role, **more) for key, name, role, more in people]
        for n, deputy in enumerate((world.lin, world.gao, world.sun), 1):
            seats.take(
                by=process.house(), at=when("2022-01-10"), member=deputy, term=world.term, district=world.district,
                delegation=delegation, card=f"18{n:03}",
                since=world.term.starts_on,
            )  # fmt: skip
    return world


def _ground(world) -> None:
    """Area, district, field tree, term and sessions."""
    world.town = Area.objects.create(kind="town", name="城关镇")
    world.district = District.objects.create(number=1, name="第一选区", area=world.town, seats=3)
    fields.plant()
    world.field = fields.Field.objects.get(code="transport-road")
    world.term = Term.objects.create(number=18, starts_on=date(2022, 1, 10), seats=224)
    world.session = Session.objects.create(
        term=world.term,
        number=5,
        name="第十八届人民代表大会第五次会议",
        opens_on=date(2026, 2, 3),
        closes_on=date(2026, 2, 6),
    )


def _office(congress, key, clerk) -> SimpleNamespace:
    world = SimpleNamespace(congress=congress)
    with scope.congress(congress):
        world.cast = [_member(world, "clerk", clerk, "clerk")]
    return world


def _neighbour(congress) -> SimpleNamespace:
    world = SimpleNamespace(congress=congress)
    with scope.congress(congress):
        _ground(world)
        world.unit = Unit.objects.create(name="临溪县交通运输局", short="临溪交通局")
        world.cast = [
            _member(world, "clerk", "吴桐", "clerk"),
            _member(world, "deputy", "许明月", "deputy"),
            _member(world, "handler", "冯远", "handler", unit=world.unit),
        ]
    return world


def _member(world, key, name, role, **more):
    person = Person.objects.create(name=name)
    account = Account(username=f"{world.congress.code}-{key}", person=person)
    account.set_unusable_password()
    account.save()
    member = Membership.objects.create(person=person, role=role, **more)
    setattr(world, key, member)
    return member
