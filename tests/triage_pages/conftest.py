"""The small town of the room of voices, and a few voices that belong together."""

import pytest

from huying.kernel import scope
from huying.voices import operations
from huying.voices.triage import in_use
from tests.voices.conftest import banks, build, make, neighbour, sign_in, town  # noqa: F401

__all__ = ["build", "make", "sign_in"]

BRIDGE = "柳湾村村口的石板桥被水冲了一个大洞，孩子上学要绕三里路，雨天更不敢走。希望早点修好。"
AGAIN = "柳湾村村口的石板桥被水冲了个大洞，孩子们上学要绕三里路，雨天更危险。请快点修好。"
OTHER = "东街菜市场的秤不准，买五斤回家一称四斤二两，希望市场监管的人来查一查。"


@pytest.fixture(autouse=True)
def _nothing_loaded():
    in_use.forget()
    yield
    in_use.forget()


@pytest.fixture
def three(town, now):  # noqa: F811
    """(the bridge, the bridge again, something else), keys written."""
    from huying.voices.triage.matching import keys

    with scope.congress(town.congress):
        rows = [
            make(town, now, title="柳湾村村口石板桥冲坏", text=BRIDGE),
            make(town, now, title="柳湾村石板桥有大洞", text=AGAIN),
            operations.hear(by=town.keeper, at=now, title="菜市场缺斤少两", text=OTHER, station=town.station),
        ]
        keys.catch_up()
    return rows
