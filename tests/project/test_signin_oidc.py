"""OIDC: off by default; an identity opens only the account it was linked to, never one that shares its address."""

from urllib.parse import parse_qs, urlparse

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from huying.kernel.roster import Account
from huying.project import oidc

from .conftest import opened, sign_in, slip_for

pytestmark = pytest.mark.django_db
PLACE = "https://id.example.gov"
APP = {
    "provider_id": "office", "name": "统一身份认证", "client_id": "huying", "secret": "s",
    "settings": {"server_url": PLACE, "oauth_pkce_enabled": True},
}  # fmt: skip


class Answer:
    status_code, ok, headers = 200, True, {"content-type": "application/json"}

    def __init__(self, body):
        self.body = body

    def json(self):
        return self.body

    def raise_for_status(self):
        pass

    text = ""


class Service:
    """The identity service, as far as the other side of the line sees it."""

    who = {"sub": "u-1", "email": "lin@example.org", "email_verified": True}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def get(self, url, **_):
        if "openid-configuration" in url:
            names = {
                "authorization_endpoint": "auth",
                "token_endpoint": "token",
                "userinfo_endpoint": "me",
                "jwks_uri": "keys",
            }
            return Answer({"issuer": PLACE, **{k: f"{PLACE}/{v}" for k, v in names.items()}})
        return Answer(self.who)

    def request(self, method, url, **_):
        return Answer({"access_token": "t", "token_type": "Bearer"})

    post = request


@pytest.fixture
def service(settings, monkeypatch):
    settings.OIDC, settings.OIDC_ON = APP, True
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [APP]}}
    made = Service()
    monkeypatch.setattr(oidc.Linked, "get_requests_session", lambda self: made)
    return made


def through(client, query=""):
    """To the identity service and back."""
    there = client.post(f"/sign-in/with/office/{query}")
    assert there.url.startswith(f"{PLACE}/auth")
    state = parse_qs(urlparse(there.url).query)["state"][0]
    return client.get("/sign-in/with/office/back/", {"code": "c", "state": state})


def test_it_is_off_until_set(town):
    assert "统一身份" not in Client().get("/sign-in/").content.decode()
    assert Client().post("/sign-in/with/office/").status_code == 404


def test_an_unknown_identity_opens_nothing_whatever_its_address(town, service):
    account = opened(town.lin, "lin")
    Account.objects.filter(pk=account.pk).update(email="lin@example.org")
    client = Client()
    assert through(client).url == "/sign-in/"
    assert "还没有与账号绑定" in client.get("/sign-in/").content.decode()
    assert "_auth_user_id" not in client.session and not SocialAccount.objects.exists()
    assert Account.objects.count() == 1


def test_linked_by_the_signed_in_person_it_opens_their_account(town, service):
    opened(town.lin, "lin")
    client = sign_in("lin")[0]
    assert through(client, "?process=connect").url == "/account/"
    fresh = Client()
    assert through(fresh).url == "/c/here/"
    assert fresh.get("/c/here/").content.decode() == f"{town.lin.pk}:"
    opened(town.clerk, "clerk")
    other = sign_in("clerk")[0]
    through(other, "?process=connect")
    assert SocialAccount.objects.get().user.username == "lin"  # not taken over
    assert SocialAccount.objects.get().extra_data == {}


def test_a_slip_links_the_identity_and_is_used_up(town, service):
    _admission, code = slip_for(town.lin, town.clerk)
    client = Client()
    client.post("/invite/", {"code": code})
    assert through(client).url == "/c/here/"
    account = Account.objects.get()
    assert account.person == town.lin.person and not account.has_usable_password()
    assert Client().post("/invite/", {"code": code}).status_code == 422
    assert (
        client.post("/account/unlink/").status_code == 302 and SocialAccount.objects.exists()
    )  # the only way in stays


def test_staff_still_owe_their_factor(town, service):
    town.here.switches = {"second_factor": "staff"}
    town.here.save()
    opened(town.clerk, "clerk")
    client = sign_in("clerk")[0]
    from huying.kernel.accounts import factors

    SocialAccount.objects.create(user=Account.objects.get(), provider="office", uid="u-1")
    fresh = Client()
    assert through(fresh).url == "/account/factor/"
    factors.Authenticator.objects.create(user=Account.objects.get(), type="totp", data={})
    assert through(Client()).url == "/sign-in/code/"
    assert client.get("/account/").url == "/account/factor/"


def test_a_failed_return_is_said_plainly(town, service):
    client = Client()
    there = client.post("/sign-in/with/office/")
    state = parse_qs(urlparse(there.url).query)["state"][0]
    answer = client.get("/sign-in/with/office/back/", {"error": "access_denied", "state": state})
    assert answer.url == "/sign-in/" and "没有成功" in client.get("/sign-in/").content.decode()
