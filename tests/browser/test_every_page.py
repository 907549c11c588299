"""The main pages of every role, read by axe: no violation, nothing wider than the screen."""

import pytest

from huying.kernel import process, scope
from huying.stations import operations as stations
from tests import world as cast
from tests.suggestions.appraised import appraise
from tests.suggestions.walking import Walker

from .conftest import CHINA, DESK, PHONE, watched
from .test_road import Screen, large

PUBLIC = ("", "voices/say/", "voices/follow/", "voices/lost/", "stations/", "suggestions/public/",
          "stations/receptions/roster/", "stations/bookings/offers/", "portal/read/", "portal/talks/", "portal/withdrawn/",
          "portal/remarks/public/", "portal/remarks/say/", "year/", "voices/declined/", "voices/taken-down/")  # fmt: skip
WORK = ("", "news/", "me/", "voices/", "suggestions/")
PAGES = {
    "lin": (
        *WORK,
        "sittings/",
        "sittings/calendar/",
        "sittings/summons/",
        "ballots/",
        "ballots/hall/",
        "suggestions/new/draft/",
        "voices/new/hear/",
        "stations/receptions/month/",
        "stations/visits/new/note/",
        "stations/slots/new/offer/",
    ),
    "he": (
        "",
        "voices/",
        "voices/new/hear/",
        "me/",
        "stations/receptions/month/",
        "stations/bookings/",
        "voices/hot/",
    ),
    "zhou": (
        *WORK,
        "sittings/",
        "sittings/kit/",
        "sittings/rules/",
        "sittings/matters/",
        "sittings/draws/",
        "ballots/",
        "ballots/usual/",
        "ballots/new/propose/",
        "suggestions/meeting/",
        "suggestions/rates/",
        "suggestions/handlings/",
        "board/",
        "manage/imports/",
        "stations/duties/presets/",
        "stations/duties/board/",
        "stations/receptions/",
        "stations/visits/results/",
        "portal/",
        "portal/new/draft/",
        "portal/columns/",
        "portal/correspondents/",
        "portal/remarks/",
        "portal/lectures/new/plan/",
        "portal/stories/",
        "portal/ranking/",
        "voices/hot/",
    ),
    "transport_handler": (*WORK, "suggestions/handlings/"),
    "chen": ("", "ballots/hall/chair/", "board/", "suggestions/rates/", "manage/rules/"),
    "admin": (
        "manage/",
        "manage/roster/units/",
        "manage/congress/",
        "manage/calendar/",
        "manage/settings/",
        "manage/settings/retention_days/",
        "admin/health/",
    ),
}
TESTED = {
    "": ("suggestions/public/{published}/",),
    "zhou": ("suggestions/appraisals/", "suggestions/appraisals/new/pick/", "suggestions/appraisals/{test}/",
             "suggestions/appraisals/{picked}/", "suggestions/appraisals/{picked}/put/", "suggestions/remedies/"),
    "transport_handler": ("suggestions/appraisals/{test}/", "suggestions/remedies/{remedy}/report/"),
    "chen": ("suggestions/?tray=escalated", "suggestions/appraisals/{test}/", "suggestions/remedies/{remedy}/"),
}  # fmt: skip
ON_PHONES = ("lin", "he", "chen")
DARK = ("transport_handler", "chen")
LARGE = ("lin", "zhou")


@pytest.fixture
def county(live_server, transactional_db):
    made = cast.build()
    with scope.congress(made.congress):
        stations.register(
            by=process.house(), at=made.when("2022-01-10"), name="城关镇代表联络站", area=made.town, address="府前街 8 号",
            keepers=[made.he],
        )  # fmt: skip
        walk = Walker(made)
        made.open, made.ended = walk.received(), walk.on("2026-03-02").closed()
        walk.accepted(title="关于增设校车的建议")
        made.tested = {name: row.pk for name, row in vars(appraise(made)).items()}
    return made


def fits(page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels wider than the screen"


def test_the_pages_of_every_role(county, new_context, live_server, assert_accessible):
    def look(page):
        assert_accessible(page)
        fits(page)

    for who in sorted(PAGES):
        context = new_context(base_url=live_server.url, **CHINA, **(PHONE if who in ON_PHONES else DESK))
        with watched(context) as page:
            screen = Screen(page, live_server.url, look)
            if who in DARK:
                page.emulate_media(color_scheme="dark")
            screen.becomes(getattr(county, who))
            screen.opens(PAGES[who][0])
            if who in LARGE:
                large(page)
            for where in (*PAGES[who][1:], *TESTED.get(who, ())):
                screen.opens(where.format(**county.tested))
            if who in ("lin", "zhou", "chen"):
                for row in (county.open, county.ended):
                    screen.opens(f"suggestions/{row.pk}/")
        context.close()


def test_pages_of_everybody(county, phone, live_server, assert_accessible):
    def look(page):
        assert_accessible(page)
        fits(page)

    screen = Screen(phone, live_server.url, look)
    for where in (*PUBLIC, *TESTED[""]):
        screen.opens(where.format(**county.tested))
    for where in ("/", "/sign-in/"):
        phone.goto(where)
        look(phone)
