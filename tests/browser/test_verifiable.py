"""A secret verifiable vote on phones in real Chromium: lost networks, a reload in the middle, the receipt, the count."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from huying.ballots import kinds
from huying.ballots import operations as act
from huying.ballots.blind import checking, publishing
from huying.ballots.models import Token, VerifiableBallot
from huying.kernel import scope
from tests import world as cast

HERE = "/c/qinghe/ballots"
SPELLINGS = [
    ("motion", {"objects": ["决议"]}, {"m": "yes"}),
    ("motion", {"objects": ["决议"]}, {"m": ""}),
    ("election", {"objects": ["甲", "乙", "丙"], "seats": 3, "write_ins": True},
     {"c1": "no", "c2": "no", "c3": "no", "w2": "𠮷田\u200b  一", "w1": "﹏ｚ", "w7": " 李\t雷\u0085 "}),
    ("choosing", {"objects": ["一", "二", "三"], "pick": 2, "ranked": True}, {"o3": "1", "o1": "2"}),
    ("satisfaction", {"objects": ["民政局", "水利局"]}, {"u2": "basically", "u1": "abstain"}),
    ("survey", {"objects": [{"label": "甲", "options": ["好", "坏"], "text": True}, {"label": "乙", "text": True}]},
     {"q1": "a2", "q2": '  "引号" \\ \u2028 ＝ <b>好</b>\x7f '}),
    ("survey", {"objects": [{"label": "甲", "options": ["好", "坏"], "text": True}]}, {"q1": "=a1"}),
]  # fmt: skip


@pytest.fixture
def county(live_server, transactional_db, settings, tmp_path):
    cache.clear()
    settings.HOME, settings.BALLOT_WAIT_SECONDS = tmp_path, 0
    made = cast.build()
    with scope.congress(made.congress):
        yield made


def opened(county, roll):
    at = timezone.now()
    poll = act.propose(
        by=county.zhou,
        at=at,
        title="关于批准财政决算的决议",
        kind="motion",
        secrecy="verifiable",
        way="meeting_decision",
    )
    act.prepare(poll, by=county.zhou, at=at, roll=roll)
    act.open(poll, by=county.chen, at=at)
    return poll


def enters(page, live_server, member):
    client = Client()
    account = get_user_model().objects.get(person=member.person)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )


def presses(page, choice):
    page.get_by_label(choice, exact=True).check()
    page.get_by_role("button", name="投票", exact=True).click()
    page.get_by_role("button", name="确定", exact=True).click()


def test_a_vote_survives_a_dead_network_and_a_reload_and_is_counted_once(
    phone, desk, live_server, county, assert_accessible
):
    poll = opened(county, [county.lin, county.gao])
    enters(phone, live_server, county.lin)
    seen = []
    phone.on("request", lambda r: seen.append(r) if r.method == "POST" else None)
    phone.goto(f"{HERE}/{poll.pk}/sheet/")
    assert_accessible(phone)

    # A half-made choice survives a reload; sealed, nothing of it is left in the tab.
    phone.get_by_label("赞成", exact=True).check()
    phone.reload()
    assert phone.get_by_label("赞成", exact=True).is_checked()
    # The answer to /sign is lost on its way: the token is paid for, the page does not know it.
    phone.route("**/sign/", lambda route: (route.fetch(), route.abort()))
    presses(phone, "赞成")
    phone.get_by_text("正在重试").wait_for()
    assert (
        phone.locator("form.ballot input[type=radio]:enabled").count() == 0
    )  # what is sealed does not look as if it could be changed
    assert not phone.evaluate("Object.keys(sessionStorage).some((key) => key.startsWith('huying-draft'))")
    first = Token.objects.get()
    phone.unroute("**/sign/")
    # The battery dies; the page is opened again. Now the ballot is taken, but its acknowledgement is lost.
    phone.route("**/cast/", lambda route: (route.fetch(), route.abort()))
    phone.goto(f"{HERE}/{poll.pk}/sheet/")
    phone.get_by_text("正在重试").wait_for()
    assert VerifiableBallot.objects.count() == 1
    phone.unroute("**/cast/")
    phone.goto(f"{HERE}/{poll.pk}/sheet/")
    box = phone.locator("[data-ballot-receipt]")
    box.wait_for()
    assert_accessible(phone)
    receipt = box.locator("output").inner_text().replace(" ", "")
    ballot = VerifiableBallot.objects.get()
    assert ballot.marks == {"m": "yes"}
    assert receipt == hashlib.sha256(bytes(ballot.token) + kinds.canonical(ballot.marks)).hexdigest()[:16]
    assert bytes(Token.objects.get().blinded) == bytes(first.blinded)
    casts = [r for r in seen if r.url.endswith("/cast/")]
    assert len(casts) >= 2 and len({r.post_data for r in casts}) == 1
    for request in casts:
        sent = (
            request.all_headers()
        )  # of a try that the page's leaving cut off: what was meant, with an empty referer
        assert not any(sent.get(name) for name in ("cookie", "referer", "authorization", "x-csrftoken"))
    # The receipt waits until it is written down; then nothing of it is left on the phone.
    phone.reload()
    box.wait_for()
    assert box.locator("output").inner_text().replace(" ", "") == receipt
    phone.get_by_role("button", name="我已抄下").click()
    phone.get_by_text("回执已从这台设备删除").wait_for()
    phone.reload()
    phone.get_by_text("在另一台设备或者另一个浏览器上领取").wait_for()
    assert not phone.locator("form.ballot").is_visible()

    enters(desk, live_server, county.gao)
    desk.goto(f"{HERE}/{poll.pk}/sheet/")
    presses(desk, "反对")
    desk.locator("[data-ballot-receipt]").wait_for()

    at = timezone.now() + timedelta(minutes=1)
    act.close(poll, by=county.chen, at=at)
    act.count(poll, by=county.zhou, at=at)
    act.declare(poll, by=county.chen, at=at, publish=True)
    assert checking.check(publishing.raw_of(poll)).ok
    desk.goto(f"{HERE}/{poll.pk}/sheet/")  # the receipt is needed after the result, not before
    desk.locator("[data-ballot-receipt]").wait_for()
    desk.get_by_role("link", name="查我的回执").click()
    desk.get_by_text("查到了").wait_for()
    assert "反对" in desk.locator("[data-receipt-found]").inner_text()
    desk.context.clear_cookies()
    desk.goto(f"{HERE}/{poll.pk}/receipt/")
    desk.get_by_label("回执").fill(f" {receipt[:8].upper()} {receipt[8:]} ")
    desk.get_by_role("button", name="查找").click()
    desk.get_by_text("查到了").wait_for()
    assert "赞成" in desk.locator("[data-receipt-found]").inner_text()
    assert_accessible(desk)
    for where in (f"{poll.pk}/poster/", "secrecy/"):
        desk.goto(f"{HERE}/{where}")
        assert_accessible(desk)


def test_the_browser_spells_a_sheet_as_the_server_does(desk, live_server, county):
    poll = opened(county, [county.lin])
    enters(desk, live_server, county.lin)
    desk.goto(f"{HERE}/{poll.pk}/sheet/")
    for kind, how, raw in SPELLINGS:
        spec = kinds.make_spec(kind, how.pop("objects"), **how) if "objects" in how else how
        told = desk.evaluate("([spec, raw]) => huyingSheet.spell(spec, raw)", [spec, raw])
        assert told["text"].encode() == kinds.canonical(kinds.validate(spec, raw)), kind
        assert told["fault"] == "" and json.loads(told["text"]) == told["marks"]
    refused = {
        "many": {"c1": "yes", "c2": "yes"},
        "names": {"w1": "丁"},
        "known": {"c1": "no", "w1": " 乙"},
        "long": {"c1": "no", "w1": "长" * 41},
    }
    spec = kinds.make_spec("election", ["甲", "乙"], seats=1, write_ins=True)
    for fault, raw in refused.items():
        assert desk.evaluate("([spec, raw]) => huyingSheet.spell(spec, raw)", [spec, raw])["fault"] == fault
        with pytest.raises(kinds.BadSheet):
            kinds.validate(spec, raw)


def test_without_https_the_page_says_what_to_do(phone, live_server, county):
    poll = opened(county, [county.lin])
    enters(phone, live_server, county.lin)
    phone.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    phone.goto(f"{HERE}/{poll.pk}/sheet/")
    phone.get_by_text("请改用 https://").wait_for()
    assert not phone.locator("form.ballot").is_visible()


def test_who_was_too_late_is_told_so_and_told_again(phone, live_server, county):
    poll = opened(county, [county.lin])
    enters(phone, live_server, county.lin)
    phone.route("**/cast/", lambda route: route.abort())
    phone.goto(f"{HERE}/{poll.pk}/sheet/")
    presses(phone, "赞成")
    phone.get_by_text("正在重试").wait_for()
    act.close(poll, by=county.chen, at=timezone.now(), confirmed=True)
    phone.unroute("**/cast/")
    phone.get_by_text("您的票没有送到").wait_for()
    phone.reload()
    phone.get_by_text("您的票没有送到").wait_for()
    assert not phone.locator("form.ballot").is_visible()
    assert VerifiableBallot.objects.count() == 0
