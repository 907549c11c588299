"""The rolls of the demo's two congresses: organs, areas, units, people, seats. Everything is listed through the register."""

from datetime import date, timedelta
from random import Random
from types import SimpleNamespace

from huying.deputies import operations as seats
from huying.kernel import fields, process
from huying.kernel.register import operations as register
from huying.kernel.roster import Area, Congress, District, Membership, Organ, Session, Term, Unit
from huying.stations import operations as stations

from . import days, people, places
from .ground import Ground, Names

SEATS = 224
ORGANS = (
    ("standing_committee", "常务委员会", 31), ("chairpersons", "主任会议", 6), ("office", "常委会办公室", None),
    ("special_committee", "监察和法制委员会", 9), ("special_committee", "财政经济委员会", 9),
    ("special_committee", "社会建设委员会", 9), ("working_committee", "代表工作委员会", None),
    ("working_committee", "教科文卫工作委员会", None), ("working_committee", "农业农村工作委员会", None),
    ("working_committee", "城建环资工作委员会", None),
)  # fmt: skip


def county(rng: Random, day: date, names: Names) -> Ground:
    """青禾县 with everything in it. Call inside scope.congress of the county (see `congresses`)."""
    from huying.kernel import scope

    ground = Ground(scope.current(), rng)
    opened = session_days(day)[0]
    moment = days.at(opened - timedelta(days=20), rng)
    _areas(ground)
    _units(ground, names, places.DEPARTMENTS | places.COMPANIES, "县")
    _organs(ground)
    terms = _terms(ground, day, SEATS)
    fields.plant()
    ground.fields = {f.code: f for f in fields.Field.objects.select_related("parent")}
    _deputies(ground, names, terms, opened)
    _office(ground, names, opened)
    _stations(ground, names, moment)
    _list_all(moment)
    _seats(ground, terms, moment)
    return ground


def city(rng: Random, day: date, names: Names, county_ground: Ground) -> Ground:
    """沧源市: the delegation that the county elected, a few departments, an office."""
    from huying.kernel import scope

    ground = Ground(scope.current(), rng)
    opened = session_days(day)[0] + timedelta(days=21)
    moment = days.at(opened - timedelta(days=20), rng)
    for name in ("青禾县", "临溪县", "沧源区"):
        ground.towns[name] = Area.objects.create(kind="town", name=name)
        ground.villages[name] = [
            Area.objects.create(kind="village", name=f"{name}城区", parent=ground.towns[name])
        ]
        ground.delegations[name] = Organ.objects.create(kind="delegation", name=f"{name}代表团")
    Organ.objects.create(kind="standing_committee", name="常务委员会", size=43)
    _units(ground, names, {k: places.DEPARTMENTS[k] for k in places.CITY_UNITS}, "市")
    terms = _terms(ground, day, 408, shift=21)
    fields.plant()
    ground.fields = {f.code: f for f in fields.Field.objects.select_related("parent")}
    shared = county_ground.cast["linzhiyuan"].person
    rows = [(shared, "青禾县")] + [(names.person(), t) for t in ground.towns for _ in range(4)]
    for person, town in rows:
        if person._state.adding:
            person.save()
        ground.deputies.append(
            _member(person, "deputy", organ=ground.delegations[town], area=ground.towns[town], since=opened)
        )
    ground.cast["linzhiyuan"] = ground.deputies[0]
    _office(ground, names, opened)
    _list_all(moment)
    _seats(ground, terms, moment)
    return ground


def congresses() -> tuple[Congress, Congress]:
    """(county, city), made and listed."""
    city = Congress.objects.create(
        code="cangyuan", name="沧源市人民代表大会", short="沧源市", level="city", population=4_200_000, profile="shandong",
        switches={"prefix": "CY", "demo": True},
    )  # fmt: skip
    county = Congress.objects.create(
        code="qinghe", name="青禾县人民代表大会", short="青禾县", level="county", population=420_000, profile="shandong",
        parent=city, switches={"prefix": "QH", "demo": True, "outline": places.outline()},
    )  # fmt: skip
    return county, city


def session_days(day: date) -> list[date]:
    """Opening days of the two sessions: both well before the day of the seed, never on a weekend."""
    return [days.office_day(day - timedelta(days=n)) for n in (678, 314)]


