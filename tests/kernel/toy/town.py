"""Two congresses and their people, and the switch that puts the toy into the registry for one test."""

from datetime import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from huying.kernel import clocks, scope, subject
from huying.kernel.roster import Congress, Membership, Person, Unit
from tests.ground import ground

from . import operations
from .models import MODELS, Answer, Errand

AT = datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="session")
def toy_tables(django_db_setup, django_db_blocker):
    """The toy's tables, made once unless the test database was made with them."""
    with django_db_blocker.unblock():
        missing = {m._meta.db_table for m in MODELS} - set(connection.introspection.table_names())
        if missing:
            with connection.schema_editor() as editor:
                for model in MODELS:
                    editor.create_model(model)


@pytest.fixture
def toy(toy_tables, db, monkeypatch):
    """The toy in its place in the registry; its reactions hang on `toy.reactions`."""
    return registered(monkeypatch)


def registered(monkeypatch):
    monkeypatch.setitem(subject.SUBJECTS, Errand.FLOW.subject, Errand)
    monkeypatch.setitem(subject.RECORDS, "toy.Answer", Answer)
    clocks._rules.cache_clear()  # notices of another test are gone, its congress's number is not
    reactions: dict = {}
    monkeypatch.setattr("huying.kernel.process._board", lambda: reactions)
    return SimpleNamespace(reactions=reactions, ops=operations)


@ground
def houses():
    return people()


@pytest.fixture
def town(toy, houses):
    """A county with two deputies, two clerks and two units, and its neighbour."""
    return asking(houses)


def build(digest="sha256"):
    """The people of the county `here` and of `there`; `ask(...)` gives the town an errand."""
    return asking(people(digest))


def asking(t):
    t.ask = lambda **more: operations.ask(**{"by": t.lin, "at": AT, "author": t.lin, "text": "修桥"} | more)
    return t


def people(digest="sha256"):
    here = Congress.objects.create(code="here", name="本县人大", level="county", digest=digest)
    there = Congress.objects.create(code="there", name="邻县人大", level="county", digest=digest)
    t = SimpleNamespace(here=here, there=there, at=AT, digest=digest)
    with scope.congress(here):
        t.unit, t.other_unit = (Unit.objects.create(name=n) for n in ("交通局", "水务局"))
        for name, role, unit in (
            ("lin", "deputy", None),
            ("zhao", "deputy", None),
            ("clerk", "clerk", None),
            ("clerk2", "clerk", None),
            ("admin", "admin", None),
            ("leader", "leader", None),
            ("handler", "handler", t.unit),
            ("other_handler", "handler", t.other_unit),
        ):
            setattr(t, name, _member(name, role, unit))
    with scope.congress(there):
        t.foreign_clerk, t.foreign_deputy = _member("外县办公室", "clerk"), _member("外县代表", "deputy")
    return t


def _member(name, role, unit=None):
    return Membership.objects.create(person=Person.objects.create(name=name), role=role, unit=unit)


def walk(t, n=3):
    """n errands, each asked, assigned and answered; some with a remark."""
    made = []
    for i in range(n):
        errand = t.ask(text=f"第{i}件 修桥𠮷", citizen=f"群众{i}", phone=f"1380013800{i % 10}", price="1.5")
        if i % 2:
            operations.remark(errand, by=t.lin, at=AT, text=f"补充{i}")
        operations.assign(errand, by=t.clerk, at=AT, unit=t.unit)
        if i % 3 != 2:
            operations.answer(errand, by=t.handler, at=AT, text=f"已办{i}")
        made.append(errand)
    return made
