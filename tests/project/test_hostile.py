"""What a stranger, a neighbour or a colleague with bad intentions tries at the doors."""

import pytest
from django.urls import reverse

from huying.kernel import scope
from huying.kernel.roster import Account, Membership, Person
from tests.project.managing import browser, inside, town


@pytest.fixture
def world(db):
    made = town()
    with inside(made):
        yield made


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
