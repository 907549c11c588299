"""The county of tests/world.py with a house, a station below it and a point below that."""

import pytest
from django.core.cache import cache
from django.test import Client

from huying.kernel import process, scope
from huying.kernel.accounts import operations as accounts
from huying.stations import operations
from tests import world as cast
from tests.ground import ground

WEEK = {"1": [["08:30", "11:30"], ["14:00", "17:00"]], "3": [["08:30", "11:30"]]}


@ground
def streets():
    world = cast.build()
    with scope.congress(world.congress):
        born = {"by": process.house(), "at": world.when("2026-03-02")}
        world.house = operations.register(**born, name="城关镇人大代表之家", kind="house", area=world.town)
        world.station = operations.register(
            **born, name="城关镇代表联络站", area=world.town, parent=world.house, address="府前街 8 号", weekly=WEEK,
            telephone="0999-2101001", keepers=[world.he],
        )  # fmt: skip
        world.point = operations.register(
            **born,
            name="东街社区代表联络点",
            kind="point",
            area=world.town,
            parent=world.station,
            keepers=[world.he],
        )
        for member in (*world.cast, *world.neighbour.cast):
            with scope.congress(member.congress):
                accounts.of(member, at=world.when("2026-03-01"))
    return world


@pytest.fixture
def county(streets):
    """Serving the county: `house`, `station` (kept by he), `point`; `sign_in(member)` gives that person's client."""
    cache.clear()
    with scope.congress(streets.congress):
        yield streets


@pytest.fixture
def sign_in():
    """sign_in(member) → a client signed in as that membership's person, acting in that role."""
    from django.contrib.auth import get_user_model

    def enter(member) -> Client:
        client = Client()
        account = get_user_model().objects.get(person=member.person)
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session[f"member-{member.congress.code}"] = member.pk
        session.save()
        return client

    return enter
