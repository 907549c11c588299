"""The query budget: what each page asks of the database, by role, whatever the rows; counts.json is the promise.

counts.json holds the second look, as everybody has it while nothing happens in the congress; the first look after a
step asks a few times more, for what it then remembers (counts of trays, choices of filters, figures). Both keep MOST.
`python -m pytest tests/house/test_queries.py` names every page that asks more than it promised.
"""

import json
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huying.kernel import scope
from huying.suggestions.models import Handling, Suggestion
from huying.ui import skeleton
from huying.voices import operations as voices
from huying.voices.models import Voice
from huying.voices.triage import in_use
from tests.ballots import walking as polls
from tests.sittings import doing as sittings
from tests.stations import walking as places
from tests.stations_duties import walking as duties
from tests.suggestions.appraised import appraise
from tests.suggestions.walking import Walker
from tests.world import build

COUNTS = Path(__file__).with_name("counts.json")
MOST = 12
NOT_ROWS = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")
HOME = "/c/qinghe/"
PAGES = {
    "": ("", "suggestions/public/", "voices/say/", "voices/follow/", "stations/", "stations/{place}/",
         "stations/receptions/roster/", "stations/bookings/offers/", "ballots/", "ballots/{declared}/public/",
         "sittings/", "sittings/{sitting}/", "sittings/resolutions/", "sittings/calendar/", "ballots/hall/",
         "suggestions/public/{published}/"),
    "clerk": (
        "", "suggestions/", "suggestions/?tray=assigned", "suggestions/?tray=overdue", "suggestions/?q=桥",
        "suggestions/?sort=-due", "suggestions/{suggestion}/", "suggestions/handlings/", "suggestions/handlings/{handling}/",
        "stations/duties/board/?duty={duty}", "stations/receptions/", "stations/receptions/month/", "stations/visits/results/",
        "stations/teams/{team}/", "stations/", "stations/{place}/", "stations/board/", "stations/checklists/",
        "stations/assessments/", "stations/assessments/{assessment}/", "stations/upgrades/{upgrade}/", "stations/tours/",
        "suggestions/rates/", "suggestions/new/draft/", "voices/", "voices/?q=灯", "voices/{voice}/",
        "voices/{voice}/triage/", "voices/{voice}/triage/hints/", "voices/hot/", "board/", "manage/",
        "ballots/", "ballots/{poll}/", "ballots/{declared}/", "ballots/hall/chair/", "ballots/{poll}/connections/",
        "sittings/", "sittings/{sitting}/", "sittings/{sitting}/desk/", "sittings/{sitting}/versions/", "sittings/calendar/",
        "sittings/kit/", "sittings/rules/", "sittings/agenda/", "sittings/agenda/{item}/", "sittings/summons/",
        "sittings/summons/{summons}/", "sittings/materials/", "sittings/speeches/", "sittings/speeches/floor/{sitting}/",
        "sittings/motions/{motion}/", "sittings/deliberations/", "sittings/resolutions/", "sittings/resolutions/{resolution}/",
        "sittings/duties/", "sittings/hearings/{hearing}/", "sittings/matters/", "sittings/minutes/",
        "sittings/minutes/{minutes}/", "sittings/new/plan/", "sittings/agenda/new/propose/",
        "suggestions/?tray=escalated", "suggestions/appraisals/", "suggestions/appraisals/{test}/",
        "suggestions/appraisals/new/pick/", "suggestions/appraisals/{picked}/put/", "suggestions/remedies/",
        "suggestions/remedies/{remedy}/",
    ),
    "leader": ("", "board/", "suggestions/", "voices/", "sittings/", "sittings/{sitting}/", "ballots/hall/chair/"),
    "deputy": (
        "", "suggestions/", "suggestions/{suggestion}/", "voices/", "suggestions/new/draft/", "stations/receptions/month/",
        "stations/receptions/{reception}/", "stations/visits/", "stations/slots/", "ballots/{poll}/vote/",
        "sittings/", "sittings/{sitting}/", "sittings/{sitting}/arrive/", "sittings/summons/", "sittings/summons/{summons}/",
        "sittings/agenda/{item}/", "sittings/speeches/floor/{sitting}/", "ballots/hall/", "ballots/hall/device/",
    ),
    "handler": ("", "suggestions/", "suggestions/handlings/", "suggestions/handlings/{handling}/", "voices/",
        "suggestions/appraisals/{test}/", "suggestions/remedies/{remedy}/", "suggestions/remedies/{remedy}/report/"),
    "keeper": (
        "", "voices/", "stations/", "stations/{place}/", "stations/receptions/screen/{station}/", "stations/bookings/{booking}/",
    ),
    "admin": ("", "board/", "manage/", "manage/settings/", "manage/settings/retention_days/"),
}  # fmt: skip


