"""Postings: proposed, confirmed, moved, ended; the history stays; others' rows are nobody's business."""

import pytest

from huying.deputies.models import Guest, Posting
from huying.deputies.postings import operations, queries
from huying.deputies.postings.guests import GuestForm, keep
from huying.kernel import scope
from huying.kernel.case import Trace
from huying.kernel.notices import Notice
from huying.kernel.process import Forbidden, Refused
from huying.kernel.register.queries import history
from tests.world import when

pytestmark = pytest.mark.django_db


def guest(world, **more):
    form = GuestForm(
        {"name": "江远帆", "level": "city", "of": "沧源市人民代表大会", "is_active": "on", **more}
    )
    assert form.is_valid(), form.errors
    return keep(form, by=world.zhou, at=world.at)


def test_a_proposal_becomes_a_posting_and_tells_both(world):
    row = operations.propose(
        by=world.zhou, at=world.at, member=world.lin, station=world.station, why=["town"]
    )
    assert row.state == "proposed" and row.since is None
    operations.confirm(row, by=world.zhou, at=when("2026-03-05"))
    assert row.state == "confirmed" and str(row.since) == "2026-03-05"
    told = set(Notice.objects.filter(step="postings.confirm").values_list("to", flat=True))
    assert told == {world.lin.pk, world.he.pk}


def test_moving_keeps_the_history_in_one_case(world):
    first = operations.post(by=world.zhou, at=world.at, member=world.lin, station=world.station)
    operations.move(first, by=world.zhou, at=when("2026-04-01"), to=world.far, reason="搬家")
    second = Posting.objects.get(state="confirmed")
    assert (first.state, str(first.until)) == ("ended", "2026-04-01")
    assert second.station == world.far and second.followed == first and second.case_id == first.case_id
    steps = list(Trace.objects.filter(case=first.case).order_by("seq").values_list("step", flat=True))
    assert steps == ["postings.post", "postings.move", "postings.post"]


def test_nobody_is_posted_twice_at_one_station(world):
    operations.propose(by=world.zhou, at=world.at, member=world.lin, station=world.station)
    with pytest.raises(Refused, match="已经编入"):
        operations.post(by=world.zhou, at=world.at, member=world.lin, station=world.station)
    with pytest.raises(Refused, match="不能都选或者都不选"):
        operations.post(by=world.zhou, at=world.at, station=world.station)


def test_only_the_office_confirms_and_a_keeper_proposes_for_the_own_station(world):
    row = operations.propose(by=world.he, at=world.at, member=world.lin, station=world.station)
    with pytest.raises(Forbidden):
        operations.propose(by=world.he, at=world.at, member=world.gao, station=world.far)
    for member in (world.he, world.lin, world.chen, world.housing_handler, world.neighbour.clerk):
        with pytest.raises(Forbidden):
            operations.confirm(row, by=member, at=world.at)
    with pytest.raises(Forbidden):
        operations.decline(row, by=world.gao, at=world.at, reason="不去")
    operations.decline(row, by=world.lin, at=world.at, reason="住得远")
    assert row.state == "declined"


def test_the_nearest_are_proposed_for_all_with_reasons(world):
    world.lin.area = world.village
    world.lin.save()
    world.gao.person.expertise = ["茶产业"]
    world.gao.person.save()
    found = {str(m): [(c.place.key, c.reasons) for c in choices] for m, choices in queries.suggestions()}
    assert found["林知远"][0][0] == world.point.pk and "same" in found["林知远"][0][1]
    assert found["高秀兰"][0] == (world.tea.pk, ("trade",))
    assert found["孙广财"][0] == (world.station.pk, ("district",))
    made = operations.propose_all(by=world.zhou, at=world.at, chosen={world.gao.pk, world.sun.pk})
    assert {(str(p.member), p.station_id) for p in made} == {
        ("高秀兰", world.tea.pk),
        ("孙广财", world.station.pk),
    }
    assert Trace.objects.filter(step="postings.propose").count() == 2
    assert [str(m) for m in queries.unposted()] == ["林知远"]


def test_a_guest_has_a_name_and_a_level_and_no_rights(world):
    row = guest(world)
    posting = operations.post(by=world.zhou, at=world.at, guest=row, station=world.station)
    assert posting.name == "江远帆" and row.pinyin == "jiangyuanfan"
    assert [p.name for p in queries.now_at(world.station)] == ["江远帆"]
    assert len(history(row)) == 1
    second = GuestForm({"name": "江远帆", "level": "city", "of": "沧源市人民代表大会", "is_active": "on"})
    assert not second.is_valid()
    assert Guest.objects.count() == 1


def test_each_sees_their_own(world):
    operations.post(by=world.zhou, at=world.at, member=world.lin, station=world.station)
    operations.post(by=world.zhou, at=world.at, member=world.gao, station=world.far)
    seen = {
        who: queries.visible_to(getattr(world, who)).count()
        for who in ("zhou", "chen", "he", "lin", "sun", "housing_handler")
    }
    assert seen == {"zhou": 2, "chen": 2, "he": 1, "lin": 1, "sun": 0, "housing_handler": 0}
    with scope.congress(world.neighbour.congress):
        assert queries.visible_to(world.neighbour.clerk).count() == 0 and not queries.suggestions()[0][1]
