"""What the hall's process reads at each look: little while nothing moves, each poll anew only when a step changed it."""

import json

import pytest
from django.db import connections

from huying.ballots import operations as act
from huying.ballots.casting import Press, cast_open
from huying.ballots.devices import tickets
from huying.ballots.hall import showing
from huying.project.hall import state

YES = {"m": "yes"}


@pytest.fixture
def looking(hall, monkeypatch):
    """(look, ticket of a screen): a look at a time of our own; `later` seconds after the one before."""
    clock = [100.0]
    monkeypatch.setattr(
        connections["default"], "close_if_unusable_or_obsolete", lambda: None
    )  # the test's own
    monkeypatch.setattr(state.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr("django.utils.timezone.now", lambda: hall.at)
    here, code = state.State(), hall.congress.code

    def look(later=0.4):
        clock[0] += later
        rooms, _taken = here.read([code])
        here.take(rooms)
        wall = tickets.Ticket(tickets.WATCH, code, hall.clerk.pk, 0)
        return here.room(code), json.loads(here.room(code).view(wall).data)["polls"]

    return look


def test_a_quiet_hall_costs_one_light_statement_a_look(hall, looking, django_assert_num_queries):
    hall.finish(hall.poll())
    poll = hall.poll()
    room, _polls = looking()
    with django_assert_num_queries(1):
        again, _polls = looking()
    assert again is room, "nothing changed: listeners are not even looked at"
    cast_open(poll.pk, [Press(hall.members[0].pk, YES)], at=hall.at)
    with django_assert_num_queries(3):  # votes of what is open, devices that took over
        _room, polls = looking(later=1.0)
    assert polls[-1]["turnout"] == 1
    act.close(poll, by=hall.leader, at=hall.at)
    _room, polls = looking()  # a step is told at the next look, whatever the votes' pace
    assert polls[-1]["state"] == "closed" and polls[-1]["turnout"] == 1


def test_devices_are_told_nothing_new_while_votes_come_in(hall, looking, monkeypatch):
    poll = hall.poll()
    room, _polls = looking()
    told = []
    monkeypatch.setattr(
        showing, "shown", lambda row, turnout: told.append(turnout) or {"turnout": row["voted"]}
    )
    cast_open(poll.pk, [Press(hall.members[0].pk, YES)], at=hall.at)
    after, polls = looking(later=1.0)
    assert polls == [{"turnout": 1}] and told == [True]
    assert after.device == room.device
    mine = tickets.Ticket(tickets.DEVICE, hall.congress.code, hall.members[0].pk, 1)
    assert after.view(mine) is after.view(
        tickets.Ticket(tickets.DEVICE, hall.congress.code, hall.members[1].pk, 1)
    )
