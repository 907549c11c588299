"""All members count, whoever was called (R-GEN-03); only who presided signs (R-OWN-86)."""

import pytest

from huying.deputies.models import Seat
from huying.kernel import scope
from huying.kernel.case import Trace
from huying.kernel.process import Forbidden, Refused
from huying.kernel.roster import Congress, Membership, OrganMember, Person
from huying.sittings import attendance, quorum
from huying.sittings import operations as sittings
from huying.sittings.minutes import operations as minutes
from huying.sittings.minutes import queries
from huying.sittings.summons import operations as summons

from . import walking

NINE = "09:00"


def test_nobody_is_let_off_so_that_the_quorum_falls(room):
    row = walking.notified(room, room.committee)
    at, ids = room.when("2026-12-01"), walking.members(row)
    for one in row.summons.filter(right="member")[:2]:
        with pytest.raises(Refused, match="法定人数以全体组成人员计算"):
            summons.release(one, by=room.zhou, at=at, reason="人太多")
    now = quorum.at(row, at)
    assert (now.base, now.needed) == (31, 16)
    OrganMember.objects.filter(organ=room.committee, member=ids[30]).update(
        is_active=False
    )  # has left the body
    assert quorum.base_of(row) == 30
    opening = room.when(walking.DAY, NINE)
    attendance.take(row, [(pk, opening, "card") for pk in ids[:20]], at=opening)
    with pytest.raises(Refused, match="已经不是这个机构的组成人员"):
        sittings.open(row, by=room.chen, at=opening)
    gone = row.summons.get(member=ids[30])
    summons.release(gone, by=room.zhou, at=at, reason="已辞去职务")
    new = Membership.objects.create(person=Person.objects.create(name="新委员"), role="deputy")
    with pytest.raises(Refused, match="按名册通知"):
        summons.call(by=room.zhou, at=at, sitting=row, right="member", member=new)
    OrganMember.objects.create(organ=room.committee, member=new, number=40)
    assert quorum.base_of(row) == 31  # counts before any notice
    summons.call(by=room.zhou, at=at, sitting=row, right="member", member=new)
    sittings.open(row, by=room.chen, at=opening)
    assert (row.base, row.present) == (31, 20)
    OrganMember.objects.filter(organ=room.committee, member=ids[29]).update(is_active=False)
    assert quorum.base_of(row) == 31  # frozen


def test_suspended_deputies_and_those_on_leave_stay_in_the_base_of_a_plenary(room):
    row = sittings.plan(
        by=room.zhou, at=room.when("2026-11-21"), kind="plenary", title="第六次会议", day=walking.DAY,
        starts_at=walking.time(9), session=room.session,
    )  # fmt: skip
    seats = Seat.objects.filter(state="held").count()
    assert quorum.base_of(row) == seats == 34
    Seat.objects.filter(pk=Seat.objects.first().pk).update(state="suspended")
    assert quorum.base_of(row) == seats


def test_only_who_presided_signs_the_minutes(room):
    row = walking.notified(room, room.committee)
    opening, ids = room.when(walking.DAY, NINE), walking.members(row)
    attendance.take(row, [(pk, opening, "card") for pk in ids[:20]], at=opening)
    sittings.open(row, by=room.zhou, at=opening)
    for item in row.agenda.all():
        assert item.state == "adopted"
    sittings.close(row, by=room.zhou, at=room.when(walking.DAY, "11:00"))
    at = room.when(walking.DAY, "16:00")
    kept = minutes.draft(sitting=row, by=room.zhou, at=at)
    minutes.check(kept, by=room.zhou, at=at)
    with pytest.raises(Refused, match="登记主持人"):  # a clerk declared it open: nobody knows who presided
        minutes.sign(kept, by=room.zhou, at=at)
    chair = Membership.objects.get(pk=ids[0])
    with pytest.raises(Refused, match="不是这次会议的组成人员"):
        sittings.preside(row, by=room.zhou, at=at, chair=room.lin)
    sittings.preside(row, by=room.zhou, at=at, chair=chair, reason="主任委托")
    kept = type(kept).objects.get()
    with pytest.raises(Forbidden):
        minutes.sign(kept, by=room.chen, at=at)  # a leader, but not the one who presided
    with pytest.raises(Refused, match="没有主持这次会议"):
        minutes.sign(kept, by=room.zhou, at=at, signer=room.chen)
    for anybody in (room.zhou, room.chen):
        with pytest.raises(Forbidden):
            sittings.mark_minuted(row, by=anybody, at=at)  # only the signature does that
    minutes.sign(kept, by=chair, at=at)
    assert (kept.signer, kept.state) == (str(chair), "signed")
    facts = Trace.objects.get(step="minutes.sign").facts
    assert facts == {"signer": chair.pk, "on_paper": False}


def test_the_secretary_who_may_sign_opens_the_minutes(room):
    row = walking.notified(room, room.committee)
    opening, ids = room.when(walking.DAY, NINE), walking.members(row)
    attendance.take(row, [(pk, opening, "card") for pk in ids[:20]], at=opening)
    sittings.open(row, by=room.zhou, at=opening)
    sittings.close(row, by=room.zhou, at=room.when(walking.DAY, "11:00"))
    at = room.when(walking.DAY, "16:00")
    kept = minutes.draft(sitting=row, by=room.zhou, at=at)
    minutes.check(kept, by=room.zhou, at=at)
    OrganMember.objects.filter(organ=room.committee, member=ids[5]).update(post="secretary")
    secretary = Membership.objects.get(pk=ids[5])
    assert not queries.to_sign(secretary).exists()
    Congress.objects.update(overrides={"sittings.minutes_secretary": {"value": True}}, rules_version=99)
    congress = Congress.objects.get(pk=room.congress.pk)
    with scope.congress(congress):
        assert secretary in type(kept).objects.get().presiding_members()
        assert list(queries.to_sign(secretary)) == [kept]
        assert not queries.to_sign(Membership.objects.get(pk=ids[6])).exists()
