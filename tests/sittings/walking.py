"""A standing committee of 31 and its sitting, for the tests of this room."""

from datetime import date, time

from huying.deputies import operations as seats
from huying.kernel import process
from huying.kernel.roster import Membership, Organ, OrganMember, Person, Unit
from huying.sittings import operations as sittings
from huying.sittings.agenda import operations as agenda

DAY = date(2026, 12, 10)


def people(world, number: int, *, seated=True) -> list[Membership]:
    """So many further deputies, each with a seat and a card."""
    made = Person.objects.bulk_create(
        Person(name=f"代表{n:03}", pinyin=f"daibiao{n:03}") for n in range(number)
    )
    rows = Membership.objects.bulk_create(
        Membership(congress=world.congress, person=p, role="deputy", organ=world.delegation) for p in made
    )
    if seated:
        seats.take_many(
            [{"member": m, "term": world.term, "since": world.term.starts_on, "district": world.district,
              "delegation": world.delegation, "card": f"19{n:03}"} for n, m in enumerate(rows)],
            by=process.house(), at=world.when("2022-01-10"),
        )  # fmt: skip
    return rows


def committee(world, size: int = 31) -> Organ:
    """A standing committee of `size` deputies in the register."""
    organ = Organ.objects.create(kind="standing_committee", name="常务委员会", size=size)
    rows = people(world, size)
    OrganMember.objects.bulk_create(
        OrganMember(
            congress=world.congress, organ=organ, member=m, number=n, post="chair" if n == 0 else "member"
        )
        for n, m in enumerate(rows)
    )
    Unit.objects.create(name="青禾县人民政府", kind="government", head="县长某")
    return organ


def planned(world, organ, *, day=DAY, **more):
    """A sitting with three items on its draft agenda."""
    row = sittings.plan(
        by=world.zhou, at=world.when("2026-11-21"), kind="standing", organ=organ, title="第十八届常委会第六次会议",
        day=day, starts_at=time(9), place="常委会会议室", number=6, **more,
    )  # fmt: skip
    for kind, title in (
        ("report", "关于教育工作情况的报告"),
        ("appointment", "人事任免事项"),
        ("study", "学习有关重要讲话精神"),
    ):
        agenda.propose(by=world.zhou, at=world.when("2026-11-21"), sitting=row, kind=kind, title=title)
    return row


def notified(world, organ, **more):
    row = planned(world, organ, **more)
    at = world.when("2026-11-25")
    sittings.set_agenda(row, by=world.chen, at=at, basis="第十二次主任会议")
    sittings.notify(row, by=world.zhou, at=at)
    return row


def members(row) -> list:
    """Membership ids of those with a vote, in the order of the roll."""
    return list(row.summons.filter(right="member").order_by("place").values_list("member", flat=True))
