"""The second factor: owed, bound, asked for, not replayed; recovery codes; slips by the pages; OIDC by link only."""

from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from huying.kernel import scope
from huying.kernel.accounts import factors
from huying.kernel.case import Trace
from huying.kernel.roster import Account

from .conftest import SECRET, opened, sign_in, slip_for

pytestmark = pytest.mark.django_db
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOW = 1_795_000_015


@pytest.fixture(autouse=True)
def _steady_clock(monkeypatch):
    """Codes do not change in the middle of a test."""
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: NOW))


def code_at(offset=0, key=KEY):
    return totp.format_hotp_value(totp.hotp_value(key, NOW // 30 + offset))


def bound(account):
    """The ten recovery codes of an account that has bound KEY (with the code before this one)."""
    return factors.enrol(account, KEY, code_at(-1))


@pytest.fixture
def strict(town):
    town.here.switches = {"second_factor": "staff"}
    town.here.save()
    return town


def test_staff_without_a_factor_reach_only_the_page_that_binds_one(strict):
    opened(strict.clerk, "clerk")
    client, answer = sign_in("clerk")
    assert answer.url == "/account/factor/"
    for path in ("/c/here/", "/account/", "/account/password/", "/switch/", "/c/here/me/"):
        assert client.get(path).url == "/account/factor/", path
    blocked = client.post("/api/v1/c/here/x")
    assert blocked.status_code == 403 and blocked["Content-Type"] == "application/problem+json"
    page = client.get("/account/factor/").content.decode()
    secret = client.session["factor-secret"]
    assert "<svg" in page
    assert client.post("/account/factor/", {"code": "000000"}).status_code == 422
    answer = client.post("/account/factor/", {"code": code_at(key=secret)})
    assert answer.content.decode().count("<li><code>") == 10
    assert client.get("/c/here/").status_code == 200
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept  # encrypted at rest


def test_a_deputy_is_not_asked_and_a_switch_turned_on_later_counts_at_once(town):
    opened(town.lin, "lin")
    opened(town.clerk, "clerk")
    deputy, clerk = sign_in("lin")[0], sign_in("clerk")[0]
    assert clerk.get("/c/here/").status_code == 200
    town.here.switches = {"second_factor": "staff"}
    town.here.save()
    assert clerk.get("/c/here/").url == "/account/factor/"
    assert deputy.get("/c/here/").status_code == 200


def test_a_bound_account_is_not_in_before_the_code(strict):
    bound(opened(strict.clerk, "clerk"))
    client, answer = sign_in("clerk")
    assert answer.url == "/sign-in/code/"
    assert client.get("/c/here/").status_code == 404 and "_auth_user_id" not in client.session
    assert client.post("/sign-in/code/", {"code": "000000"}).status_code == 422
    code = code_at()
    assert client.post("/sign-in/code/", {"code": code}).url == "/c/here/"
    assert client.get("/c/here/").status_code == 200
    again = sign_in("clerk")[0]
    assert again.post("/sign-in/code/", {"code": code}).status_code == 422  # the same code a second time
    assert again.post("/sign-in/code/", {"code": code_at(-1)}).status_code == 422  # nor an older one


def test_a_recovery_code_opens_once(strict):
    codes = bound(opened(strict.clerk, "clerk"))
    first, second = sign_in("clerk")[0], sign_in("clerk")[0]
    assert first.post("/sign-in/code/", {"code": codes[3]}).status_code == 302
    assert second.post("/sign-in/code/", {"code": codes[3]}).status_code == 422
    page = first.post("/account/recovery/", {"password": SECRET}).content.decode()
    assert codes[4] not in page and page.count("<li><code>") == 10
    assert second.post("/sign-in/code/", {"code": codes[4]}).status_code == 422


def test_guessing_codes_is_slowed_and_needs_the_password_first(strict):
    bound(opened(strict.clerk, "clerk"))
    assert Client().post("/sign-in/code/", {"code": code_at()}).url == "/sign-in/"
    client = sign_in("clerk")[0]
    statuses = [client.post("/sign-in/code/", {"code": "000000"}).status_code for _ in range(9)]
    assert statuses == [422] * 8 + [429]
    assert client.post("/sign-in/code/", {"code": code_at()}).status_code == 429


def test_staff_cannot_take_a_required_factor_off(strict):
    bound(opened(strict.clerk, "clerk"))
    client = sign_in("clerk")[0]
    client.post("/sign-in/code/", {"code": code_at()})
    assert client.post("/account/unbind/", {"password": SECRET}).url == "/account/"
    assert factors.enrolled(Account.objects.get())


def test_a_slip_opens_an_account_once_through_the_pages(town):
    _admission, code = slip_for(town.lin, town.clerk)
    client = Client()
    assert client.get(f"/invite/{code}/").url == "/invite/accept/"  # scanned: nothing is used up yet
    page = client.get("/invite/accept/").content.decode()
    assert "lin" in page and "本县人大" in page
    weak = client.post(
        "/invite/accept/", {"username": "lin", "password": "1234567890", "again": "1234567890"}
    )
    assert weak.status_code == 422
    good = {"username": "Lin.代表", "password": SECRET, "again": SECRET}
    thief = Client()
    thief.post("/invite/", {"code": code})
    assert client.post("/invite/accept/", good).url == "/c/here/"
    assert client.get("/c/here/").content.decode() == f"{town.lin.pk}:"
    assert thief.post("/invite/accept/", {**good, "username": "thief"}).url == "/invite/"
    assert Client().post("/invite/", {"code": code}).status_code == 422
    assert Account.objects.get().username == "lin.代表"


def test_wrong_codes_are_slowed_by_address(town, settings):
    client = Client(REMOTE_ADDR="10.0.0.5")
    statuses = [client.post("/invite/", {"code": f"AAAA-BBBB-{i:04d}"}).status_code for i in range(21)]
    assert statuses == [422] * 20 + [429]
    assert Client(REMOTE_ADDR="10.0.0.6").post("/invite/", {"code": "AAAA"}).status_code == 422


def test_a_second_office_is_added_by_signing_in(town):
    opened(town.lin, "lin")
    with scope.congress(town.there):
        from huying.kernel.roster import Membership

        guest = Membership.objects.create(person=town.lin.person, role="deputy")
    _admission, code = slip_for(guest, town.neighbour)
    client = Client()
    client.post("/invite/", {"code": code})
    assert client.post("/invite/accept/", {"username": "lin", "password": "nope"}).status_code == 422
    opened(town.clerk, "clerk")
    assert client.post("/invite/accept/", {"username": "clerk", "password": SECRET}).status_code == 422
    assert client.post("/invite/accept/", {"username": "lin", "password": SECRET}).status_code == 302
    assert client.get("/c/there/").content.decode() == f"{guest.pk}:"


def test_lost_password_and_lost_phone_have_a_path_that_is_traced(strict):
    account = opened(strict.clerk, "clerk")
    bound(account)
    _admission, code = slip_for(strict.clerk, strict.admin)
    client = Client()
    client.post("/invite/", {"code": code})
    new = "another-road-through-the-hills"
    assert (
        client.post("/invite/accept/", {"password": new, "again": new}).url == "/sign-in/code/"
    )  # the factor stays
    with scope.congress(strict.here):
        from huying.kernel.accounts import operations

        admission = operations.of(strict.clerk, at=strict.at)
        operations.remove_factor(admission, by=strict.admin, at=strict.at, reason="当面核对身份证")
    client, answer = sign_in("clerk", new)
    assert answer.url == "/account/factor/"
    assert list(Trace.everywhere.values_list("step", flat=True).order_by("seq"))[-2:] == [
        "admissions.accept", "admissions.remove_factor",
    ]  # fmt: skip
