"""Admission: slips that open once, acts that are traced, offices that cannot take over a neighbour's people."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password

from huying.kernel import process, scope
from huying.kernel.accounts import factors, invitations, manager, operations, queries, throttle
from huying.kernel.accounts.models import Admission, Attempt, Invitation
from huying.kernel.case import Trace
from huying.kernel.notices import Notice
from huying.kernel.process import Forbidden, Refused
from huying.kernel.roster import Account, Membership, Person
from huying.kernel.verify import verify
from tests.kernel.toy.town import AT, houses, town, toy, toy_tables  # noqa: F401


@pytest.fixture(autouse=True)
def _here(town):  # noqa: F811
    with scope.congress(town.here):
        yield


def admitted(member, username="lin"):
    operations.open_for(member, username=username, password_hash=make_password("x"), at=AT)
    return Admission.objects.get(member=member)


def slip(admission, by, at=AT):
    code = invitations.fresh_code()
    operations.issue(admission, by=by, at=at, code=code)
    return invitations.find(code, at), code


def test_a_code_is_found_however_it_is_typed_and_never_stored(town):  # noqa: F811
    admission = operations.invite(by=town.clerk, at=AT, member=town.lin)
    made, code = slip(admission, town.clerk)
    for typed in (
        code.lower(),
        code.replace("-", " "),
        code.replace("-", ""),
        "".join(chr(ord(c) + 0xFEE0) for c in code),
    ):
        assert invitations.find(typed, AT) == made
    assert code not in str(Invitation.objects.values()) and code not in str(list(Trace.objects.values()))
    assert invitations.find(code, AT + timedelta(days=15)) is None
    assert invitations.find("", AT) is None


def test_a_slip_opens_once_and_a_newer_one_voids_it(town):  # noqa: F811
    admission = operations.invite(by=town.clerk, at=AT, member=town.lin)
    first, _code = slip(admission, town.clerk)
    second, _code = slip(admission, town.clerk, AT + timedelta(minutes=1))
    take = {"by": process.house(), "at": AT + timedelta(minutes=2), "username": "lin", "password_hash": "h"}
    with pytest.raises(Refused, match="作废"):
        operations.accept(admission, invitation=first.pk, **take)
    operations.accept(admission, invitation=second.pk, **take)
    with pytest.raises(Refused, match="用过"):
        operations.accept(admission, invitation=second.pk, **take)
    assert Account.objects.count() == 1 and admission.state == "active"
    assert [t.step for t in Trace.objects.filter(subject_kind="admissions").order_by("seq")] == [
        "admissions.invite", "admissions.issue", "admissions.issue", "admissions.accept",
    ]  # fmt: skip


def test_a_second_slip_is_a_new_password_and_ends_sessions(town):  # noqa: F811
    admission = admitted(town.lin)
    before = Account.objects.get().get_session_auth_hash()
    made, _code = slip(admission, town.clerk)
    assert made.resets
    operations.accept(admission, by=process.house(), at=AT, invitation=made.pk, password_hash="new")
    account = Account.objects.get()
    assert account.password == "new" and account.get_session_auth_hash() != before


def test_a_taken_name_is_refused_and_uses_nothing_up(town):  # noqa: F811
    admitted(town.zhao, "lin")
    admission = operations.invite(by=town.clerk, at=AT, member=town.lin)
    made, code = slip(admission, town.clerk)
    with pytest.raises(Refused, match="换一个"):
        operations.accept(
            admission, by=process.house(), at=AT, invitation=made.pk, username="LIN", password_hash="h"
        )
    assert invitations.find(code, AT) == made


def test_a_clerk_looks_after_deputies_not_after_the_office(town):  # noqa: F811
    with pytest.raises(Forbidden):
        operations.invite(by=town.clerk, at=AT, member=town.admin)
    office = operations.invite(by=town.admin, at=AT, member=town.admin)
    with pytest.raises(Forbidden):
        operations.issue(office, by=town.clerk, at=AT, code=invitations.fresh_code())
    with pytest.raises(Forbidden):
        operations.invite(by=town.lin, at=AT, name="甲", role="deputy")
    assert list(queries.visible_to(town.clerk)) == [] and list(queries.visible_to(town.admin)) == [office]


def test_inviting_the_same_person_again_finds_them(town):  # noqa: F811
    first = operations.invite(by=town.admin, at=AT, name="周梅", role="deputy", phone="13800138000")
    second = operations.invite(by=town.admin, at=AT, name="周梅", role="keeper", phone="13800138000")
    assert first.member.person == second.member.person and Person.objects.filter(name="周梅").count() == 1
    with pytest.raises(Refused, match="已经有这一身份"):
        operations.invite(by=town.admin, at=AT, name="周梅", role="deputy", phone="13800138000")


def test_an_office_cannot_reset_a_person_whose_account_is_elsewhere(town):  # noqa: F811
    admitted(town.lin)
    with scope.congress(town.there):
        guest = Membership.objects.create(person=town.lin.person, role="deputy")
        admin = Membership.objects.create(person=Person.objects.create(name="邻县管理员"), role="admin")
        admission = operations.invite(by=admin, at=AT, member=guest)
        made, _code = slip(admission, admin)
        assert not made.resets
        with pytest.raises(Refused, match="先用原来的账号登录"):
            operations.accept(
                admission, by=process.house(), at=AT, invitation=made.pk, password_hash="stolen"
            )
        own = Account.objects.get()
        operations.accept(admission, by=process.house(), at=AT, invitation=made.pk, account=own)
        with pytest.raises(Refused, match="另一人大"):
            slip(admission, admin)
        with pytest.raises(Refused, match="另一人大"):
            operations.remove_factor(admission, by=admin, at=AT, reason="丢手机")
    assert own.password == Account.objects.get().password


def test_leaving_ends_membership_sessions_and_the_account_with_the_last_one(town):  # noqa: F811
    admission, errand = admitted(town.lin), town.ask()
    with scope.congress(town.there):
        other = Membership.objects.create(person=town.lin.person, role="deputy")
    _made, code = slip(admission, town.clerk)
    before = Account.objects.get().get_session_auth_hash()
    trace = operations.leave(admission, by=town.clerk, at=AT, reason="调离")
    account = Account.objects.get()
    assert trace.facts["open"] == {"toy_errand": 1} and trace.note == "调离" and errand.pk
    assert (
        account.is_active and account.get_session_auth_hash() != before and invitations.find(code, AT) is None
    )
    town.lin.refresh_from_db()
    assert not town.lin.is_active and admission.state == "left"
    with scope.congress(town.there):
        guest = operations.of(other, at=AT)
        operations.leave(guest, by=_admin(), at=AT, reason="离任")
    assert not Account.objects.get().is_active
    back = operations.readmit(admission, by=town.admin, at=AT, reason="误办")
    assert back.target == "invited"
    made, _code = slip(admission, town.admin)
    operations.accept(admission, by=process.house(), at=AT, invitation=made.pk, password_hash="n")
    assert Account.objects.get().is_active
    assert verify(town.here).ok and verify(town.there).ok


def _admin():
    return Membership.objects.create(person=Person.objects.create(name="管"), role="admin")


def test_removing_a_factor_needs_a_reason_and_tells_the_person(town):  # noqa: F811
    admission = admitted(town.lin)
    account = Account.objects.get()
    with pytest.raises(Refused, match="没有绑定"):
        operations.remove_factor(admission, by=town.admin, at=AT, reason="丢手机")
    factors.Authenticator.objects.create(user=account, type="totp", data={})
    with pytest.raises(Forbidden):
        operations.remove_factor(admission, by=town.clerk, at=AT, reason="丢手机")
    trace = operations.remove_factor(admission, by=town.admin, at=AT, reason="持身份证当面核对")
    assert not factors.enrolled(account) and trace.note == "持身份证当面核对"
    assert Notice.objects.get().to == town.lin and Notice.objects.get().step == "admissions.remove_factor"


def test_a_changed_phone_leaves_no_number_in_the_trace(town):  # noqa: F811
    admission = operations.of(town.lin, at=AT)
    trace = operations.change_contact(admission, by=town.clerk, at=AT, reason="本人来办", phone="13911112222")
    assert Person.objects.get(pk=town.lin.person_id).phone == "13911112222"
    assert trace.facts["changed"] == ["phone"] and "139" not in str(trace.facts)
    with pytest.raises(Refused, match="没有改动"):
        operations.change_contact(admission, by=town.clerk, at=AT, reason="x", phone="13911112222")


def test_switching_is_only_into_ones_own_office(town):  # noqa: F811
    admission = operations.of(town.lin, at=AT)
    with pytest.raises(Forbidden):
        operations.switch(admission, by=town.zhao, at=AT)
    assert operations.switch(admission, by=town.lin, at=AT).by == town.lin


def test_accounts_take_no_numbers_from_the_matters(town):  # noqa: F811
    operations.of(town.lin, at=AT)
    assert town.ask().case.number.endswith("-00001")
    assert Admission.objects.get().case.number == "HERE-ZH-00001"


def test_the_throttle_counts_within_its_window(settings, db):
    settings.THROTTLE = {"code": (2, timedelta(minutes=10))}
    for _ in range(2):
        assert throttle.blocked_until("code", "10.0.0.1", AT) is None
        throttle.failed("code", "10.0.0.1", AT)
    assert throttle.blocked_until("code", "10.0.0.1", AT) == AT + timedelta(minutes=10)
    assert throttle.blocked_until("code", "10.0.0.2", AT) is None
    later = AT + timedelta(minutes=11)
    assert throttle.blocked_until("code", "10.0.0.1", later) is None
    throttle.failed("code", "10.0.0.1", later)
    assert Attempt.objects.get().count == 1 and "10.0.0.1" not in Attempt.objects.get().key


def test_behind_our_proxy_only_the_last_address_counts(settings, rf):
    request = rf.get("/", HTTP_X_FORWARDED_FOR="6.6.6.6, 10.1.1.1", REMOTE_ADDR="127.0.0.1")
    assert throttle.address(request) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert throttle.address(request) == "10.1.1.1"


def test_only_the_plain_manager_s_own_key_takes_the_statement_worded_once(town, monkeypatch):  # noqa: F811
    account = admitted(town.lin).member.person.account
    assert Account.objects.by_key(account.pk) == Account.objects.get(pk=account.pk) == account
    with pytest.raises(Account.DoesNotExist):
        Account.objects.by_key(account.pk + 1)

    class Narrowed(manager.Accounts):
        """As Django makes one for the rows of a relation."""

        def get_queryset(self):
            return super().get_queryset().none()

    narrowed = Narrowed()
    narrowed.model = Account
    with pytest.raises(Account.DoesNotExist):
        narrowed.get(pk=account.pk)
    monkeypatch.setattr(manager, "_by_key", None)
    assert Account.objects.db_manager("default").get(pk=account.pk) == account  # the database that was named
    with pytest.raises(TypeError):
        Account.objects.get(pk=account.pk)
