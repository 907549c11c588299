"""Nobody rises by somebody else's account, and no office reads or empties what a neighbour keeps about a person."""

import pytest

from huying.kernel import scope
from huying.kernel.accounts import invitations, operations
from huying.kernel.process import Forbidden, Refused
from huying.kernel.roster import Membership, Person
from tests.kernel.toy.town import AT, houses, town, toy, toy_tables  # noqa: F401


@pytest.fixture(autouse=True)
def _here(town):  # noqa: F811
    with scope.congress(town.here):
        yield


def test_a_clerk_cannot_reset_an_administrator_through_that_persons_seat(town):  # noqa: F811
    seat = Membership.objects.create(person=town.admin.person, role="deputy")
    operations.open_for(town.admin, username="fang", password_hash="x", at=AT)
    admission = operations.invite(by=town.admin, at=AT, member=seat)
    for act, data in (
        (operations.issue, {"code": invitations.fresh_code()}),
        (operations.change_contact, {"reason": "换号", "phone": "13900000000"}),
        (operations.unmask, {"reason": "看看"}),
        (operations.leave, {"reason": "离任"}),
    ):
        with pytest.raises(Forbidden):
            act(admission, by=town.clerk, at=AT, **data)
    assert operations.issue(admission, by=town.admin, at=AT, code=invitations.fresh_code())


def test_an_office_elsewhere_counts_too(town):  # noqa: F811
    with scope.congress(town.there):
        Membership.objects.create(person=town.lin.person, role="leader")
    admission = operations.of(town.lin, at=AT)
    with pytest.raises(Forbidden):
        operations.issue(admission, by=town.clerk, at=AT, code=invitations.fresh_code())


def test_name_and_telephone_do_not_open_a_neighbours_person(town):  # noqa: F811
    person = Person.objects.create(name="许静", phone="13800138000", id_card="110101199003070000")
    Membership.objects.create(person=person, role="deputy")
    with scope.congress(town.there):
        admin = Membership.objects.create(person=Person.objects.create(name="邻县管理员"), role="admin")
        guest = operations.invite(by=admin, at=AT, name="许静", role="keeper", phone="13800138000")
        assert guest.member.person == person
        for act in (operations.unmask, operations.change_contact):
            more = {"phone": "13911112222"} if act is operations.change_contact else {"what": "id_card"}
            with pytest.raises(Refused, match="另一人大"):
                act(guest, by=admin, at=AT, reason="看看", **more)
    assert Person.objects.get(pk=person.pk).phone == "13800138000"
