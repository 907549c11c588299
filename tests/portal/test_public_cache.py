"""Pages out of memory: the same for every stranger, never somebody's, never another congress's, new when something changed."""

import gzip
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from huying.kernel import process
from huying.kernel.files import File
from huying.portal import counting, operations, queries
from huying.project import public_cache, public_views
from huying.project.public_cache import PublicCache
from huying.project.signin import WAS_IN
from huying.voices import operations as voices
from tests.world import when


class Counted:
    """Django, and how often it was asked."""

    def __init__(self):
        self.django, self.asked = WSGIHandler(), []

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        return self.django(environ, start_response)


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test moves."""
    made = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(public_cache, "time", SimpleNamespace(monotonic=lambda: made.now))
    return made


@pytest.fixture
def web(world, clock):
    """web.get(path, **headers) → (status, headers, body) through the cache; web.asked: how often Django was."""
    for signal in (
        request_started,
        request_finished,
    ):  # the test's own connection stays open, as with Django's client
        signal.disconnect(close_old_connections)
    django = Counted()
    cache = PublicCache(django, 32)

    def get(path, method="GET", cookie="", **headers):
        address, _mark, query = path.partition("?")
        environ = RequestFactory().generic(method, address, QUERY_STRING=query).environ
        environ |= {f"HTTP_{k.upper()}": v for k, v in headers.items()} | (
            {"HTTP_COOKIE": cookie} if cookie else {}
        )
        environ["HTTP_HOST"] = headers.get("host", "testserver")
        told = []
        body = b"".join(cache(environ, lambda status, headers, exc_info=None: told.append((status, headers))))
        status, headers = told[0]
        return int(status.split()[0]), dict(headers), body

    yield SimpleNamespace(get=get, asked=django.asked, cache=cache, clock=clock)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def address(row):
    return f"/c/qinghe/portal/read/{row.pk}/"


def test_many_visitors_one_making(web, road):
    path = address(road.published())
    bodies = {web.get(path)[2] for _ in range(20)}
    assert len(bodies) == 1 and "东街桥".encode() in bodies.pop() and len(web.asked) == 1


def test_the_browser_is_told_not_modified_and_gets_it_packed(web, road):
    path = address(road.published())
    _status, headers, body = web.get(path)
    again = web.get(path, if_none_match=headers["ETag"])
    assert (again[0], again[2]) == (304, b"") and "Set-Cookie" not in headers
    _status, packed_headers, packed = web.get(path, accept_encoding="gzip, br")
    assert packed_headers["Content-Encoding"] == "gzip" and gzip.decompress(packed) == body
    assert int(packed_headers["Content-Length"]) == len(packed) and "Accept-Encoding" in headers["Vary"]
    assert web.get(path, method="HEAD")[2] == b""


def test_a_change_is_seen_within_the_seconds_that_are_said(web, road):
    row = road.published()
    path = address(row)
    assert web.get(path)[0] == 200
    operations.withdraw(row, by=row.author, at=when("2026-11-20", "10:00"), kind="error", reason="日期有误")
    web.clock.now += public_cache.CHECK + 0.01
    status, _headers, body = web.get(path)
    assert status == 410 and "办理经过".encode() not in body
    assert web.get(path)[0] == 410  # and it is not in memory any more


def test_nothing_is_made_anew_while_nothing_happens_and_all_after_the_longest_time(web, road):
    path = address(road.published())
    web.get(path)
    for _ in range(5):
        web.clock.now += public_cache.CHECK + 0.01
        web.get(path)
    assert len(web.asked) == 1
    web.clock.now += public_cache.OLDEST
    web.get(path)
    assert len(web.asked) == 2


def test_congresses_hosts_and_languages_are_kept_apart(web, world, road):
    row = road.published()
    assert "青禾县" in web.get("/c/qinghe/")[2].decode() and "临溪县" in web.get("/c/linxi/")[2].decode()
    assert web.get(f"/c/linxi/portal/read/{row.pk}/")[0] == 404
    chinese, english = (
        web.get(address(row))[2].decode(),
        web.get(address(row), accept_language="en")[2].decode(),
    )
    assert 'lang="zh-hans"' in chinese and 'lang="en"' in english
    assert 'lang="en"' in web.get(address(row), cookie="django_language=en", accept_language="zh")[2].decode()
    assert "data-large" in web.get(address(row), cookie="large=1")[2].decode()
    assert 'data-theme="dark"' in web.get(address(row), cookie="theme=dark")[2].decode()
    assert 'data-theme="dark"' not in web.get(address(row))[2].decode()
    assert "http://localhost/" in web.get(address(row), host="localhost")[2].decode()


def test_a_change_in_one_congress_makes_no_work_for_another(web, world, road):
    web.get("/c/linxi/")
    road.published()
    web.clock.now += public_cache.CHECK + 0.01
    before = len(web.asked)
    web.get("/c/linxi/")
    assert len(web.asked) == before


@pytest.mark.parametrize("cookie", ["sessionid=abc", "large=1; sessionid=x", "messages=x", "was_in=1"])
def test_who_may_be_somebody_is_never_served_from_memory(web, road, cookie):
    path = address(road.published())
    web.get(path)
    before = len(web.asked)
    web.get(path, cookie=cookie.replace("was_in", WAS_IN))
    web.get(path, cookie=cookie.replace("was_in", WAS_IN))
    assert len(web.asked) == before + 2


def test_django_is_asked_as_by_a_stranger(web, road):
    web.get(
        address(road.published()),
        cookie="large=1; csrftoken=secret; other=1",
        x_forwarded_for="1.2.3.4",
        referer="x",
    )
    (environ,) = web.asked
    assert environ["HTTP_COOKIE"] == "django_language=zh-hans; large=1"
    assert "HTTP_X_FORWARDED_FOR" not in environ and "HTTP_REFERER" not in environ


def test_a_signed_in_clerk_sees_the_desk_and_leaves_nothing_behind(web, world, enter):
    client = enter(world.zhou)
    key = client.cookies["sessionid"].value
    desk = web.get("/c/qinghe/", cookie=f"sessionid={key}")[2].decode()
    home = web.get("/c/qinghe/")[2].decode()
    assert world.zhou.person.name in desk and world.zhou.person.name not in home


def test_forms_and_posts_pass_by(web):
    for path in ("/c/qinghe/voices/say/", "/c/qinghe/portal/remarks/say/", "/sign-in/"):
        first, second = web.get(path)[2], web.get(path)[2]
        assert first != second or b"csrfmiddlewaretoken" not in first
    assert not web.cache.pages


def test_no_page_with_a_cookie_or_a_nonce_is_kept():
    plain = [("Content-Type", "text/html")]
    assert public_cache._may_be_kept("200 OK", plain)
    assert not public_cache._may_be_kept("200 OK", [*plain, ("Set-Cookie", "a=b")])
    assert not public_cache._may_be_kept(
        "200 OK", [*plain, ("Content-Security-Policy", "script-src 'nonce-abc'")]
    )
    assert not public_cache._may_be_kept("404 Not Found", plain)
    assert not public_cache._may_be_kept("200 OK", [*plain, ("Content-Length", "99999999")])


def test_memory_is_bounded_and_the_oldest_goes_first(web, road):
    path = address(road.published())
    web.get(path)
    web.cache.most = web.cache.weight + 100
    web.get("/c/qinghe/portal/read/?q=桥")
    assert web.cache.weight <= web.cache.most and [k[2] for k in web.cache.pages] != [path]


def test_parameters_that_mean_nothing_make_no_second_page(web, road):
    path = address(road.published())
    assert web.get(path + "?from=timeline&x=1")[2] == web.get(path)[2] == web.get(path + "?x=2")[2]
    assert len(web.asked) == 1


def test_readings_are_counted_though_django_is_not_asked(web, world, road):
    row = road.published()
    etag = web.get(address(row), method="HEAD")[1]["ETag"]
    for _ in range(7):
        web.get(address(row))
    assert web.get(address(row), if_none_match=etag)[0] == 304  # read before
    web.get(address(row), method="HEAD")
    web.clock.now += 100
    counting.flush()
    assert queries.reads([row.pk]) == {row.pk: 7}


def test_the_bytes_of_a_public_file_may_stay_in_a_browser_and_pages_are_asked_for_anew(web, road):
    row = road.published(files=[SimpleUploadedFile("名单.txt", "一份名单".encode())])
    file = File.objects.get(subject_kind="articles", subject_id=row.pk)
    assert web.get(f"/c/qinghe/files/{file.pk}/")[1]["Cache-Control"] == "private, max-age=3600"
    assert web.get(address(row))[1]["Cache-Control"] == "no-cache"


def test_every_kept_page_is_free_of_names_and_numbers_of_citizens(web, world, road):
    at = when("2026-11-20")
    voices.hear(title="井盖", text="西街井盖松了，我叫王桂香。", by=world.zhou, at=at, channel="station",
                author="王桂香", phone="13800001111", place="西街 9 号 3 单元")  # fmt: skip
    road.published()
    for path in (
        "/c/qinghe/",
        "/c/qinghe/portal/read/",
        "/c/qinghe/portal/remarks/public/",
        "/c/qinghe/suggestions/public/",
    ):
        body = web.get(path)[2].decode()
        assert "王桂香" not in body and "13800001111" not in body and "3 单元" not in body, path
    assert len(web.cache.pages) == 4


def test_a_busy_database_costs_no_page(web, road, monkeypatch):
    path = address(road.published())
    web.get(path)

    def refuse(code):
        raise OSError("gone")

    monkeypatch.setattr(public_cache, "_length", refuse)
    monkeypatch.setattr(public_cache.connection, "close", lambda: None)
    web.clock.now += public_cache.CHECK + 0.01
    assert web.get(path)[0] == 200


def test_every_parameter_that_narrows_a_kept_list_is_kept(world):
    from huying.deputies.public.pages import Which
    from huying.stations.pages.public import Search
    from huying.suggestions.public import Look

    for name, form in (("stations:list", Search), ("deputies:list", Which), ("suggestions:public", Look)):
        assert set(form.base_fields) <= set(public_views.KEPT[name].query), name


def test_every_kept_view_exists():
    from django.urls import get_resolver

    known = set()

    def walk(resolver, space):
        for one in resolver.url_patterns:
            if hasattr(one, "url_patterns"):
                walk(one, [*space, one.namespace] if one.namespace else space)
            else:
                known.add(":".join([*space, one.name or ""]))

    walk(get_resolver(), [])
    assert set(public_views.KEPT) <= known


def test_a_kept_page_is_at_hand_until_something_has_to_be_asked(web, road):
    path = address(road.published())

    def at_once(**more):
        return web.cache.at_once(RequestFactory().get(path, HTTP_HOST="testserver", **more).environ)

    assert at_once() is None  # nothing is kept yet
    first = web.get(path)[2]
    assert at_once().body == first and at_once(HTTP_COOKIE="sessionid=x") is None
    web.clock.now += public_cache.CHECK + 0.01
    assert at_once() is None  # the chain has to be looked at
    web.get(path)
    assert at_once().body == first
    web.clock.now += public_cache.OLDEST
    web.get("/c/qinghe/")  # looks at the chain
    kept = at_once()
    assert kept is None  # due to be made anew: whoever asks makes it
    (page,) = [page for key, page in web.cache.pages.items() if key[2] == path]
    with page.making:
        assert at_once() is page  # and the others are not kept waiting


def test_forty_voices_a_second_make_no_page_anew_but_their_number_shows_within_a_minute(web, world, road):
    path = address(road.published())
    home, _page = web.get("/c/qinghe/"), web.get(path)
    said = voices.say(
        by=process.public(), at=when("2026-11-20", "10:00"), text="路灯不亮。", consent=True, code_seed="x"
    )
    voices.confirm(said, by=process.public(), at=when("2026-11-20", "10:01"), code=said.fresh_code)
    web.clock.now += public_cache.CHECK + 0.01
    before = len(web.asked)
    assert web.get("/c/qinghe/")[2] == home[2] and web.get(path)[0] == 200 and len(web.asked) == before
    web.clock.now += public_cache.OLDEST
    web.get("/c/qinghe/")
    assert len(web.asked) == before + 1
