"""The county's administrator and clerk with their browsers, for the tests of the administration pages."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from huying.kernel import scope
from tests.ground import ground
from tests.world import build


def browser(member) -> Client:
    client = Client()
    client.force_login(member.person.account)
    return client


def signed_in() -> SimpleNamespace:
    """The world of tests.world, with admin, clerk, deputy and neighbour signed in: for tests.ground."""
    world = build()
    world.code = world.congress.code
    people = {
        "as_admin": world.admin, "as_clerk": world.zhou, "as_deputy": world.lin, "as_neighbour": world.neighbour.clerk,
    }  # fmt: skip
    world.cookies = {name: browser(member).cookies for name, member in people.items()}
    world.at = world.when("2026-11-20")
    return world


def browsers(world) -> SimpleNamespace:
    """The same with a browser for each of them, and one for a stranger."""
    for name, cookies in world.cookies.items():
        client = Client()
        client.cookies = cookies
        setattr(world, name, client)
    world.stranger = Client()
    return world


county = ground(signed_in)


@pytest.fixture
def town(county, settings) -> SimpleNamespace:
    """The county with its browsers, at the addresses of the administration pages. A test module names both its own:
    `county, town = managing.county, managing.town`."""
    settings.ROOT_URLCONF = "tests.project.manage_addresses"
    return browsers(county)


def url(world, name, **args) -> str:
    return reverse(name, kwargs={"code": world.code, **args})


def stamps(answer) -> dict:
    """The hidden fields that a page's form carries."""
    text = answer.content.decode()
    found = {}
    for name in ("_seen", "_key"):
        match = re.search(rf'name="{name}" value="([^"]*)"', text)
        found[name] = match[1] if match else ""
    return found


def send(client, where, **data):
    """Fill in the form of a page and send it."""
    return client.post(where, {**stamps(client.get(where)), **data})


def messages(answer) -> list[str]:
    return [str(m) for m in answer.context["messages"]] if answer.context else []


def inside(world):
    return scope.congress(world.congress)