def _areas(ground):
    pairs = [a + b for b in places.PLACES_2 for a in places.PLACES_1]
    ground.rng.shuffle(pairs)
    communities = list(places.COMMUNITIES)
    for name in places.TOWNS:
        street = name in places.STREETS
        town = ground.towns[name] = Area.objects.create(kind="street" if street else "town", name=name)
        below = [f"{communities.pop()}社区" if street else f"{pairs.pop()}村" for _ in range(6)]
        kind = "community" if street else "village"
        ground.villages[name] = [Area.objects.create(kind=kind, name=b, parent=town) for b in below]


def _units(ground, names, table, word):
    prefix = ground.congress.short
    gov = Unit.objects.create(
        name=f"{prefix}人民政府办公室", short=f"{word}政府办", kind="government", head=names.person().name, contact="宋岩",
        telephone="0999-2200000", duties="统筹政府系统承办建议，向所属部门分办、催办、审核答复",
    )  # fmt: skip
    ground.units["gov"] = gov
    plan: dict[str, tuple] = {
        k: (f"{prefix}{name}", short, "organisation" if k in places.COMPANIES else "department", gov, duties)
        for k, (name, short, duties) in table.items()
    }
    if word == "县":
        plan["fy"] = (f"{prefix}人民法院", "县法院", "court", None, "审判、执行")
        plan["jcy"] = (f"{prefix}人民检察院", "县检察院", "procuratorate", None, "法律监督、公益诉讼")
        for town in places.TOWNS:
            word_ = "办事处" if town in places.STREETS else "人民政府"
            plan[town] = (f"{town}{word_}", town, "town", gov, "本辖区公共服务、公共管理、公共安全")
    for key, (name, short, kind, parent, duties) in plan.items():
        ground.units[key] = Unit.objects.create(
            name=name, short=short, kind=kind, parent=parent, duties=duties, head=names.person().name,
            contact=names.person().name, telephone=f"0999-2{len(ground.units):03d}000",
        )  # fmt: skip
    cast = {p.unit: s for s in people.CAST for p in s.parts if p.unit and p.congress == ground.congress.code}
    for key, unit in ground.units.items():
        who = cast.get(key)
        person = names.named(who.name, who.gender) if who else names.person()
        person.save()
        title = next(p.title for p in who.parts) if who else "建议办理经办人"
        ground.handlers[key] = _member(person, "handler", unit=unit, title=title)
        if who:
            ground.cast[who.key] = ground.handlers[key]
            Unit.objects.filter(pk=unit.pk).update(contact=who.name)
            unit.contact = who.name


def _organs(ground):
    for kind, name, size in ORGANS:
        Organ.objects.create(kind=kind, name=name, size=size)
    for town in places.TOWNS:
        ground.delegations[town] = Organ.objects.create(kind="delegation", name=f"{town}代表团")
        for n in (1, 2):
            Organ.objects.create(
                kind="deputy_group", name=f"{town}第{'一二'[n - 1]}代表小组", parent=ground.delegations[town]
            )
    for name, size in people.GROUPS.items():
        Organ.objects.create(kind="professional_group", name=f"{name}专业小组", size=size)


def _terms(ground, day, size, shift=0):
    first, second = (d + timedelta(days=shift) for d in session_days(day))
    term = Term.objects.create(
        number=18, starts_on=first, seats=size, committee_size=31 if size == SEATS else 43
    )
    for n, opens in enumerate((first, second), 1):
        name = f"{ground.congress.short}第十八届人民代表大会第{'一二'[n - 1]}次会议"
        ground.sessions.append(
            Session.objects.create(
                term=term, number=n, name=name, opens_on=opens, closes_on=opens + timedelta(days=3)
            )
        )
    return SimpleNamespace(term=term, districts={})


