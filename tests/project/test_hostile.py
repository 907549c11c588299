"""What a stranger, a neighbour or a colleague with bad intentions tries at the doors."""

from smtplib import SMTPRecipientsRefused

import pytest
from django.test import Client
from django.urls import reverse

from huying.kernel import channels, delivery, scope
from huying.kernel.accounts import throttle
from huying.kernel.drafts import Draft
from huying.kernel.roster import Account, Membership, Person
from huying.project import keys
from huying.project.manage.tokens import Make
from tests.project import managing
from tests.project.managing import browser, browsers, inside
from tests.suggestions.walking import Walker

county = managing.county


@pytest.fixture
def world(county):
    with inside(county):
        yield browsers(county)


def test_a_neighbours_administrator_neither_copies_nor_empties_our_person(world):
    Person.objects.filter(pk=world.lin.person_id).update(email="lin@example.cn")
    with scope.congress(world.neighbour.congress):
        admin = Membership.objects.create(person=Person.objects.create(name="邻县管理员"), role="admin")
        guest = Membership.objects.create(person=world.lin.person, role="deputy")
    account = Account(username="linxi-admin", person=admin.person)
    account.set_unusable_password()
    account.save()
    client = browser(admin)
    args = {"code": "linxi", "subject": "people", "pk": guest.pk}
    copied = client.post(reverse("manage:request_copy", kwargs=args))
    assert copied.status_code == 404 and b"lin@example.cn" not in copied.content
    client.post(reverse("manage:request_erase", kwargs=args), {"reason": "测试"})
    assert Person.objects.get(pk=world.lin.person_id).email == "lin@example.cn"


NUL = ["c/qinghe/stations/?q=%00", "c/qinghe/suggestions/?q=a%00b", "c/qinghe/manage/units/?q=%00&kind=%00",
       "c/qinghe/suggestions/public/?q=%00", "c/qinghe/voices/?sort=%00", "c/qinghe/follow/?n=%00", "?next=%00"]  # fmt: skip


@pytest.mark.parametrize("where", NUL)
def test_a_nul_in_an_address_is_refused_and_never_reaches_the_database(world, where):
    for client in (world.as_clerk, world.stranger):
        answer = client.get(f"/{where}")
        assert answer.status_code == 400, (where, answer.status_code)
        assert "Content-Security-Policy" in answer.headers


def test_a_nul_in_the_path_is_not_found(world):
    for where in ("/c/qinghe/drafts/voices.hear:new%00/", "/c/qinghe%00/", "/%00"):
        assert world.as_clerk.post(where, {"text": "a"}).status_code == 404


def test_a_nul_in_typed_texts_breaks_no_draft(world):
    where = reverse("draft", kwargs={"code": world.code, "key": "voices.hear:new"})
    for client in (world.as_clerk, world.stranger):
        assert client.post(where, {"text": "桥\x00坏了", "a\x00": "b"}).status_code == 200
    assert Draft.objects.get().data == {"text": "桥坏了", "a": "b"}


@pytest.mark.parametrize("key", ["", "\x00", "k\x00"])
def test_bulk_without_a_usable_key_blocks_nobody_afterwards(world, key):
    walk = Walker(world)
    rows = [walk.assigned(), walk.assigned(title="另一件")]
    where = reverse("suggestions:bulk", kwargs={"code": world.code, "step": "urge"})
    for client in (world.as_clerk, browser(world.chen)):
        answer = client.post(where, {"pk": [r.pk for r in rows], "_key": key, "note": "请抓紧"})
        assert answer.status_code == 302
    assert [walk.fresh(r).urged for r in rows] == [2, 2]


def test_a_program_never_acts_as_a_deputy(world):
    data = {"name": "代签", "days": "30"}
    assert not Make({**data, "member": world.lin.pk, "scopes": ["suggestions"]}).is_valid()
    assert Make({**data, "member": world.lin.pk, "scopes": ["read"]}).is_valid()
    assert Make({**data, "member": world.transport_handler.pk, "scopes": ["handlings"]}).is_valid()


@pytest.mark.parametrize(
    ("seen", "counted"),
    [("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"), ("2001:db8:1:2:ffff::", "2001:db8:1:2::"), ("::1", "::1"),
     ("::ffff:10.1.1.1", "10.1.1.1"), ("10.1.1.1", "10.1.1.1"), ("nonsense", "0.0.0.0"), ("", "0.0.0.0")],
)  # fmt: skip
def test_a_network_of_ipv6_counts_as_one_guesser(rf, seen, counted):
    assert throttle.address(rf.get("/", REMOTE_ADDR=seen)) == counted


def test_what_a_gateway_says_stands_without_addresses(world, monkeypatch):
    class Refuses:
        def send(self, to, text, *, subject=""):
            raise SMTPRecipientsRefused({to: (550, f"no such user {to}".encode())})

    monkeypatch.setattr(channels, "channel", lambda name: Refuses())
    delivery.message("13800001234", "有消息", at=world.at)
    delivery.message("zhou@example.cn", "有消息", at=world.at, channel="mail")
    delivery.send_due(world.at)
    for row in delivery.Delivery.objects.all():
        assert row.error.startswith("SMTPRecipientsRefused") and "***" in row.error
        assert "13800001234" not in row.error and "zhou@" not in row.error


def test_a_fresh_home_is_its_owners_alone(tmp_path):
    assert keys.own(tmp_path / "deep" / "var", "a.key", lambda: "secret") == "secret"
    for place, mode in (("deep/var", 0o700), ("deep/var/keys", 0o700), ("deep/var/keys/a.key", 0o600)):
        assert (tmp_path / place).stat().st_mode & 0o777 == mode


def test_posts_from_elsewhere_change_nothing(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.zhou.person.account)
    row = Walker(world).submitted()
    inside_ = f"/c/{world.code}"
    for where in (
        "/sign-out/", "/switch/", "/sign-in/", f"{inside_}/suggestions/{row.pk}/accept/", f"{inside_}/news/read/",
        f"{inside_}/drafts/a/", f"{inside_}/manage/tokens/", f"{inside_}/voices/say/",
        f"/api/v1{inside_}/suggestions/{row.pk}/accept",
    ):  # fmt: skip
        answer = client.post(where, {}, content_type="application/json")
        assert answer.status_code == 403, where
        assert answer.headers["X-Frame-Options"] == "DENY" and "Content-Security-Policy" in answer.headers
    row.refresh_from_db()
    assert row.state == "submitted" and "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "where", ["//evil.example", "https://evil.example", "/\\evil.example", "///evil.example"]
)
def test_no_way_leads_out_of_the_house(db, where):
    client = Client()
    assert client.get("/looks/", {"next": where})["Location"] == "/"
    client.get("/sign-in/", {"next": where})
    assert not client.session.get("signin-next")