@pytest.fixture
def county(db, sign_in):
    """A client for each role, and the same rows once more on demand."""
    from huying.kernel.accounts import operations as accounts

    world = build()
    with scope.congress(world.congress):
        for member in world.cast:
            accounts.of(member, at=world.when("2026-03-01"))
    people = {
        "clerk": world.zhou, "leader": world.chen, "deputy": world.lin, "handler": world.transport_handler,
        "keeper": world.he, "admin": world.admin,
    }  # fmt: skip
    world.clients = {"": Client()} | {role: sign_in(member) for role, member in people.items()}
    return world


def more_rows(world) -> None:
    """Suggestions in several states and voices, five of each."""
    with scope.congress(world.congress):
        world.places = places.walk(world)
        world.duties = duties.walk(world)
        polls.walk(world)
        n = world.times = getattr(world, "times", 0) + 2
        world.sittings, world.held = (
            sittings.walk(world, f"2026-03-{9 + n}", n),
            sittings.decided(world, f"2026-04-{9 + n}", n + 1),
        )
        world.appraised = appraise(world)
        walk = Walker(world)
        for n in range(5):
            walk.submitted(title=f"关于增设第{n}条校车线路的建议")
            walk.received(title=f"关于整治第{n}座桥的建议")
            voices.hear(
                title=f"第{n}盏路灯坏了",
                text="东街的路灯一直不亮。",
                by=world.zhou,
                at=walk.at,
                channel="station",
            )


def asked(world, first=False) -> tuple[dict[str, int], dict[str, int]]:
    """Page → queries of the second look; and of a first look with nothing remembered."""
    with scope.congress(world.congress):
        places = {
            "suggestion": Suggestion.objects.filter(state="assigned").order_by("pk").first().pk,
            "handling": Handling.objects.order_by("pk").first().pk,
            "voice": Voice.objects.order_by("pk").first().pk,
            "duty": world.duties.duty.pk,
            "poll": world.poll.pk,
            "sitting": world.sittings.sitting.pk,
            "item": world.sittings.items["decision"].pk,
            "summons": world.sittings.sitting.summons.get(member=world.lin).pk,
            "motion": world.sittings.motion.pk,
            "hearing": world.sittings.hearing.pk,
            "resolution": world.held.resolution.pk,
            "minutes": world.held.minutes.pk,
            "declared": world.declared.pk,
            **{name: row.pk for name, row in vars(world.places).items()},
            **{name: row.pk for name, row in vars(world.appraised).items()},
            "place": world.places.station.pk,
            "team": world.duties.team.pk,
            "reception": world.duties.held.pk,
            "station": world.duties.station.pk,
            "booking": world.duties.talk.pk,
        }
    warm, cold = {}, {}
    for role, pages in PAGES.items():
        for page in pages:
            client, path = world.clients[role], HOME + page.format(**places)
            if first:
                client.get(path)  # compiles templates, reads rules
            cache.clear()
            skeleton._drawn.clear()  # a form drawn some seconds ago would make the first look too light
            in_use._asked.clear()  # … and a model asked after some seconds ago, unless this machine is slow
            for found in (cold, warm):
                with CaptureQueriesContext(connection) as captured:
                    answer = client.get(path)
                assert answer.status_code == 200, (role, path, answer.status_code)
                queries = [q for q in captured.captured_queries if not q["sql"].startswith(NOT_ROWS)]
                found[f"{role or 'public'} /{page}"] = len(queries)
    return warm, cold


def test_every_page_keeps_its_promise_and_none_grows_with_the_rows(county):
    """Whether a page asks once a row is written in Python: that is looked for on SQLite, the promise on both."""
    promised = json.loads(COUNTS.read_text(encoding="utf-8"))
    everything = connection.vendor == "sqlite"
    more_rows(county)
    few, cold = asked(county, first=everything)
    assert set(few) == set(promised)
    assert {page: n for page, n in few.items() if n > promised[page]} == {}
    if not everything:
        return
    assert {page: n for page, n in cold.items() if n > MOST} == {}
    more_rows(county)
    many, cold_many = asked(county)
    assert {page: (cold[page], n) for page, n in cold_many.items() if n > cold[page]} == {}
    assert {page: (few[page], n) for page, n in many.items() if n > few[page]} == {}


def test_no_promise_is_above_the_budget():
    promised = json.loads(COUNTS.read_text(encoding="utf-8"))
    assert {page: n for page, n in promised.items() if n > MOST} == {}