def _deputies(ground, names, terms, opened):
    """224 seats in districts of one to three; women about a third; six professional groups with 95 deputies."""
    rng = ground.rng
    wanted = [SEATS // len(places.TOWNS) + (n < SEATS % len(places.TOWNS)) for n in range(len(places.TOWNS))]
    named = {p.town: s for s in people.CAST for p in s.parts if p.role == "deputy" and p.town}
    in_groups = [name for name, size in people.GROUPS.items() for _ in range(size)]
    in_groups += [""] * (SEATS - len(in_groups))
    rng.shuffle(in_groups)
    number = 0
    for town, left in zip(places.TOWNS, wanted, strict=True):
        districts = []
        while left:
            number += 1
            size = min(left, rng.choice((1, 2, 2, 3)))
            area = ground.villages[town][len(districts) % 6]
            label = f"{town}第{len(districts) + 1}选区（{area.name}片）"
            districts += [District.objects.create(number=number, name=label, area=area, seats=size)] * size
            left -= size
        for n, district in enumerate(districts):
            who = named.get(town) if n == 0 else None
            group = in_groups.pop()
            tags = list(who.expertise) if who else rng.sample(people.SKILLS, rng.choice((1, 1, 2)))
            tags += [f"{group}专业小组"] if group else []
            gender = who.gender if who else rng.choice("fmm")
            person = names.named(who.name, gender) if who else names.person(gender=gender)
            person.expertise = tags
            person.save()
            title = who.job if who else rng.choice(people.JOBS)
            member = _member(
                person,
                "deputy",
                organ=ground.delegations[town],
                area=ground.towns[town],
                title=title,
                since=opened,
            )
            ground.deputies.append(member)
            terms.districts[member.pk] = district
            if who:
                ground.cast[who.key] = member


def _office(ground, names, opened):
    """The office: the cast first, then a few colleagues."""
    for who in people.CAST:
        for part in who.parts:
            if part.congress != ground.congress.code or part.role not in ("clerk", "leader", "admin"):
                continue
            person = names.named(who.name, who.gender)
            person.save()
            member = _member(person, part.role, title=part.title, since=opened)
            ground.cast[who.key] = member
            if part.role == "clerk":
                ground.clerks.insert(0, member)
    for title in ("代表工作委员会干部", "常委会办公室干部"):
        person = names.person()
        person.save()
        ground.clerks.append(_member(person, "clerk", title=title, since=opened))


def _stations(ground, names, moment):
    named = {p.town: s for s in people.CAST for p in s.parts if p.role == "keeper"}
    rows = []
    for n, town in enumerate(places.WITH_STATION):
        who = named.get(town)
        person = names.named(who.name, who.gender) if who else names.person()
        person.save()
        title = f"{town}代表联络站联络员"
        keeper = ground.keepers[town] = _member(person, "keeper", area=ground.towns[town], title=title)
        if who:
            ground.cast[who.key] = keeper
        rows.append({
            "kind": "station", "name": f"{town}人大代表联络站", "area": ground.towns[town], "telephone": f"0999-23{n:02d}000",
            "address": f"{ground.rng.choice(places.ROADS)}{ground.rng.randint(3, 188)}号便民服务中心一楼",
            "hours": "来访前打个电话，可以先约好代表。", "keepers": [keeper],
            "weekly": places.office_hours(n), **places.pin(n),
        })  # fmt: skip
    house = {"by": process.house(), "at": moment}
    made = stations.register_many(rows, **house)
    ground.stations |= dict(zip(places.WITH_STATION, made, strict=True))
    points = [(name, places.TOWNS[n]) for name, n in places.POINTS]
    rows = [
        {
            "kind": "point", "name": name, "area": ground.villages[town][0], "parent": ground.stations[town],
            "address": f"{ground.villages[town][0].name}党群服务中心", "hours": "",
            "keepers": [ground.keepers[town]], "weekly": {"3#1": [["09:00", "11:00"]]}, **places.pin(n, aside=True),
        }
        for n, (name, town) in enumerate(points, 1)
    ]  # fmt: skip
    stations.register_many(rows, **house)


def _member(person, role, **more) -> Membership:
    return Membership.objects.create(person=person, role=role, **more)


def _list_all(moment):
    """Every row stands in the register, so that a later change by hand is seen."""
    from huying.kernel import scope

    by = process.house()
    register.enter_all([scope.current()], by=by, at=moment, facts={"seed": True})
    for model in (Term, Session, Area, District, Organ, Unit, fields.Field):
        register.enter_all(model.objects.order_by("pk"), by=by, at=moment, facts={"seed": True})
    people_here = Membership.objects.exclude(person=None).select_related("person").order_by("pk")
    register.enter_all(people_here, by=by, at=moment, facts={"seed": True})


def _seats(ground, terms, moment):
    rows = [
        {
            "member": m, "term": terms.term, "since": terms.term.starts_on, "district": terms.districts.get(m.pk),
            "delegation": m.organ, "card": f"18{n:04d}",
        }
        for n, m in enumerate(ground.deputies, 1)
    ]  # fmt: skip
    seats.take_many(rows, by=process.house(), at=moment)
