"""The cast with a standing committee of 31, built once for all tests of this room."""

import pytest

from huying.kernel import scope
from tests.ground import ground
from tests.world import build

from . import walking


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
