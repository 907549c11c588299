"""A place built once, on which many tests stand.

    @ground
    def world():
        return build()

is a fixture. Its rows are made once, in a transaction that stays open; every test that asks for it runs in a savepoint
upon them, is rolled back at its end as ever, and gets Python objects of its own (a fresh copy of what was returned, so
it must be made of rows and plain values: no clients, no lambdas). Tests of one ground run one after the other; before
the first test that stands elsewhere the ground is rolled back. `ground(build, params=[…])` builds one for each. A test
with a transaction of its own, or a second ground in one test, simply has its place built for it alone.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

Place = tuple[Any, ...]  # a function that builds, and its parameter if it has one


class Standing:
    """The one ground that stands now, if any: who built it (with which parameter), its copy, the transaction it is in."""

    def __init__(self) -> None:
        self.build: Place | None = None
        self._copy = b""
        self._outer: Any = None

    def stand(self, build: Place | None) -> None:
        """Makes this place, unless it stands already and is whole; None: an empty database."""
        from django.db import connection, transaction

        if self._outer is not None and connection.closed_in_transaction:
            self.leave()
        if build == self.build:
            return
        self.leave()
        if build is None:
            return
        self._outer = transaction.atomic()
        self._outer._from_testcase = True  # a durable block in a test is durable above this, too
        self._outer.__enter__()
        try:
            made = build[0](*build[1:])
            connection.check_constraints()
            self._copy = pickle.dumps(made, pickle.HIGHEST_PROTOCOL)
            connection.run_on_commit.clear()  # what waits for a commit that never comes
        except BaseException:
            self.leave()
            raise
        self.build = build

    def leave(self) -> None:
        from django.db import transaction

        outer, self._outer, self.build = self._outer, None, None
        if outer is not None:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)

    def given(self, build: Callable[..., Any], *param: Any) -> Any:
        """What `build()` returned, as objects of the asker's own."""
        if self.build == (build, *param):
            return pickle.loads(self._copy)  # noqa: S301 - written above
        return build(*param)


STANDING = Standing()
_OF = pytest.StashKey[Any]()


def ground(build: Callable[..., Any], params: list[Any] | None = None):
    """The fixture of a place that is built once (for each parameter)."""

    def place(request, db):
        return STANDING.given(build, *([request.param] if params else []))

    place.__name__, place.__doc__, place.__module__ = build.__name__, build.__doc__, build.__module__
    place.ground = build  # type: ignore[attr-defined]
    return pytest.fixture(place, params=params)


def of(item: pytest.Item) -> Place | None:
    """The ground on which this test stands; None where it has none, or makes its own transactions."""
    if _OF not in item.stash:
        item.stash[_OF] = None if _own_transactions(item) else _asked(item)
    return item.stash[_OF]


def _asked(item: pytest.Item):
    found = getattr(item, "_fixtureinfo", None)
    for name, definitions in found.name2fixturedefs.items() if found else ():
        build = getattr(definitions[-1].func, "ground", None)
        if build is not None:
            drawn = getattr(item, "callspec", None)
            return (build, drawn.params[name]) if drawn and name in drawn.params else (build,)
    return None


def _own_transactions(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(
        {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
        or (marker and (marker.kwargs.get("transaction") or marker.args[:1] == (True,)))
    )


def arrange(items: list[pytest.Item]) -> None:
    """Tests of one ground beside each other, and before all others: those with transactions of their own come last."""
    places: dict[Any, list[pytest.Item]] = {}
    for item in items:
        places.setdefault(of(item), []).append(item)
    others = places.pop(None, [])
    items[:] = [item for together in places.values() for item in together] + others


@pytest.fixture
def _ground(request, django_db_setup, django_db_blocker):
    """Before a test's own transaction: the ground it stands on, or none."""
    with django_db_blocker.unblock():
        STANDING.stand(of(request.node))


@pytest.fixture
def _django_db_helper(_ground, _django_db_helper):
    """pytest-django's way into the database, with the ground beneath it."""


def nothing_left_over() -> None:
    """No language, and no readings that wait to be written: wsgi.py would write them when this process ends, by when the
    tests' database is gone, and the developer's own stands in its place."""
    translation.deactivate()
    if counting := sys.modules.get("huying.portal.counting"):
        counting.forget()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None):
    """Before anything of the next test is prepared: nothing in memory left over, no ground that it does not stand on."""
    try:
        return (yield)
    finally:
        nothing_left_over()
        if STANDING.build is not None and (nextitem is None or of(nextitem) != STANDING.build):
            from pytest_django.plugin import blocking_manager_key

            with item.config.stash[blocking_manager_key].unblock():
                STANDING.leave()
