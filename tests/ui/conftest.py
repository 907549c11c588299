"""The county of the tests, bare or with rows in the middle of their roads, and signing in as anybody."""

import pytest

from tests.house.conftest import sign_in, walked
from tests.world import build

__all__ = ["sign_in", "walked", "world"]


@pytest.fixture
def world(db):
    return build()
