"""The reception desk in real Chromium: with and without a net, sent once, nothing lost, nothing readable on the disk."""

import io
import re

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from PIL import Image
from playwright.sync_api import expect

from huying.kernel import files, scope
from huying.voices.models import Voice
from tests.voices.conftest import build, sign_in

PAGE = "/c/qh/desk/"
API = "**/api/v1/c/qh/voices/new/hear"
RAW = """async () => {
  const done = (asked) => new Promise((good) => { asked.onsuccess = () => good(asked.result); });
  const base = await done(indexedDB.open('huying-desk-qh'));
  const all = (name) => done(base.transaction(name).objectStore(name).getAll());
  const words = (value) => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
    if (value instanceof CryptoKey) return `key ${value.extractable}`;
    return value && typeof value === 'object' ? Object.values(value).map(words).join(' ') : String(value);
  };
  const rows = [...await all('items'), ...await all('meta')];
  base.close();
  return rows.map(words);
}"""  # every value on the disk, as text
ACTIVE = "async () => (await navigator.serviceWorker.ready).active?.state === 'activated'"


@pytest.fixture
def town(live_server, transactional_db):
    cache.clear()
    made = build("qh", "清河县")
    with scope.congress(made.congress):
        yield made


def enters(page, member, client, base) -> None:
    sign_in(client, member)
    page.context.clear_cookies(name="sessionid")
    cookies = [("sessionid", client.cookies["sessionid"].value), ("huying_in", "1")]
    page.context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies])


def ready(page, state="open") -> None:
    page.wait_for_selector(f"#reception[data-state={state}]", state="attached")


def opens(page) -> None:
    page.goto(PAGE)
    ready(page, "new")
    page.get_by_role("button", name="只有我用").click()
    ready(page)
    page.wait_for_function(ACTIVE)


def says(page, text, **more) -> None:
    page.locator("#text").fill(text)
    for name, value in more.items():
        page.locator(f"#{name}").fill(value)
    page.locator("#register").click()


def waiting(page, n: int) -> None:
    words = f"待发送 {n} 件" if n else "没有待发送的登记"
    page.wait_for_function("w => document.getElementById('queue-h').textContent === w", arg=words)


@pytest.fixture
def keeper(phone, town, client, live_server):
    enters(phone, town.keeper, client, live_server.url)
    opens(phone)
    return phone


def texts() -> list[str]:
    return list(Voice.objects.order_by("pk").values_list("text", flat=True))


def test_with_a_net_a_visitor_is_registered_at_once(keeper, town, assert_accessible):
    for scheme in ("light", "dark"):
        keeper.emulate_media(color_scheme=scheme)
        assert_accessible(keeper)
    keeper.evaluate("document.documentElement.toggleAttribute('data-large', true)")
    assert_accessible(keeper)
    assert keeper.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    says(keeper, "路灯坏了", author="王大爷", phone="13900001111")
    code = keeper.locator("#done .code").inner_text()
    assert re.fullmatch(r"\d{4} \d{4}", code)
    waiting(keeper, 0)
    voice = Voice.objects.get()
    assert (voice.text, voice.author, voice.station) == ("路灯坏了", "王大爷", town.station)
    assert voice.heard_by == town.keeper
    assert "王大爷" not in " ".join(keeper.evaluate(RAW))
    assert_accessible(keeper)


def test_without_a_net_it_is_kept_encrypted_and_sent_once_when_the_net_is_back(
    keeper, town, tmp_path, assert_accessible
):
    photo = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x010E] = "SECRET-PLACE"
    Image.new("RGB", (2400, 1200), "green").save(photo, exif=exif)
    keeper.context.set_offline(True)
    keeper.reload()  # the page itself comes from the device
    ready(keeper)
    keeper.locator("#photos").set_input_files(photo)
    keeper.get_by_text("1 张照片").wait_for()
    says(keeper, "断网时登记的事", author="李阿姨")
    waiting(keeper, 1)
    says(keeper, "第二位来访者的事")
    waiting(keeper, 2)
    assert_accessible(keeper)
    stored = " ".join(keeper.evaluate(RAW))
    assert "key false" in stored  # the key cannot be taken out
    assert "断网" not in stored
    assert "李阿姨" not in stored
    assert texts() == []
    keeper.context.set_offline(False)
    waiting(keeper, 0)
    assert texts() == ["断网时登记的事", "第二位来访者的事"]
    kept = files.File.objects.get(case=Voice.objects.order_by("pk").first().case)
    content = files.open_for(town.keeper, kept).read()
    assert max(Image.open(io.BytesIO(content)).size) == 1600
    assert b"SECRET-PLACE" not in content


