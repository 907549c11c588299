"""The world and a walker who brings a suggestion to a state by the steps that lead there."""

import pytest

from huying.kernel import scope
from tests.suggestions.walking import Walker
from tests.world import build


@pytest.fixture
def world(db):
    """The cast; the county of 青禾 is being served."""
    made = build()
    with scope.congress(made.congress):
        yield made


@pytest.fixture
def walk(world):
    return Walker(world)
