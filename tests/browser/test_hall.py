"""A vote in the hall: a phone made ready before the sitting, the wall, the chair; the network goes and comes back."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from huying.ballots import operations as act
from huying.ballots.models import OpenVote
from huying.kernel import scope
from tests.ballots.conftest import Hall
from tests.hall.conftest import Served, until


@pytest.fixture
def hall(live_server, transactional_db, settings, tmp_path):
    settings.HOME, settings.BALLOT_WAIT_SECONDS = tmp_path, 0
    cache.clear()
    made = Hall(3)
    made.at = timezone.now() - timedelta(minutes=5)
    served = Served(made, live_server.url)
    settings.HALL_URL = f"http://127.0.0.1:{served.port}"
    made.served = served
    with scope.congress(made.congress):
        yield made
    served.stop()


def signs_in(page, member, base):
    client = Client()
    client.force_login(
        get_user_model().objects.get(person=member.person),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base}])


def test_a_phone_votes_while_the_wall_shows(hall, phone, desk, live_server, assert_accessible):
    lin, gao = hall.world.lin, hall.world.gao
    base = "/c/qinghe/ballots/hall/"
    phone.goto(base)
    expect(phone.get_by_text("这台设备还没有准备好")).to_be_visible()
    signs_in(phone, lin, live_server.url)
    phone.goto(base + "device/")
    assert_accessible(phone)
    phone.get_by_role("button", name="准备好这台设备").click()
    expect(phone.get_by_text("这台设备已准备好。")).to_be_visible()
    phone.context.clear_cookies()  # weeks later the sign-in has long ended; the device still holds its ticket
    phone.goto(base)
    expect(phone.get_by_text("已连接")).to_be_visible()
    expect(phone.get_by_text("现在没有表决")).to_be_visible()
    assert_accessible(phone)

    signs_in(desk, hall.clerk, live_server.url)
    wall = desk.context.new_page()
    wall.goto(base + "screen/")
    expect(wall.get_by_role("heading", level=1)).to_have_text("现在没有表决")
    poll = hall.poll(roll=[lin, gao], until="prepared", title="关于批准决算的决议", question="同意批准")
    desk.goto(base + "chair/")
    expect(desk.get_by_text("1 台设备在线")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_role("link", name="开始表决").click()
    desk.locator("input[name=present]").fill("2")
    desk.get_by_role("button", name="开始表决").click()

    expect(wall.get_by_text("已投 0 / 2 人")).to_be_visible()
    assert_accessible(wall)
    expect(phone.get_by_role("heading", name="关于批准决算的决议")).to_be_visible()
    expect(phone.locator("[data-said]")).to_have_text("开始表决：关于批准决算的决议")
    assert_accessible(phone)
    phone.get_by_label("赞成").check()

    # a push and a reload: the half-made choice is still there
    hall.at = timezone.now()
    second = hall.poll(roll=[lin, gao], title="关于接受辞职请求的决定")
    expect(phone.get_by_role("heading", name="关于接受辞职请求的决定")).to_be_visible()
    first = phone.locator("article", has_text="决算")
    expect(first.get_by_label("赞成")).to_be_checked()
    phone.reload()
    expect(first.get_by_label("赞成")).to_be_checked()
    expect(phone.locator("article").first).to_contain_text(
        "辞职"
    )  # the newest on top, and nothing of it is news
    expect(phone.locator("[data-said]")).to_be_empty()

    # the network goes, the vote is sent when it is back, once
    phone.context.set_offline(True)
    first.get_by_role("button", name="投票").click()
    expect(first.get_by_text("没有连上，正在重试")).to_be_visible()
    assert OpenVote.objects.count() == 0
    phone.context.set_offline(False)
    expect(first.get_by_text("您投的票：赞成")).to_be_visible(timeout=20_000)
    assert OpenVote.objects.get(poll=poll).presses == 1
    phone.reload()
    expect(first.get_by_text("您投的票：赞成")).to_be_visible()
    act.annul(second, by=hall.leader, at=timezone.now(), reason="演练")
    expect(phone.locator("article")).to_have_count(1)

    desk.goto(base + "chair/")
    expect(desk.locator("[data-voted]")).to_have_text("1")
    desk.goto(f"/c/qinghe/ballots/{poll.pk}/connections/")
    expect(desk.get_by_text("在线 1 人，不在线 1 人")).to_be_visible()
    assert_accessible(desk)
    desk.goto(base + "chair/")
    desk.get_by_role("button", name="截止表决").click()
    expect(phone.get_by_text("已截止", exact=True)).to_be_visible()
    desk.goto(base + "chair/")
    desk.get_by_role("button", name="计票").click()
    until(lambda: (poll.refresh_from_db(), poll.state == "counted")[1])
    act.declare(poll, by=hall.leader, at=timezone.now())
    expect(wall.locator(".bar").first).to_have_text(re.compile("赞成.*1"))
    assert_accessible(wall)
    expect(phone.locator(".verdict")).to_be_visible()
    # a verifiable sheet of four choices; its receipt is needed after the result, and stays until it is written down
    hall.at = timezone.now()
    test = hall.poll(
        "satisfaction",
        "verifiable",
        roll=[lin, gao],
        title="测评",
        objects=["住建局"],
        way="satisfaction_half",
    )
    sheet = phone.locator("article", has_text="测评")
    for label in sheet.locator(".choices label").all():
        assert label.bounding_box()["height"] < 90, label.inner_text()  # no word stands upright
    sheet.get_by_label("满意", exact=True).check()
    sheet.get_by_role("button", name="投票").click()
    expect(sheet.get_by_text("回执：")).to_be_visible(timeout=20_000)
    for step in (act.close, act.count, act.declare):
        step(test, by=hall.leader, at=timezone.now())
    expect(sheet.locator(".verdict")).to_be_visible()
    phone.reload()
    expect(sheet.get_by_text("回执：")).to_be_visible()
    hall.at = timezone.now()
    after = hall.poll(roll=[lin, gao], title="下一项")
    expect(phone.locator("article")).to_have_count(1)  # a result stands until the next vote
    kept = phone.locator("[data-receipts]")
    expect(kept.get_by_text("回执：")).to_be_visible()
    assert_accessible(phone)
    kept.get_by_role("button", name="我已抄下").click()
    expect(kept).to_be_hidden()
    assert after.state == "open"
    # another device takes over: this one is told
    hall.served.ticket(lin, timezone.now())
    expect(phone.get_by_text("另一台设备已经代替了这台")).to_be_visible()


def test_the_chair_s_page_that_is_being_left_does_not_draw_itself_anew(hall, desk, live_server):
    """The hall tells of a step before the browser has its answer: a reload then would throw the answer away."""
    poll = hall.poll()
    signs_in(desk, hall.leader, live_server.url)

    def slowly(route):
        answer = route.fetch(max_redirects=0)
        desk.wait_for_timeout(1500)  # the hall looks every 0.4 s
        route.fulfill(response=answer)

    desk.route(f"**/{poll.pk}/close/", slowly)
    desk.goto("/c/qinghe/ballots/hall/chair/")
    expect(desk.get_by_text("已连接")).to_be_visible()
    desk.get_by_role("button", name="截止表决").click()
    expect(desk.locator(".messages")).to_contain_text("已办好")
    assert desk.url.endswith(f"/ballots/{poll.pk}/")
