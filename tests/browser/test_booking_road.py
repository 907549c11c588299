"""A deputy signs in and opens an hour online, a citizen books it on a phone, both write, the deputy ends it with a record."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache

from huying.kernel import process, scope
from huying.stations import operations as stations
from huying.stations.models import Booking
from tests import world as cast

from .test_every_page import fits
from .test_road import Screen

SECRET = "a long sentence for a sign-in"


@pytest.fixture
def county(live_server, transactional_db):
    cache.clear()
    made = cast.build()
    with scope.congress(made.congress):
        made.station = stations.register(
            by=process.house(), at=made.when("2022-01-10"), name="城关镇代表联络站", area=made.town, telephone="0000-6600110",
            keepers=[made.he],
        )  # fmt: skip
    account = get_user_model().objects.get(person=made.lin.person)
    account.set_password(SECRET)
    account.save()
    made.username = account.username
    return made


def test_an_hour_online_from_both_sides(county, desk, phone, live_server, assert_accessible):
    def look(page):
        assert_accessible(page)
        fits(page)

    office, pocket = (Screen(page, live_server.url, look) for page in (desk, phone))
    desk.goto("/sign-in/")
    look(desk)
    office.fills(username=county.username, password="wrong")
    desk.locator("main button.primary").click()
    assert desk.get_by_role("alert").first.is_visible()
    look(desk)
    office.fills(username=county.username, password=SECRET)
    desk.locator("main button.primary").click()
    desk.wait_for_url("**/c/qinghe/")
    look(desk)
    today = desk.evaluate("new Date().toLocaleDateString('sv')")
    office.opens("stations/slots/new/offer/")
    office.fills(day=today, starts_at="00:05", capacity="2", topic="修路和上学")
    office.presses("开放一次云接待")

    pocket.opens("stations/bookings/offers/")
    pocket.reads("修路和上学")
    pocket.clicks("预约（还有 2 个名额）")
    pocket.fills(
        text="孩子上学要绕路，想请代表看看桥什么时候修。", author="陈大山", phone="13800001234", consent="on"
    )
    phone.wait_for_timeout(3200)  # people take longer than robots
    pocket.presses("预约")
    look(phone)
    shown = phone.locator("main").inner_text()
    number, code = re.search(r"QH-YY-\d{4}-\d+", shown)[0], re.search(r"(?<!\d)\d{4} \d{4}(?!\d)", shown)[0]
    phone.reload()
    assert code in phone.locator("main").inner_text()
    pocket.fills(text="桥面有洞，护栏也断了。")
    pocket.presses("发送")
    pocket.reads("桥面有洞")

    with scope.congress(county.congress):
        row = Booking.objects.get(number=number)
    office.opens(f"stations/bookings/{row.pk}/")
    office.reads("护栏也断了")
    office.does("留言", text="收到，明天上午我去看。")
    office.does("办结", summary="已到现场看过，列入下月维修。")

    phone.context.clear_cookies()
    pocket.opens("stations/bookings/mine/")
    pocket.fills(number=number, code=code)
    phone.locator("main button.primary").click()
    phone.wait_for_url("**/talk/")
    pocket.reads("明天上午我去看", "已办结")
    look(phone)
