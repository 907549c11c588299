"""Signing in through the pages: right and wrong, slowed down, ended, given back."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client

from huying.kernel import scope
from huying.kernel.accounts import signin
from huying.kernel.case import Trace
from huying.kernel.roster import Account, Membership

from .conftest import SECRET, opened, sign_in

pytestmark = pytest.mark.django_db


def test_right_password_opens_and_wrong_ones_say_the_same(town):
    opened(town.lin, "lin")
    wrong, unknown = sign_in("lin", "nope")[1], sign_in("nobody", "nope")[1]
    assert wrong.status_code == unknown.status_code == 422
    told = [r.content.decode().partition('role="alert"')[2].partition("</div>")[0] for r in (wrong, unknown)]
    assert told[0] == told[1] and "用户名或密码不对" in told[0]
    client, answer = sign_in(" ＬＩＮ ")
    assert answer.status_code == 302 and answer.url == "/c/here/"
    assert client.get("/c/here/").content.decode() == f"{town.lin.pk}:"


def test_an_unknown_name_costs_one_hash_like_a_known_one(town, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    opened(town.lin, "lin")
    spent = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *a, **k: spent.append(1) or encode(*a, **k))
    sign_in("lin", "nope")
    known, spent[:] = len(spent), []
    sign_in("nobody", "nope")
    assert known == len(spent) == 1


def test_a_guesser_locks_only_the_pair_of_account_and_address(town):
    opened(town.lin, "lin")
    for _ in range(5):
        answer = sign_in("lin", "nope", REMOTE_ADDR="10.0.0.9")[1]
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0
    assert "以后再试" in answer.content.decode()
    assert (
        sign_in("Lin", REMOTE_ADDR="10.0.0.9")[1].status_code == 429
    )  # not even the right one, however written
    assert sign_in("lin", REMOTE_ADDR="10.0.0.7")[1].status_code == 302  # the real one, elsewhere
    opened(town.clerk, "clerk")
    assert (
        sign_in("clerk", REMOTE_ADDR="10.0.0.9")[1].status_code == 302
    )  # a colleague behind the same address


def test_one_address_cannot_try_all_accounts(town, settings):
    settings.THROTTLE = {"address": (6, timedelta(hours=1))}
    for i in range(6):
        assert sign_in(f"name{i}", "nope", REMOTE_ADDR="10.0.0.8")[1].status_code == 422
    assert sign_in("another", "nope", REMOTE_ADDR="10.0.0.8")[1].status_code == 429
    assert sign_in("another", "nope", REMOTE_ADDR="10.0.0.6")[1].status_code == 422


def test_the_session_key_changes_and_next_stays_on_this_site(town):
    opened(town.lin, "lin")
    client = Client()
    where = "/sign-in/?next=/c/here/%3Fpage%3D1"
    assert (
        client.get(where).status_code == 200 and not Session.objects.exists()
    )  # reading leaves nothing behind
    client.post(where, {"username": "lin", "password": "wrong"})
    before = client.session.session_key
    answer = client.post(where, {"username": "lin", "password": SECRET})
    assert answer.url == "/c/here/?page=1" and client.session.session_key != before
    evil = "/sign-in/?next=https://evil.example/"
    assert Client().post(evil, {"username": "lin", "password": SECRET}).url == "/c/here/"


def test_sign_out_is_a_post(town):
    opened(town.lin, "lin")
    client = sign_in("lin")[0]
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/c/here/").status_code == 404


def test_a_new_password_ends_every_other_session(town):
    opened(town.lin, "lin")
    here, there = sign_in("lin")[0], sign_in("lin")[0]
    bad = here.post("/account/password/", {"old": SECRET, "password": "12345678901", "again": "12345678901"})
    assert bad.status_code == 422
    new = "a-longer-road-by-the-river"
    assert here.post("/account/password/", {"old": "nope", "password": new, "again": new}).status_code == 422
    assert here.post("/account/password/", {"old": SECRET, "password": new, "again": new}).status_code == 302
    assert here.get("/c/here/").status_code == 200
    assert there.get("/c/here/").url.startswith("/sign-in/")
    assert sign_in("lin")[1].status_code == 422 and sign_in("lin", new)[1].status_code == 302


def test_end_others_keeps_this_session_only(town):
    opened(town.lin, "lin")
    here, there = sign_in("lin")[0], sign_in("lin")[0]
    assert here.post("/account/end-others/").status_code == 302
    assert here.get("/c/here/").status_code == 200 and there.get("/c/here/").status_code == 302


def test_an_idle_session_ends_and_gives_the_text_back(town):
    opened(town.lin, "lin")
    client = sign_in("lin")[0]
    session = client.session
    session["signin-seen"] = int(time.time()) - 3 * 3600
    session.save()
    answer = client.post("/c/here/?x=1", {"text": "两行\n<b>文字</b>𠮷", "password": "geheim"})
    page = answer.content.decode()
    assert answer.status_code == 403 and "您写的都在这里" in page
    assert "&lt;b&gt;文字&lt;/b&gt;𠮷" in page and "geheim" not in page and 'action="/c/here/?x=1"' in page
    sign_in("lin", client=client)
    assert "两行" in client.post("/c/here/?x=1", {"text": "两行"}).content.decode()


def test_a_lost_session_cookie_also_gives_the_text_back(town):
    opened(town.lin, "lin")
    client = sign_in("lin")[0]
    del client.cookies["sessionid"]
    assert "修桥" in client.post("/c/here/", {"text": "修桥"}).content.decode()
    assert client.get("/c/here/").url == "/sign-in/?next=%2Fc%2Fhere%2F"
    assert Client().post("/c/here/", {"text": "修桥"}).status_code == 404  # a stranger learns nothing


def test_an_expired_form_comes_back_with_a_fresh_token(town):
    opened(town.lin, "lin")
    client = Client(enforce_csrf_checks=True)
    page = client.get("/sign-in/").content.decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    client.post("/sign-in/", {"username": "lin", "password": SECRET, "csrfmiddlewaretoken": token})
    answer = client.post(
        "/c/here/", {"text": "修桥", "csrfmiddlewaretoken": token}
    )  # from before the sign-in
    page = answer.content.decode()
    assert answer.status_code == 403 and "修桥" in page
    fresh = page.partition('action="/c/here/"')[2].partition('value="')[2].partition('"')[0]
    again = client.post("/c/here/", {"text": "修桥", "csrfmiddlewaretoken": fresh})
    assert again.content.decode() == f"{town.lin.pk}:修桥"
    foreign = client.post("/c/here/", {"text": "修桥"}, HTTP_ORIGIN="https://evil.example")
    assert foreign.status_code == 403 and "修桥" not in foreign.content.decode()


def test_switching_offices_is_explicit_and_traced(town):
    person = town.lin.person
    with scope.congress(town.here):
        second = Membership.objects.create(person=person, role="keeper")
    with scope.congress(town.there):
        third = Membership.objects.create(person=person, role="deputy")
    opened(town.lin, "lin")
    client = sign_in("lin")[0]
    page = client.get("/switch/").content.decode()
    assert "邻县人大" in page and page.count('name="member"') == 3
    assert client.post("/switch/", {"member": second.pk}).url == "/c/here/"
    assert client.get("/c/here/").content.decode() == f"{second.pk}:"
    assert client.post("/switch/", {"member": third.pk}).url == "/c/there/"
    assert (
        client.post("/switch/", {"member": town.clerk.pk}).status_code == 200
    )  # not one's own: nothing happens
    assert client.get("/c/here/").content.decode() == f"{second.pk}:"
    traces = Trace.everywhere.filter(step="admissions.switch").order_by("pk")
    assert [(t.congress.code, t.by_id) for t in traces] == [("here", second.pk), ("there", third.pk)]


def test_error_pages_stand_alone(town):
    client = Client(raise_request_exception=False)
    assert "没有找到这一页" in client.get("/no/such/").content.decode()
    answer = client.get("/c/here/?break=1")
    assert answer.status_code == 500 and "要么全部没办" in answer.content.decode()


def test_nobody_signs_up(town):
    client = Client()
    for path in ("/accounts/signup/", "/sign-up/", "/accounts/login/", "/account/signup/"):
        assert client.get(path).status_code == 404
    assert Account.objects.count() == 0


def test_ones_own_pages_do_not_offer_to_sign_in_again(town):
    opened(town.lin, "lin")
    assert 'href="/sign-in/"' in Client().get("/sign-in/").content.decode()
    assert 'href="/sign-in/"' not in sign_in("lin")[0].get("/account/").content.decode()


def test_a_full_disk_at_the_door_is_said_and_reading_goes_on(town, monkeypatch):
    opened(town.lin, "lin")
    inside = sign_in("lin")[0]
    session = inside.session
    session[signin.SEEN] = int(time.time()) - 120  # would be written anew
    session.save()

    def full(*args, **kwargs):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Session, "save", full)
    assert inside.get("/c/here/").status_code == 200
    client = Client(raise_request_exception=False)
    page = sign_in("lin", client=client)[1]
    words = page.content.decode()
    assert page.status_code == 503 and "没有登录进去" in words and "什么也没有改动" in words
    assert "huying doctor" in words and SECRET not in words and "系统出错" not in words
