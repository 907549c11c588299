"""Places on a phone and at the office: the public map, a keeper measuring a place, the office's board."""

from decimal import Decimal

import pytest
from django.core.cache import cache

from huying.kernel import scope
from huying.stations import operations
from huying.stations.models import Station
from tests import world as cast
from tests.stations import walking

from .test_road import Screen, large


@pytest.fixture
def county(live_server, transactional_db):
    cache.clear()
    made = cast.build()
    with scope.congress(made.congress):
        made.places = walking.walk(made)
        step = {"by": made.zhou, "at": made.when("2026-03-04")}
        operations.place_pin(made.places.station, lat=Decimal("36.12"), lon=Decimal("118.62"), **step)
        operations.award_star(made.places.station, star=3, basis="评定", **step)
    return made


def looked(assert_accessible):
    def look(page):
        assert_accessible(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} pixels wider than the screen"

    return look


def test_the_public_finds_a_place_on_a_phone(county, phone, live_server, assert_accessible):
    screen = Screen(phone, live_server.url, looked(assert_accessible))
    station = county.places.station
    screen.opens("stations/")
    assert phone.locator(".leaflet-container, .map-still").count()
    screen.opens("stations/?kind=station&star=3")
    screen.clicks(station.name)
    screen.reads("接待时间", "人气指数", "府" if "府" in station.address else station.address)
    screen.clicks("打印站点海报")
    screen.reads("有话请进来说")


def test_a_keeper_measures_a_place_on_a_phone(county, phone, live_server, assert_accessible):
    screen = Screen(phone, live_server.url, looked(assert_accessible))
    screen.becomes(county.he)
    screen.opens("stations/?tray=mine")
    screen.opens(f"stations/{county.places.station.pk}/")
    screen.opens(f"stations/{county.places.station.pk}/place_pin/")
    screen.opens(f"stations/assessments/{county.places.assessment.pk}/")
    screen.clicks("2. 设备配套" if phone.get_by_role("link", name="2. 设备配套").count() else "设备配套")
    screen.fills(met="no", note="没有打印机")
    screen.presses("填写一项")
    screen.reads("没有打印机")
    screen.does("其余不用附材料的各项都达标")
    screen.does("提交确认")
    screen.reads("75%")


def test_the_office_sees_all_places(county, desk, live_server, assert_accessible):
    screen = Screen(desk, live_server.url, looked(assert_accessible))
    desk.emulate_media(color_scheme="dark")
    screen.becomes(county.zhou)
    for where in ("", "board/", "checklists/", "assessments/", "upgrades/", "tours/", "new/register/"):
        screen.opens(f"stations/{where}")
    large(desk)
    screen.opens(f"stations/upgrades/{county.places.upgrade.pk}/")
    screen.opens(f"stations/tours/{county.places.tour.pk}/")
    screen.opens(f"stations/{county.places.station.pk}/set_hours/")
    screen.fills(day2="9:00-11:00, 15:00-17:00")
    screen.presses("填写接待时间")
    with scope.congress(county.congress):
        assert Station.objects.get(pk=county.places.station.pk).weekly["2"] == [
            ["09:00", "11:00"],
            ["15:00", "17:00"],
        ]
