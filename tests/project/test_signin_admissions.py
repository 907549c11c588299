"""The office's side: list of accounts, slips on paper, numbers shown once, leavers."""

import re

import pytest
from django.test import Client

from huying.kernel import scope
from huying.kernel.accounts import operations
from huying.kernel.accounts.models import Admission, Invitation
from huying.kernel.case import Trace
from huying.kernel.roster import Membership, Unit

from .conftest import SECRET, opened, sign_in

pytestmark = pytest.mark.django_db
BASE = "/c/here/admissions/"


@pytest.fixture
def clerk(town):
    opened(town.clerk, "clerk")
    return sign_in("clerk")[0]


@pytest.fixture
def admin(town):
    opened(town.admin, "admin")
    return sign_in("admin")[0]


@pytest.fixture
def lin(town):
    with scope.congress(town.here):
        return operations.of(town.lin, at=town.at)


def test_a_new_deputy_gets_an_account_and_a_slip(town, clerk):
    answer = clerk.post(f"{BASE}new/invite/", {"name": "周梅", "role": "deputy", "phone": "13811112222"})
    assert answer.status_code == 302
    row = Admission.everywhere.get(member__person__name="周梅")
    page = clerk.post(f"{BASE}{row.pk}/issue/").content.decode()
    code = re.search(r"<output>([0-9A-Z-]{14})</output>", page)[1]
    assert "<svg" in page and "只显示这一次" in page
    assert code not in clerk.get(f"{BASE}{row.pk}/").content.decode()
    client = Client()
    assert client.post("/invite/", {"code": code}).url == "/invite/accept/"
    assert (
        client.post("/invite/accept/", {"username": "zm", "password": SECRET, "again": SECRET}).url
        == "/c/here/"
    )


def test_unit_organ_and_area_are_asked_as_the_role_needs_them(town, clerk):
    with scope.congress(town.here):
        unit = Unit.objects.create(name="水务局")
    page = clerk.get(f"{BASE}new/invite/").content.decode()
    assert "---------" not in page and "请选择" in page and "ui/when" in page
    assert 'data-when="role:handler"' in page and 'data-when="role:deputy keeper"' in page
    wrong = clerk.post(f"{BASE}new/invite/", {"name": "周梅", "role": "deputy", "unit": unit.pk})
    assert wrong.status_code == 422 and "人大代表不选承办单位" in wrong.content.decode()
    assert clerk.post(f"{BASE}new/invite/", {"name": "周梅", "role": "handler"}).status_code == 422
    good = clerk.post(f"{BASE}new/invite/", {"name": "周梅", "role": "handler", "unit": unit.pk})
    assert good.status_code == 302


def test_a_clerk_is_not_offered_the_office(town, clerk, admin):
    page = clerk.get(f"{BASE}new/invite/").content.decode()
    assert 'value="deputy"' in page and 'value="admin"' not in page
    assert clerk.post(f"{BASE}new/invite/", {"name": "周梅", "role": "admin"}).status_code == 422
    office = Admission.everywhere.get(member=town.admin)
    assert clerk.get(f"{BASE}{office.pk}/").status_code == 404
    assert clerk.post(f"{BASE}{office.pk}/issue/").status_code == 404
    assert admin.get(f"{BASE}{office.pk}/").status_code == 200


def test_many_slips_are_printed_at_once(town, admin, lin):
    with scope.congress(town.here):
        keeper = operations.of(town.keeper, at=town.at)
    page = admin.post(f"{BASE}bulk/issue/", {"pk": [lin.pk, keeper.pk, 99999]}).content.decode()
    assert len(re.findall(r"<output>[0-9A-Z-]{14}</output>", page)) == 2
    assert Invitation.everywhere.filter(admission__in=(lin, keeper), used_at=None).count() == 2


def test_numbers_are_masked_and_shown_once_with_a_reason_that_stays(town, clerk, lin):
    page = clerk.get(f"{BASE}{lin.pk}/").content.decode()
    assert "138****8000" in page and "13800138000" not in page and "110101199003071234" not in page
    url = f"{BASE}{lin.pk}/unmask/"
    assert "13800138000" not in clerk.get(url).content.decode()
    assert clerk.post(url, {"what": "phone", "reason": ""}).status_code == 422
    shown = clerk.post(url, {"what": "phone", "reason": "电话核实建议内容"}).content.decode()
    assert "13800138000" in shown and "110101199003071234" not in shown
    trace = Trace.everywhere.get(step="admissions.unmask")
    assert (trace.by, trace.note, trace.facts["what"]) == (town.clerk, "电话核实建议内容", "phone")
    assert "13800138000" not in str(trace.facts)
    assert "13800138000" not in clerk.get(f"{BASE}{lin.pk}/").content.decode()


def test_strangers_neighbours_and_colleagues_get_404(town, lin):
    opened(town.neighbour, "neighbour")
    opened(town.keeper, "keeper")
    neighbour, keeper = sign_in("neighbour")[0], sign_in("keeper")[0]
    for client in (Client(), neighbour, keeper):
        for path in (
            f"{BASE}{lin.pk}/",
            f"{BASE}{lin.pk}/unmask/",
            f"{BASE}{lin.pk}/issue/",
            f"{BASE}new/invite/",
        ):
            answer = client.get(path)
            assert answer.status_code == 404 or answer.url.startswith("/sign-in/"), path
    for tail in ("issue/", "unmask/", "leave/"):
        assert neighbour.post(f"/c/there/admissions/{lin.pk}/{tail}", {"reason": "x"}).status_code == 404
    assert Invitation.everywhere.filter(admission=lin).count() == 0


def test_a_leaver_is_out_at_once_and_the_list_says_so(town, clerk):
    opened(town.lin, "lin")
    client = sign_in("lin")[0]
    assert client.get("/c/here/").status_code == 200
    row = Admission.everywhere.get(member=town.lin)
    assert clerk.post(f"{BASE}{row.pk}/leave/", {"reason": "调离本县"}).status_code == 302
    assert client.get("/c/here/").url.startswith("/sign-in/")
    assert sign_in("lin")[1].status_code == 422
    assert "已离任" in clerk.get(BASE + "?tray=left").content.decode()
    assert not Membership.everywhere.get(pk=town.lin.pk).is_active
