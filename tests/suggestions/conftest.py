"""The world and a walker who brings a suggestion to a state by the steps that lead there."""

import pytest

from huying.kernel import scope
from tests.ground import ground
from tests.suggestions.walking import Walker
from tests.world import build

cast = ground(build)


@pytest.fixture
def world(cast):
    """The cast; the county of 青禾 is being served."""
    with scope.congress(cast.congress):
        yield cast


@pytest.fixture
def walk(world):
    return Walker(world)
