"""The county of the cast, a second clerk for the second pair of eyes, and an article at every stage of its road."""

from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

import huying.project.urls  # noqa: F401 - opens the doors of all rooms
from huying.kernel import scope
from huying.kernel.accounts import operations as accounts
from huying.kernel.roster import Membership, Person
from huying.portal import counting, operations
from tests.ground import ground
from tests.world import build, when

TEXT = "东街的桥修好了。\n\n## 办理经过\n\n- 三月二日 群众反映\n- 五月十日 完工"


@ground
def editors():
    made = build()
    with scope.congress(made.congress):
        made.second = Membership.objects.create(person=Person.objects.create(name="沈月"), role="clerk")
        made.cast.append(made.second)
        for member in made.cast:
            accounts.of(member, at=when("2026-03-01"))
    return made


@pytest.fixture
def world(editors):
    """The cast; the county of 青禾 is being served, `second` is another clerk."""
    cache.clear()
    counting.forget()
    with scope.congress(editors.congress):
        yield editors


@pytest.fixture
def road(world):
    """road.draft() … road.published(): an article brought so far; every call moves the clock on."""
    at = when("2026-11-20", "09:00")

    def draft(**more):
        return operations.draft(by=world.zhou, at=at, **{"title": "东街桥修好了", "text": TEXT, **more})

    def submitted(**more):
        row = draft(**more)
        operations.submit(row, by=world.zhou, at=at)
        return row

    def approved(publish_on=None, **more):
        row = submitted(**more)
        operations.approve(row, by=world.second, at=at, publish_on=publish_on)
        return row

    def published(**more):
        row = approved(**more)
        operations.publish(row, by=world.zhou, at=at)
        return row

    return SimpleNamespace(draft=draft, submitted=submitted, approved=approved, published=published, at=at)


@pytest.fixture
def enter():
    """enter(member) → a client signed in as that membership."""

    def client_of(member) -> Client:
        client = Client()
        account = get_user_model().objects.get(person=member.person)
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session[f"member-{member.congress.code}"] = member.pk
        session.save()
        return client

    return client_of
