"""The query budget of the deputies' pages: the second look at each, twelve at most, and none grows with the rows."""

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huying.deputies.models import Contact, ContactPair, Letter, Posting
from huying.kernel import scope
from huying.kernel.accounts import operations as accounts
from tests.world import build, when

from .walking import more_rows, walk

pytestmark = pytest.mark.django_db
MOST = 12
NOT_ROWS = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")
HOME = "/c/qinghe/deputies/"
PAGES = {
    "": ("", "find/", "find/?a=城关镇", "find/?n=林", "find/suggest/?a=城关", "{card}/", "{card}/write/", "letters/follow/"),
    "clerk": (
        "postings/", "postings/{posting}/", "postings/nearest/", "postings/guests/", "cards/", "cards/{card}/", "cards/sheet/",
        "cards/sheet/?of=stations", "plans/", "plans/{plan}/", "pairs/", "pairs/{pair}/", "pairs/network/", "pairs/new/pair/",
        "contacts/", "contacts/{contact}/", "letters/", "letters/{letter}/", "addresses/",
    ),
    "leader": ("pairs/network/", "pairs/"),
    "deputy": ("letters/", "letters/{letter}/", "letters/{letter}/answer/", "pairs/", "contacts/new/log/", "cards/{card}/edit/"),
    "keeper": ("letters/", "letters/{letter}/", "postings/"),
}  # fmt: skip


@pytest.fixture
def county(db):
    world = build()
    with scope.congress(world.congress):
        walk(world)
        for member in world.cast:
            accounts.of(member, at=when("2026-03-01"))
    people = {"clerk": world.zhou, "leader": world.chen, "deputy": world.lin, "keeper": world.he}
    world.clients = {"": Client()}
    for role, member in people.items():
        world.clients[role] = Client()
        account = get_user_model().objects.get(person=member.person)
        world.clients[role].force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return world


def asked(world) -> dict[str, int]:
    with scope.congress(world.congress):
        places = {
            "card": world.card.pk, "plan": world.plan.pk, "pair": ContactPair.objects.order_by("pk").first().pk,
            "posting": Posting.objects.order_by("pk").first().pk, "contact": Contact.objects.get().pk,
            "letter": Letter.objects.order_by("pk").first().pk,
        }  # fmt: skip
    found = {}
    for role, pages in PAGES.items():
        for page in pages:
            client, path = world.clients[role], HOME + page.format(**places)
            cache.clear()
            client.get(path)  # compiles templates, reads rules, remembers
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(path)
            assert answer.status_code == 200, (role, path, answer.status_code)
            found[f"{role or 'public'} /{page}"] = sum(
                not q["sql"].startswith(NOT_ROWS) for q in captured.captured_queries
            )
    return found


def test_no_page_asks_more_than_twelve_times_nor_more_with_more_rows(county):
    few = asked(county)
    assert {page: n for page, n in few.items() if n > MOST} == {}
    with scope.congress(county.congress):
        more_rows(county)
    more = asked(county)
    assert {page: (few[page], n) for page, n in more.items() if n > few[page]} == {}
