"""The cast with a standing committee of 31, built once for all tests of this room."""

from datetime import date

import pytest

from huying.kernel import scope
from huying.kernel.accounts import operations as accounts
from huying.sittings import attendance
from huying.sittings.agenda import operations as agenda
from tests.ground import ground
from tests.world import build

from . import doing, walking


@ground
def assembly():
    world = build()
    with scope.congress(world.congress):
        world.committee = walking.committee(world)
    return world


@pytest.fixture
def room(assembly):
    """tests.world with the committee (`world.committee`), inside its congress."""
    with scope.congress(assembly.congress):
        yield assembly


@pytest.fixture
def half_here(room, settings, tmp_path):
    """An open sitting of 31 in the past (pages read the clock); sixteen are still in the room, the item to decide has
    begun."""
    settings.HOME = tmp_path
    for member in (room.zhou, room.chen):
        accounts.of(member, at=room.when("2026-03-01"))
    row, items = doing.held(room, date(2026, 3, 12), 7)
    gone = room.when("2026-03-12", "09:05")
    attendance.leave(row, [(pk, gone, "keeper") for pk in walking.members(row)[16:]], at=gone)
    for item in items.values():
        item.refresh_from_db()
    agenda.take_up(items["decision"], by=room.zhou, at=gone)
    return row, items
