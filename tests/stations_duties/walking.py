"""One row of each kind in the middle of its road, for the tests that walk all flows of the house."""

from datetime import time, timedelta
from types import SimpleNamespace

from django.utils import timezone

from huying.kernel import process
from huying.stations import operations as stations
from huying.stations.bookings import operations as bookings
from huying.stations.duties import operations as duties
from huying.stations.models import Slot, Station, Team
from huying.stations.receptions import operations as receptions
from huying.stations.slots import operations as slots
from huying.stations.teams import operations as teams
from huying.stations.visits import operations as visits


def walk(world) -> SimpleNamespace:
    """Inside the county of tests.world: a rule, turns planned, signed in to and missed, an hour online with a talk, visits."""
    at = timezone.now()
    day = timezone.localdate(at)
    station = Station.objects.filter(is_active=True, keepers=world.he).first() or stations.register(
        by=process.house(), at=at, name="府前街代表联络站", area=world.town, keepers=[world.he]
    )
    duty = duties.draft(
        by=world.zhou,
        at=at,
        name="周接待联系",
        what="reception",
        every="week",
        who="station",
        where="own",
        starts_on=day,
    )
    duties.draft(
        by=world.zhou,
        at=at,
        name="月进站",
        what="at_station",
        every="month",
        who="deputy",
        where="own",
        starts_on=day,
    )
    duties.put_in_force(duty, by=world.zhou, at=at)
    plan = {"by": world.he, "at": at, "what": "reception", "station": station, "starts_at": time(9, 0)}
    missed = receptions.plan(**plan, host=world.gao, day=day)
    receptions.miss(missed, by=process.house(), at=at + timedelta(days=1))
    public = receptions.plan(**plan, host=world.lin, day=day + timedelta(days=3), is_public=True, capacity=5)
    receptions.announce(public, by=world.he, at=at)
    plan["starts_at"] = timezone.localtime(at).time()  # signing in is taken near the hour
    signed = receptions.plan(**plan, host=world.lin, day=day)
    receptions.sign_in(signed, by=world.he, at=at)
    held = receptions.plan(**plan, host=world.lin, day=day)
    receptions.sign_in(held, by=world.he, at=at)
    receptions.report(held, by=world.lin, at=at, lasted=60, visitors=3, summary="三位群众来谈。")
    waiting = receptions.plan(**plan, host=world.lin, day=day)
    evening = day + timedelta(
        days=1 + Slot.objects.count()
    )  # nobody is at two places: each walk has days of its own
    slot = slots.offer(by=world.lin, at=at, station=station, day=evening, starts_at=time(19, 0))
    slots.ask(by=world.he, host=world.gao, at=at, station=station, day=evening, starts_at=time(20, 0))
    talk = bookings.book(by=process.public(), at=at, slot=slot, text="想谈校门口的交通。", author="陈大山")
    bookings.say(talk, by=world.lin, at=at, text="您好。")
    bookings.book(by=process.public(), at=at, reception=public, text="想谈停车。")
    visits.plan(by=world.lin, at=at, kind="household", place="东街", day=day + timedelta(days=1))
    visit = visits.note(
        by=world.lin, at=at, kind="household", place="东街", summary="走访六户。", findings="路灯不亮。"
    )
    team = Team.objects.filter(area=world.town).first() or teams.bind(
        by=world.zhou,
        at=at,
        area=world.town,
        leader=world.chen,
        deputy=world.lin,
        station=station,
        community="东街社区",
    )
    return SimpleNamespace(
        duty=duty, missed=missed, public=public, signed=signed, held=held, waiting=waiting, slot=slot, talk=talk, visit=visit,
        team=team, station=station,
    )  # fmt: skip
