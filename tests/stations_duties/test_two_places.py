"""One person is at one place at a time: what a keeper asked for, what a deputy agrees to, two plans at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from threading import Barrier

import pytest
from django.db import connections

from huying.kernel import scope
from huying.kernel.process import Refused
from huying.stations.duties import generating
from huying.stations.models import Reception
from huying.stations.receptions import operations as receptions
from huying.stations.slots import operations as slots

from .conftest import build, rule, turn

DAY = date(2026, 11, 23)


def test_a_deputy_agrees_to_one_of_two_hours_at_the_same_time(town, now):
    asked = {"at": now, "host": town.deputy, "day": DAY}
    first = slots.ask(by=town.keeper, station=town.station, starts_at=time(9, 0), **asked)
    second = slots.ask(by=town.clerk, station=town.far, starts_at=time(9, 30), **asked)
    slots.agree(first, by=town.deputy, at=now)
    with pytest.raises(Refused, match="同一时间"):
        slots.agree(second, by=town.deputy, at=now)


def test_an_hour_is_agreed_to_before_it_begins_and_only_where_nothing_else_was_set_since(town, now):
    asked = slots.ask(by=town.clerk, at=now, host=town.deputy, day=DAY, starts_at=time(9, 0))
    with pytest.raises(Refused, match="时间已经过了"):
        slots.agree(asked, by=town.deputy, at=now.replace(day=23, hour=18))
    turn(town, now, DAY)  # an hour that was asked for binds nobody
    with pytest.raises(Refused, match="青石镇代表联络站"):
        slots.agree(asked, by=town.deputy, at=now)


def test_a_plan_that_was_drawn_leaves_out_who_was_posted_in_the_meantime(town, now, monkeypatch):
    """The keeper plans between the drawing of a rule's turns and their writing."""
    duty = rule(town, now, who="deputy")
    drawn, _reason = generating.turns(duty, since=now.date(), until=now.date() + timedelta(days=30))
    mine = next(t for t in drawn if t.who == town.deputy.pk)
    turn(town, now, mine.day, by=town.clerk, station=town.far, starts_at=duty.starts_at)
    monkeypatch.setattr(generating, "turns", lambda *args, **more: (drawn, ""))
    generating.generate(duty, by=town.clerk, at=now, until=now.date() + timedelta(days=30))
    made = Reception.objects.get(duty=duty, period=mine.period.key, turn=mine.key)
    assert made.day != mine.day and made.day <= mine.period.last


@pytest.mark.django_db(transaction=True)
def test_two_plans_at_the_same_moment_do_not_send_one_person_to_two_places(transactional_db, now):
    town = build("qh", "清河县", now)
    start = Barrier(2)

    def plan(place):
        try:
            with scope.congress(town.congress):
                start.wait(10)
                receptions.plan(by=town.clerk, at=now, what="reception", host=town.deputy, station=place, day=DAY,
                                starts_at=time(9, 0))  # fmt: skip
                return "planned"
        except Refused:
            return "refused"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(plan, (town.station, town.far)))
    assert sorted(said) == ["planned", "refused"]