def test_an_answer_that_got_lost_doubles_nothing(keeper):
    lost = []

    def swallow(route):
        route.fetch()  # the server has it
        lost.append(route.request.url)
        route.abort()  # the phone never hears of it

    keeper.route(API, swallow, times=1)
    says(keeper, "只能有一件")
    keeper.wait_for_function("() => document.getElementById('net').classList.contains('warn')")
    waiting(keeper, 1)
    assert lost
    assert texts() == ["只能有一件"]
    keeper.get_by_role("button", name="现在发送").click()
    waiting(keeper, 0)
    assert texts() == ["只能有一件"]
    assert "没有重复登记" in keeper.locator("#done").inner_text()


def test_a_tab_killed_half_way_loses_nothing_and_doubles_nothing(keeper):
    context = keeper.context
    keeper.locator("#text").fill("写了一半的事")
    keeper.get_by_text("已加密存在本机").first.wait_for()
    keeper.goto("about:blank")
    keeper.goto(PAGE)
    ready(keeper)
    assert keeper.locator("#text").input_value() == "写了一半的事"
    keeper.locator("#register").click()
    keeper.wait_for_function("() => document.getElementById('queue-h').textContent !== ''")
    other = context.new_page()
    keeper.close()  # while it may be on its way
    other.goto(PAGE)
    ready(other)
    waiting(other, 0)
    assert texts() == ["写了一半的事"]
    assert other.locator("#text").input_value() == ""


def test_a_session_that_ended_keeps_the_queue_until_the_keeper_is_back(keeper, town, client, live_server):
    Session.objects.all().delete()
    says(keeper, "登录过期以后登记的事")
    waiting(keeper, 1)
    keeper.locator("#text").fill("打了一半")
    expect(keeper.locator("#draft")).to_have_text("已加密存在本机")
    keeper.reload()
    ready(keeper)
    waiting(keeper, 2)  # counted; what they say is for whoever signs in
    assert keeper.get_by_text("登录以后才显示内容").is_visible()
    assert keeper.locator("#queue li").count() == 0 and keeper.locator("#text").input_value() == ""
    assert keeper.get_by_role("link", name="重新登录").get_attribute("href") == "/sign-in/?next=/c/qh/desk/"
    enters(keeper, town.far_keeper, client, live_server.url)  # somebody else: not in their name
    keeper.reload()
    ready(keeper)
    keeper.get_by_text("别的账号登记的").wait_for()
    assert texts() == []
    enters(keeper, town.keeper, client, live_server.url)
    keeper.reload()
    ready(keeper)
    waiting(keeper, 1)
    assert Voice.objects.get().heard_by == town.keeper
    assert keeper.locator("#queue li").inner_text().startswith("打了一半")


def test_what_the_server_refuses_is_shown_changed_and_sent(keeper):
    keeper.evaluate("document.getElementById('phone').removeAttribute('maxlength')")
    says(keeper, "电话写错了", phone="1" * 60)
    keeper.get_by_text("没有收下").wait_for()
    keeper.get_by_role("button", name="修改").click()
    expect(keeper.locator("#text")).to_have_value("电话写错了")  # it is deciphered first
    says(keeper, "电话写错了", phone="13900001111")
    waiting(keeper, 0)
    assert texts() == ["电话写错了"]


def test_a_shared_device_asks_for_its_word_and_wipes_after_five_wrong_ones(
    phone, town, client, live_server, assert_accessible
):
    enters(phone, town.keeper, client, live_server.url)
    phone.goto(PAGE)
    ready(phone, "new")
    assert_accessible(phone)
    phone.get_by_role("button", name="几个人共用").click()
    phone.locator("#new-pin").fill("246810")
    phone.get_by_role("button", name="开始使用").click()
    ready(phone)
    phone.route(API, lambda route: route.abort())
    says(phone, "共用设备上的事")
    waiting(phone, 1)
    phone.reload()
    ready(phone, "locked")
    assert_accessible(phone)
    assert phone.locator("#visit").is_hidden()
    assert "共用设备" not in phone.content() + " ".join(phone.evaluate(RAW))
    for left in (4, 3):
        phone.locator("#pin").fill("000000")
        phone.locator("#pin").press("Enter")
        phone.get_by_text(f"还可以试 {left} 次").wait_for()
    phone.locator("#pin").fill("246810")
    phone.locator("#pin").press("Enter")
    phone.get_by_text("共用设备上的事").wait_for()
    phone.context.clear_cookies()  # signed out on purpose: locked, not wiped
    phone.reload()
    ready(phone, "locked")
    phone.get_by_text("还有 1 件没有发送").wait_for()
    for _n in range(5):
        phone.locator("#pin").fill("000000")
        phone.locator("#pin").press("Enter")
        phone.wait_for_function("() => document.getElementById('pin').value === ''")
        phone.wait_for_timeout(50)
    ready(phone, "new")
    assert phone.evaluate(RAW) == []
    assert texts() == []
