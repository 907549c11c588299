"""Every process of the deputies among the people with a row in the middle of its road, for the tests of the house."""

from datetime import date

from huying.deputies.cards import operations as cards
from huying.deputies.contacts.operations import contacts, pairs, plans
from huying.deputies.letters import operations as letters
from huying.deputies.models import Address
from huying.deputies.postings import operations as postings
from huying.kernel import process
from huying.stations import operations as stations
from tests.world import when


def walk(world) -> None:
    """A deputy posted, another proposed; a card, a plan, a pair, a contact that raised something; a letter received."""
    at, by = when("2026-03-02"), world.zhou
    station = stations.register(
        by=by, at=at, name="城关镇人大代表联络站", area=world.town, keepers=[world.he]
    )
    postings.post(by=by, at=at, member=world.lin, station=station)
    postings.propose(by=by, at=at, member=world.gao, station=station, why=["town"])
    world.card = cards.publish(by=by, at=at, member=world.lin)
    world.plan = plans.draft(
        by=by,
        at=at,
        name="代表联系计划",
        kind="actions",
        actions=["走访一个村"],
        times=1,
        per="quarter",
        starts_on=date(2026, 1, 1),
    )
    world.pair = pairs.pair(by=by, at=at, layer="deputy", upper=world.chen, lower=world.lin, plan=world.plan)
    contacts.log(
        by=world.lin,
        at=at,
        pair=world.pair,
        on=date(2026, 3, 2),
        way="visit",
        text="谈了半小时。",
        issues="桥边没有护栏。",
    )
    Address.objects.create(text="城关镇", area=world.town, district=world.district, station=station)
    more_letters(world, 1)


def more_letters(world, count: int, first: int = 0) -> None:
    at = when("2026-03-03")
    for n in range(first, first + count):
        letter = letters.write(
            by=process.public(),
            at=at,
            member=world.lin,
            text=f"第{n}盏路灯坏了一个月。",
            consent=True,
        )
        letters.confirm(letter, by=process.public(), at=at, code=letter.fresh_code)


def more_rows(world, count: int = 5) -> None:
    """More addresses, letters, pairs and postings, as a county has them when it has worked a while."""
    from huying.kernel.roster import Area

    at, by, known = when("2026-03-04"), world.zhou, Address.objects.count()
    for n in range(known, known + count):
        area = Area.objects.create(kind="village", name=f"第{n}村", parent=world.town)
        place = stations.register(by=by, at=at, name=f"第{n}村联络点", kind="point", area=area)
        Address.objects.create(text=f"城关镇第{n}村", area=area, station=place)
        postings.post(by=by, at=at, member=world.gao, station=place)
        pairs.pair(by=by, at=at, layer="people", upper=world.lin, area=area)
    more_letters(world, count, known)
