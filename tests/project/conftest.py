"""A county and its neighbour, people with accounts, and a browser for each."""

from datetime import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from huying.kernel import process, scope
from huying.kernel.accounts import invitations, operations
from huying.kernel.roster import Congress, Membership, Person
from tests.ground import ground

AT = datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
SECRET = "bridge-over-the-Lan-river"


@ground
def people():
    here = Congress.objects.create(code="here", name="本县人大", level="county")
    there = Congress.objects.create(code="there", name="邻县人大", level="county")
    t = SimpleNamespace(here=here, there=there, at=AT, secret=SECRET)
    with scope.congress(here):
        for name, role in (("lin", "deputy"), ("clerk", "clerk"), ("admin", "admin"), ("keeper", "keeper")):
            person = Person.objects.create(name=name, phone="13800138000", id_card="110101199003071234")
            setattr(t, name, Membership.objects.create(person=person, role=role))
    with scope.congress(there):
        t.neighbour = Membership.objects.create(person=Person.objects.create(name="邻居"), role="admin")
    return t


@pytest.fixture
def town(people, settings):
    settings.ROOT_URLCONF = "tests.project.addresses"
    return people


def opened(member, username, password=SECRET):
    """The member's account, opened through a slip."""
    with scope.congress(member.congress):
        return operations.open_for(member, username=username, password_hash=make_password(password), at=AT)


def slip_for(member, by):
    """(admission, code) of a fresh slip."""
    from django.utils import timezone

    now = timezone.now()
    with scope.congress(member.congress):
        admission = operations.of(member, at=now)
        code = invitations.fresh_code()
        operations.issue(admission, by=by, at=now, code=code)
    return admission, code


def sign_in(username, password=SECRET, client=None, **more):
    client = client or Client()
    return client, client.post("/sign-in/", {"username": username, "password": password}, **more)


__all__ = ["opened", "process", "sign_in", "slip_for"]
