"""What a citizen opens on a phone, in every look: the map, deputies, the front door; axe finds nothing anywhere."""

from decimal import Decimal

import pytest
from django.core.cache import cache

from huying.deputies.cards import operations as cards
from huying.kernel import process, scope
from huying.stations import operations as stations
from tests import world as cast

from .test_every_page import fits

PAGES = (
    "", "stations/places/", "deputies/", "deputies/find/", "deputies/find/?n=林知远", "deputies/letters/follow/",
    "voices/say/", "voices/calls/public/", "voices/talks/public/", "portal/read/", "portal/remarks/public/",
    "portal/remarks/say/", "stations/bookings/offers/",
)  # fmt: skip
PLACES = (
    ("城关镇代表联络站", "36.1200", "118.6200"),
    ("柳湾村联络点", "36.1204", "118.6205"),
    ("白沙镇联络站", "36.31", "118.80"),
)


@pytest.fixture
def county(live_server, transactional_db):
    cache.clear()
    made = cast.build()
    with scope.congress(made.congress):
        born = {"by": process.house(), "at": made.when("2022-01-10")}
        for name, lat, lon in PLACES:
            station = stations.register(**born, name=name, area=made.town, keepers=[made.he])
            stations.place_pin(
                station, by=made.zhou, at=made.when("2026-03-04"), lat=Decimal(lat), lon=Decimal(lon)
            )
        made.card = cards.publish(by=made.zhou, at=made.when("2026-03-04"), member=made.lin)
    return made


def test_every_public_page_in_every_look(county, phone, live_server, assert_accessible):
    for look in ("light", "dark and large"):
        phone.emulate_media(color_scheme="dark" if look != "light" else "light")
        if look != "light":
            phone.context.add_cookies([{"name": "large", "value": "1", "url": live_server.url}])
        for page in (*PAGES, f"deputies/{county.card.pk}/", f"deputies/{county.card.pk}/write/"):
            answer = phone.goto(f"/c/qinghe/{page}")
            assert answer is not None and answer.ok, f"{page}: {answer and answer.status}"
            assert_accessible(phone)
            fits(phone)


def test_the_map_on_a_phone_gathers_near_places_and_opens_one(county, phone, assert_accessible):
    phone.goto("/c/qinghe/stations/places/")
    pins = phone.locator(".map-live .map-pin")
    pins.first.wait_for()
    assert sorted(pins.all_inner_texts())[-1] == "×2"
    phone.locator(".map-icon", has_text="×2").tap()
    phone.locator(".map-icon", has_text="1").first.wait_for()
    phone.locator(".map-icon[aria-label$='城关镇代表联络站']").tap()
    popup = phone.locator(".leaflet-popup a", has_text="城关镇代表联络站")
    popup.wait_for()
    assert_accessible(phone)
    popup.tap()
    phone.wait_for_url("**/stations/*/")


def test_without_javascript_the_map_is_a_picture_with_a_list(county, browser, live_server):
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto("/c/qinghe/stations/places/")
    assert page.locator(".map-still").is_visible()
    assert not page.locator(
        ".map-list"
    ).is_visible()  # the places stand below with their hours: a phone shows them once
    page.get_by_role("link", name="白沙镇联络站").click()
    assert page.get_by_role("heading", level=1).inner_text() == "白沙镇联络站"
    context.close()
