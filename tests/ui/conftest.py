"""The county of the tests, bare or with rows in the middle of their roads, and signing in as anybody."""

from tests.ground import ground
from tests.house.conftest import sign_in, walked
from tests.world import build

__all__ = ["sign_in", "walked", "world"]


world = ground(build)
