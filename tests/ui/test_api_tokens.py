"""Who is let in: tokens with scope and expiry, sessions with their CSRF mark; and how often."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huying.kernel import scope, tokens
from huying.kernel.accounts import signin
from huying.kernel.roster import Account, Membership
from huying.voices.models import Voice
from tests.ui.calling import Caller, assert_problem, token

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


def with_secret(secret, where="voices", code="qinghe"):
    return Client().get(f"/api/v1/c/{code}/{where}", headers={"Authorization": secret})


def test_without_or_with_a_wrong_token_is_401_and_says_how(world):
    for header in ("", "Bearer", "Bearer hy_wrong", "Basic abc", "Bearer \u00e9", f"Bearer hy_{'x' * 5000}"):
        answer = with_secret(header)
        assert_problem(answer, 401)
        assert answer["WWW-Authenticate"].startswith("Bearer")
    assert_problem(Client().get("/api/v1/c/qinghe/voices"), 401)


def test_the_secret_is_not_kept(world):
    made, secret = token(world.zhou)
    assert secret.startswith("hy_") and len(secret) > 40 and secret not in str(vars(made))


def test_revoked_and_expired_tokens_open_nothing(world):
    for change in ({"revoked_at": timezone.now()}, {"expires_at": timezone.now() - timedelta(seconds=1)}):
        made, secret = token(world.zhou)
        assert with_secret(f"Bearer {secret}").status_code == 200
        tokens.Token.everywhere.filter(pk=made.pk).update(**change)
        assert_problem(with_secret(f"Bearer {secret}"), 401)


def test_another_congress_does_not_know_the_token(world):
    _made, secret = token(world.zhou)
    assert_problem(with_secret(f"Bearer {secret}", code="linxi"), 401)
    assert_problem(with_secret(f"Bearer {secret}", code="nowhere"), 404)


@pytest.mark.parametrize("change", [{"is_active": False}, {"until": "2020-01-01"}, {"since": "2090-01-01"}])
def test_a_leavers_token_is_refused(world, change):
    _made, secret = token(world.zhou)
    Membership.everywhere.filter(pk=world.zhou.pk).update(**change)
    assert_problem(with_secret(f"Bearer {secret}"), 401)


def test_the_token_of_a_closed_account_is_refused(world):
    _made, secret = token(world.zhou)
    Account.objects.filter(person=world.zhou.person).update(is_active=False)
    assert_problem(with_secret(f"Bearer {secret}"), 401)


def test_scopes_narrow_what_the_member_may(walked):
    with scope.congress(walked.congress):
        row = Voice.objects.filter(state="heard").first()
    reader, voices, one = (Caller(walked.zhou, s) for s in (["read"], ["voices"], ["voices.explain"]))
    assert reader.get("voices").status_code == 200
    assert_problem(reader.post(f"voices/{row.pk}/explain", text="x"), 403)
    for caller in (voices, one):
        for where in ("voices", f"voices/{row.pk}", f"voices/{row.pk}/story", "units", "me", "files/1"):
            assert_problem(caller.get(where), 403)
    assert_problem(one.post(f"voices/{row.pk}/settle", text="x"), 403)
    assert_problem(voices.post("suggestions/new/draft", title="x"), 403)
    assert one.get(f"voices/{row.pk}/explain").status_code == 200
    assert one.post(f"voices/{row.pk}/explain", text="依据条例第三条。").json()["state"] == "answered"


def test_a_scope_gives_nothing_that_the_member_may_not(walked):
    with scope.congress(walked.congress):
        row = Voice.objects.filter(state="heard").first()
    assert_problem(Caller(walked.chen, ["read", "voices"]).post(f"voices/{row.pk}/explain", text="x"), 404)


def test_the_last_use_is_noted_once_a_day(world):
    made, secret = token(world.zhou)
    with_secret(f"Bearer {secret}", "me")
    assert tokens.Token.everywhere.get(pk=made.pk).used_on == timezone.localdate()
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert with_secret(f"Bearer {secret}", "me").status_code == 200
    assert not [q for q in seen.captured_queries if not q["sql"].lstrip().upper().startswith("SELECT")]


def test_a_browser_reads_by_its_session_and_writes_with_the_csrf_mark(world, sign_in):
    signed = sign_in(world.zhou)
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = signed.cookies
    assert browser.get("/api/v1/c/qinghe/voices").status_code == 200
    given = {
        "data": '{"text": "x", "channel": "phone", "urgency": "none"}',
        "content_type": "application/json",
    }
    assert_problem(browser.post("/api/v1/c/qinghe/voices/new/hear", **given), 403)
    browser.cookies["csrftoken"] = "a" * 32
    done = browser.post("/api/v1/c/qinghe/voices/new/hear", headers={"X-CSRFToken": "a" * 32}, **given)
    assert done.status_code == 201
    _made, secret = token(world.lin)
    mixed = browser.get("/api/v1/c/qinghe/me", headers={"Authorization": f"Bearer {secret}"})
    assert mixed.json()["name"] == "林知远"
    assert_problem(browser.get("/api/v1/c/qinghe/me", headers={"Authorization": "Bearer hy_no"}), 401)


def test_signed_in_elsewhere_is_the_public_here(world, sign_in):
    assert_problem(sign_in(world.neighbour.clerk).get("/api/v1/c/qinghe/voices"), 401)


def test_an_ended_session_is_401_and_no_page(world, sign_in):
    client = sign_in(world.zhou)
    session = client.session
    session[signin.SEEN] = 1
    session.save()
    assert_problem(client.get("/api/v1/c/qinghe/voices"), 401)


def test_too_many_calls_of_one_token_are_429_and_others_go_on(world):
    with override_settings(API_PER_MINUTE=3):
        caller, other = Caller(world.zhou), Caller(world.zhou)
        statuses = [caller.get("me").status_code for _ in range(5)]
        if 429 not in statuses[3:]:  # the minute turned in between
            statuses = [caller.get("me").status_code for _ in range(5)]
        assert statuses[-1] == 429
        answer = caller.get("me")
        assert_problem(answer, 429)
        assert 0 < int(answer["Retry-After"]) <= 60
        assert other.get("me").status_code == 200
