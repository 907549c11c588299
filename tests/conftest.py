"""What every test stands on: a fixed day, fast passwords, its own media folder, and honest skipping.

Tests marked `realdata` read the folder HUYING_DATA (default `../shared/data` beside the checkout). Where it
is absent they are deselected and counted in the summary. Under CI=true a skipped test is a failed test.
"""

from __future__ import annotations

import gc
import os
from datetime import date, datetime
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

import hypothesis
import pytest

from tests import ground
from tests.ground import _django_db_helper, _ground, pytest_runtest_teardown  # noqa: F401 - taken up by pytest

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("HUYING_DATA") or ROOT.parent / "shared" / "data")
CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
TODAY = date(2026, 11, 21)
LEFT_OUT = pytest.StashKey[int]()
ELSEWHERE = pytest.StashKey[int]()

# Playwright keeps an event loop in the main thread, and Django would refuse the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# "steady" draws the same examples every time: a red run is red again. "search" looks for new ones.
_quiet = [hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.function_scoped_fixture]
hypothesis.settings.register_profile(
    "steady", derandomize=True, max_examples=60, deadline=None, database=None, suppress_health_check=_quiet
)
hypothesis.settings.register_profile("search", max_examples=500, deadline=None, suppress_health_check=_quiet)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture
def today() -> date:
    """The day on which every test runs: 2026-11-21, a Saturday."""
    return TODAY


@pytest.fixture
def now() -> datetime:
    """Ten in the morning of that day in China."""
    return datetime(2026, 11, 21, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real data; only for tests marked `realdata`."""
    return DATA


@pytest.fixture(scope="session", autouse=True)
def _settings_for_tests(tmp_path_factory: pytest.TempPathFactory):
    """Passwords hashed fast, files in a folder of their own, static files without a collected manifest."""
    from django.conf import settings
    from django.test import override_settings

    if not (settings.configured or os.environ.get("DJANGO_SETTINGS_MODULE")):
        yield  # pure rules, tested without Django
        return
    from tests import emptying, middleware

    emptying.instead()
    middleware.share()
    changes = {
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "MEDIA_ROOT": str(tmp_path_factory.mktemp("media")),
        "STATIC_ROOT": str(tmp_path_factory.mktemp("static")),
        "STORAGES": {
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    }
    with override_settings(**changes):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite in a file, as the product runs: in memory, threads lock each other out without waiting."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("db") / "test.sqlite3")


@pytest.fixture
def own_database(db, tmp_path):
    """The URL of an empty database on the engine under test, a file or a database beside the test's."""
    from django.db import connection

    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'race.sqlite3'}"
        return
    s = connection.settings_dict
    name = f"own_{os.getpid()}"
    outside = connection.copy()
    try:
        with outside.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
            cursor.execute(f"CREATE DATABASE {name}")
        yield f"postgresql://{s['USER']}:{quote(s['PASSWORD'])}@{s['HOST']}:{s['PORT']}/{name}"
        with outside.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        outside.close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not DATA.is_dir():
        config.stash[LEFT_OUT] = _without(
            config, items, lambda item: bool(item.get_closest_marker("realdata"))
        )
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        config.stash[ELSEWHERE] = _without(config, items, lambda item: not _asks_a_database(item))
    ground.arrange(items)


def _without(config: pytest.Config, items: list[pytest.Item], leave) -> int:
    """Deselects the items that `leave` names; how many they were."""
    left = {item for item in items if leave(item)}
    if left:
        config.hook.pytest_deselected(items=list(left))
        items[:] = [item for item in items if item not in left]
    return len(left)


def _asks_a_database(item: pytest.Item) -> bool:
    """A test that opens no database, or is marked `once`, says the same on both engines; it runs with the suite on SQLite."""
    if item.get_closest_marker("once"):
        return False
    if {"db", "transactional_db", "live_server", "own_database"} & set(getattr(item, "fixturenames", ())):
        return True
    found = getattr(item, "_fixtureinfo", None)
    fixtures = [one for many in found.name2fixturedefs.values() for one in many] if found else []
    ours = [one for one in fixtures if not one.func.__module__.startswith("pytest_django")]
    unlocks = any({"django_db_setup", "django_db_blocker"} & set(one.argnames) for one in ours)
    return unlocks or item.get_closest_marker("django_db") is not None


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: looking through it for garbage again and again took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if count := config.stash.get(LEFT_OUT, 0):
        terminalreporter.write_line(
            f"realdata: {count} tests deselected, the folder {DATA.name}/ is not here"
        )
    if count := config.stash.get(ELSEWHERE, 0):
        terminalreporter.write_line(
            f"postgresql: {count} tests open no database or are marked `once`; they run with the suite on SQLite"
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    return _no_skip(item.nodeid, (yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):
    return _no_skip(collector.nodeid, (yield))


def _no_skip(name: str, report):
    """Under CI nothing is skipped: a skip or an expected failure becomes a failure with its reason."""
    if CI and report.skipped:
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        reason = getattr(report, "wasxfail", "") or reason
        report.outcome = "failed"
        report.longrepr = f"{name}: not allowed under CI: {reason}"
        if hasattr(report, "wasxfail"):
            del report.wasxfail
    return report
