"""The main road in real Chromium: a voice from a phone, a deputy on a phone, clerk and units at desks, two rounds, 已落实.

axe finds nothing on any page on the way; phone pages are read light and large, desks light and dark.
"""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from huying.kernel import process, scope
from huying.project import unsealed
from huying.stations import operations as stations
from huying.suggestions.models import Rating
from tests import world as cast

TITLE = "村口的桥被水冲了一个洞"


@pytest.fixture
def county(live_server, transactional_db):
    cache.clear()
    made = cast.build()
    with scope.congress(made.congress):
        stations.register(
            by=process.house(), at=made.when("2022-01-10"), name="城关镇代表联络站", area=made.town, address="府前街 8 号",
            keepers=[made.he],
        )  # fmt: skip
    return made


class Screen:
    """A page on which people of the county take turns; every page that is opened is looked at by axe."""

    def __init__(self, page, base: str, look) -> None:
        self.page, self.base, self.look = page, base, look

    def becomes(self, member) -> None:
        """Somebody else signs in at this screen."""
        client = Client()
        account = get_user_model().objects.get(person=member.person)
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.base}
        self.page.context.clear_cookies(name="sessionid")
        self.page.context.add_cookies([cookie])

    def opens(self, where: str) -> None:
        answer = self.page.goto(f"/c/qinghe/{where}")
        assert answer is not None and answer.ok, f"{where}: {answer and answer.status}"
        self.look(self.page)

    def clicks(self, words: str) -> None:
        self.page.get_by_role("link", name=words).first.click()
        self.look(self.page)

    def presses(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).first.click()
        self.page.wait_for_load_state()
        assert not self.page.locator("#errors").count(), self.page.locator("#errors").inner_text()

    def does(self, step: str, **words: str) -> None:
        """From a matter's page: take the step that it offers, by its labels."""
        link = self.page.locator("#steps a.btn", has_text=re.compile(f"^{re.escape(step)}$"))
        if not link.is_visible():  # of many steps the less usual ones are folded
            self.page.locator("#steps .more > summary").click()
        link.click()
        self.fills(**words)
        self.look(self.page)
        self.presses(step)
        assert "已办好" in self.page.locator(".messages").inner_text()

    def fills(self, **words: str) -> None:
        for name, value in words.items():
            field = self.page.locator(f"[name={name}]")
            if field.first.get_attribute("type") in ("radio", "checkbox"):
                self.page.locator(
                    f"[name={name}][value={value}]" if value != "on" else f"[name={name}]"
                ).first.check()
            elif field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(value)  # by its words or its value
            else:
                field.fill(value)

    def reads(self, *words: str) -> None:
        for one in words:
            assert one in self.page.locator("body").inner_text(), f"{one} is not on {self.page.url}"


def large(page) -> None:
    page.context.add_cookies([{"name": "large", "value": "1", "url": page.url}])


def test_from_a_phone_to_a_published_suggestion_with_two_rounds(
    county, phone, desk, live_server, assert_accessible
):
    pocket = Screen(phone, live_server.url, assert_accessible)
    office = Screen(desk, live_server.url, assert_accessible)

    pocket.opens("stations/")
    pocket.clicks("城关镇代表联络站")
    pocket.clicks("向这个站反映")
    pocket.fills(text=f"{TITLE}，孩子上学要绕五里路。", place="柳湾村口", phone="13900001111", consent="on")
    phone.wait_for_timeout(3200)  # people take longer than robots
    pocket.presses("提交")
    assert_accessible(phone)
    shown = phone.locator("body").inner_text()
    number, code = re.search(r"QH-\d{4}-\d{5}", shown)[0], re.search(r"(?<!\d)\d{4} \d{4}(?!\d)", shown)[0]
    pocket.fills(code=code)
    pocket.presses("确认提交")
    pocket.reads("已收到")

    office.becomes(county.he)
    office.opens("voices/?tray=heard")
    office.clicks(TITLE)
    office.clicks("分诊")
    office.clicks("代表认领")
    office.fills(deputy="林知远")
    office.presses("代表认领")

    large(phone)
    pocket.becomes(county.lin)
    pocket.opens("")
    pocket.opens("suggestions/?tray=drafts")
    pocket.clicks(TITLE)
    pocket.does("修改", text="桥面缺口两米，汛期漫水，建议重修。", advice="重修桥面，加装护栏。")
    pocket.does("提交")

    desk.emulate_media(color_scheme="dark")
    office.becomes(county.zhou)
    office.opens("suggestions/?tray=submitted")
    office.clicks(TITLE)
    office.does("审核通过")
    desk.emulate_media(color_scheme="light")
    office.does("交办", lead="青禾县人民政府办公室")

    office.becomes(county.cabinet_handler)
    office.opens("suggestions/handlings/?tray=offered")
    office.clicks(TITLE)
    office.does("签收")
    office.does("分办", lead="青禾县交通运输局")
    office.becomes(county.transport_handler)
    office.opens("suggestions/handlings/?tray=offered")
    office.clicks(TITLE)
    office.does("签收")
    answers(office, "已经在桥面铺了钢板，今后视资金安排重修。", "B")

    judges(pocket, attitude="basic", result="no", reason="钢板下面还是空的，没有重修。")
    office.opens("suggestions/handlings/?tray=received")
    office.clicks(TITLE)
    answers(office, "桥面已经重新浇筑，护栏装好，已经通车。", "A")
    judges(pocket, attitude="good", result="good")

    office.becomes(county.zhou)
    office.opens("suggestions/?tray=rated")
    office.clicks(TITLE)
    office.does("办结")
    office.does("公开", secrecy_checked="on", privacy_checked="on")
    with scope.congress(county.congress):  # the window to rate is over, the seal with it
        Rating.objects.update(sealed_until="2026-01-01")
        assert unsealed.daily(at=timezone.now()) == 1

    phone.context.clear_cookies()
    pocket.opens("voices/follow/")
    pocket.fills(number=number, code=code)
    pocket.presses("查看")
    pocket.reads("落实的依据", "桥面已经重新浇筑")
    assert_accessible(phone)
    pocket.opens("suggestions/public/")
    pocket.clicks(TITLE)
    pocket.reads("已落实的依据", "桥面已经重新浇筑", "林知远")


def answers(office, text: str, result: str) -> None:
    office.does("记录沟通", way="visit", who="林知远", summary="到桥上看了，商定雨季前修好。")
    office.does("答复", text=text, result_class=result, signer="局长 许成")


def judges(pocket, **words: str) -> None:
    pocket.opens("suggestions/?tray=to_rate")
    pocket.clicks(TITLE)
    pocket.does("评价", **words)
