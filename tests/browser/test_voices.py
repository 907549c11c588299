"""The road of a voice on a real phone and on an office screen, with axe on every page."""

import pytest

from huying.kernel import scope
from huying.voices import operations
from tests.voices.conftest import build, make


@pytest.fixture
def served(live_server, transactional_db):
    from django.core.cache import cache

    cache.clear()
    town = build("qh", "清河县")
    with scope.congress(town.congress):
        yield town


def test_a_citizen_says_confirms_and_follows_on_a_phone(served, phone, assert_accessible):
    phone.goto(f"/c/qh/stations/{served.station.pk}/")
    assert_accessible(phone)
    phone.get_by_role("link", name="向这个站反映").click()
    assert_accessible(phone)
    phone.get_by_label("一句话说是什么事").fill("菜市场排水沟堵了")
    phone.get_by_label("手机号").fill("13900005678")
    phone.get_by_label("同意按隐私说明使用以上信息").check()
    phone.wait_for_timeout(3200)  # people take longer than robots
    phone.get_by_role("button", name="提交").click()
    code = phone.locator("output").nth(1).inner_text()
    assert_accessible(phone)
    phone.get_by_label("查询码").fill(code)
    phone.get_by_role("button", name="确认提交").click()
    assert phone.locator(".words4 .now").inner_text().startswith("已收到")
    assert_accessible(phone)
    phone.go_back()
    assert phone.locator("output").nth(1).inner_text() == code  # the way back is no dead end
    phone.reload()
    assert_accessible(phone)


def test_lost_and_follow_pages_and_triage_are_accessible(
    served, phone, desk, assert_accessible, now, client, live_server
):
    from tests.voices.conftest import sign_in

    for page in ("follow", "lost"):
        phone.goto(f"/c/qh/voices/{page}/")
        assert_accessible(phone)
    voice = make(served, now)
    make(served, now, text="村口的桥被水冲了洞")
    operations.classify(voice, by=served.keeper, at=now, urgency="urgent", urgency_reason="孩子上学")
    sign_in(client, served.keeper)
    cookie = client.cookies["sessionid"].value
    desk.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    for path in ("", f"{voice.pk}/", f"{voice.pk}/triage/", "new/hear/", f"{voice.pk}/slip/"):
        desk.goto(f"/c/qh/voices/{path}")
        assert desk.title()
        assert_accessible(desk)
