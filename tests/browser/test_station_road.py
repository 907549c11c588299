"""From one's own village to 已落实, by people who never saw the product: find a deputy, say it with a photo on a phone,
a keeper sorts it with the hints, the deputy takes it up, the citizen reads that it was done."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from PIL import Image

from huying.deputies.cards import operations as cards
from huying.deputies.postings import operations as postings
from huying.kernel import process, scope
from huying.stations import operations as stations
from tests import world as cast

from .test_every_page import fits
from .test_road import Screen

TITLE = "村口的桥被水冲了一个洞"


@pytest.fixture
def county(live_server, transactional_db):
    cache.clear()
    made = cast.build()
    at = made.when("2026-01-10")
    with scope.congress(made.congress):
        made.station = stations.register(
            by=process.house(), at=made.when("2022-01-10"), name="城关镇代表联络站", area=made.town, address="府前街 8 号",
            keepers=[made.he],
        )  # fmt: skip
        made.card = cards.publish(by=made.zhou, at=at, member=made.lin)
        postings.post(by=made.zhou, at=at + timedelta(hours=1), station=made.station, member=made.lin)
    return made


def test_a_newcomer_is_heard_on_a_phone(county, phone, desk, live_server, tmp_path, assert_accessible):
    def look(page):
        assert_accessible(page)
        fits(page)

    pocket, office = (Screen(page, live_server.url, look) for page in (phone, desk))
    photo = tmp_path / "bridge.jpg"
    Image.new("RGB", (1800, 1200), "brown").save(photo)

    pocket.opens("deputies/find/?n=林知远")
    pocket.clicks("林知远")
    pocket.reads("城关镇代表联络站", "代表码")
    pocket.clicks("反映一件事")
    pocket.reads("城关镇代表联络站")
    pocket.fills(text=f"{TITLE}，孩子上学要绕五里路。", place="柳湾村口", phone="13900001111", consent="on")
    phone.locator("input[type=file][name=files]").set_input_files(photo)
    phone.wait_for_timeout(3200)  # people take longer than robots
    pocket.presses("提交")
    look(phone)
    shown = phone.locator("body").inner_text()
    number, code = re.search(r"QH-\d{4}-\d{5}", shown)[0], re.search(r"(?<!\d)\d{4} \d{4}(?!\d)", shown)[0]
    pocket.fills(code=code)
    pocket.presses("确认提交")
    pocket.reads("已收到")

    office.becomes(county.he)
    office.opens("voices/?tray=heard")
    office.clicks(TITLE)
    office.reads("bridge")
    office.clicks("分诊")
    desk.locator("#hints section").first.wait_for()
    look(desk)
    office.clicks("代表认领")
    office.fills(deputy="林知远")
    office.presses("代表认领")

    phone.context.clear_cookies()
    follows(pocket, number, code)
    pocket.reads("人大代表已认领")

    office.becomes(county.lin)
    office.opens("voices/")
    office.clicks(TITLE)
    office.does("答复群众", outcome="solved", text="镇里已经把洞补好，装了护栏，两边都能走了。")
    office.does("确认落实", text="代表到现场看过，护栏装好，通行正常。")

    follows(pocket, number, code)
    pocket.reads("已落实", "护栏装好，通行正常")
    look(phone)


def follows(pocket, number: str, code: str) -> None:
    pocket.page.context.clear_cookies()
    pocket.opens("voices/follow/")
    pocket.fills(number=number, code=code)
    pocket.presses("查看")
