"""Births, corrections, pauses and honours of places; what the gate refuses; what the ledger vouches for."""

from datetime import date
from decimal import Decimal

import pytest

from huying.kernel import process, scope, verify
from huying.kernel.case import Trace
from huying.kernel.notices import Notice
from huying.kernel.process import Forbidden, Refused
from huying.stations import operations, queries
from huying.stations.models import Station


def took(world, day="2026-11-21", by=None):
    return {"by": by or world.zhou, "at": world.when(day)}


def test_a_place_is_born_with_a_docket_of_its_own_and_its_keepers(county):
    assert county.station.state == "open" and county.station.is_active
    assert county.station.case.number == "QH-ZD-00002"
    assert list(county.station.keepers.all()) == [county.he]
    assert list(queries.kept_by(county.he).values_list("name", flat=True)) == [
        "东街社区代表联络点", "城关镇代表联络站",
    ]  # fmt: skip
    assert verify.verify(county.congress).ok


def test_keepers_changed_past_the_gate_are_seen(county):
    county.station.keepers.set([county.lin])
    problems = verify.verify(county.congress).problems
    assert [(p.kind, p.trace) for p in problems] == [("subject", "stations.register")]


def test_a_planned_place_is_hidden_until_it_opens(county):
    made = operations.plan(name="茶产业代表联络站", kind="industry", trade="茶产业", **took(county))
    assert made.state == "planned" and made not in queries.open_ones()
    operations.open_up(made, opened_on=date(2026, 11, 25), **took(county))
    made.refresh_from_db()
    assert made in queries.open_ones() and made.opened_on == date(2026, 11, 25)


def test_a_name_is_taken_once_in_a_congress_and_free_in_the_next(county):
    with pytest.raises(Refused, match="已经有站点"):
        operations.register(name=" 城关镇代表联络站 ", **took(county))
    with scope.congress(county.neighbour.congress):
        made = operations.register(name="城关镇代表联络站", **took(county, by=county.neighbour.clerk))
        assert list(queries.open_ones()) == [made]


def test_the_tree_cannot_bite_its_tail(county):
    with pytest.raises(Refused, match="自己"):
        operations.amend(county.house, parent=county.station, **took(county))
    with pytest.raises(Refused, match="下面不能再设站点"):
        operations.register(name="更小的点", kind="point", parent=county.point, **took(county))
    with pytest.raises(Refused, match="不能改成这一类"):
        operations.amend(county.station, kind="point", **took(county))
    with pytest.raises(Refused, match="只有实践基地"):
        operations.amend(county.station, base=county.house, **took(county))
    base = operations.register(name="青禾县实践中心", kind="base", **took(county))
    operations.amend(county.station, base=base, **took(county))
    assert list(base.sites.all()) == [county.station]


def test_a_place_with_others_below_is_not_closed(county):
    with pytest.raises(Refused, match="没有撤销的站点"):
        operations.close(county.house, reason="合并", **took(county))
    for place in (county.point, county.station, county.house):
        operations.close(place, reason="合并", **took(county))
    assert list(queries.open_ones()) == [] and county.house.closed_on == date(2026, 11, 21)
    with pytest.raises(Refused, match="已经撤销"):
        operations.reopen(county.point, **took(county))
    operations.reopen(county.house, reason="误撤", **took(county))
    assert county.house.is_active and county.house.closed_on is None


def test_only_its_keeper_or_the_office_keeps_a_place(county):
    pin = {"lat": Decimal("36.123456"), "lon": Decimal("118.5")}
    with pytest.raises(Forbidden):
        operations.place_pin(county.house, **pin, **took(county, by=county.he))
    with pytest.raises(Forbidden):
        operations.amend(county.station, name="x", **took(county, by=county.he))
    operations.place_pin(county.station, **pin, **took(county, by=county.he))
    with pytest.raises(Forbidden):
        operations.suspend(county.station, reason="装修", **took(county, by=county.neighbour.clerk))
    assert queries.unplaced(county.zhou).count() == 2


@pytest.mark.parametrize(
    "lat, lon, words",
    [
        ("36", None, "一起填"),
        ("118.5", "36.1", "填反"),
        ("0", "0", "不在我国境内"),
        ("60", "120", "不在我国境内"),
    ],
)
def test_a_pin_that_cannot_be_is_refused(county, lat, lon, words):
    pin = {"lat": Decimal(lat), "lon": Decimal(lon) if lon else None}
    with pytest.raises(Refused, match=words):
        operations.place_pin(county.station, **pin, **took(county))
    with pytest.raises(Refused, match=words):
        operations.register(name="新站", **pin, **took(county))
    assert not Station.objects.filter(name="新站").exists()


def test_new_keepers_are_told_and_their_names_stand_under_the_ledger(county):
    operations.staff(county.station, keepers=[county.he, county.lin], **took(county))
    assert county.station.kept(county.lin)
    assert Notice.objects.filter(to=county.he, step="stations.staff").count() == 1
    facts = Trace.objects.get(step="stations.staff").facts
    assert facts["came"] == [county.lin.pk] and facts["left"] == []
    with pytest.raises(Refused, match="没有改动"):
        operations.staff(county.station, keepers=[county.lin, county.he], **took(county))
    assert verify.verify(county.congress).ok


def test_days_that_differ_are_kept_and_taken_back(county):
    step = took(county, by=county.he)
    days = {"since": date(2026, 12, 24), "until": date(2026, 12, 25)}
    operations.except_days(county.station, **days, why="维修", **step)
    assert county.station.exceptions == {
        d: {"spans": [], "why": "维修"} for d in ("2026-12-24", "2026-12-25")
    }
    with pytest.raises(Refused, match="原因"):
        operations.except_days(county.station, since=date(2026, 12, 26), **step)
    with pytest.raises(Refused, match="今天和以后"):
        operations.except_days(county.station, since=date(2026, 11, 20), why="x", **step)
    with pytest.raises(Refused, match="最多登记 92 天"):
        operations.except_days(
            county.station, since=date(2026, 12, 1), until=date(2027, 4, 1), why="x", **step
        )
    operations.except_days(county.station, **days, usual=True, **step)
    assert county.station.exceptions == {}


def test_a_pause_is_shown_with_its_reason_and_ends(county):
    operations.suspend(county.station, reason="装修", until=date(2026, 12, 1), **took(county, by=county.he))
    assert county.station in queries.open_ones() and county.station not in queries.reachable()
    assert Notice.objects.filter(to=county.zhou, step="stations.suspend").exists()
    operations.resume(county.station, **took(county, "2026-12-01"))
    assert county.station.pause_reason == "" and county.station.state == "open"


def test_stars_and_designations_leave_their_basis(county):
    operations.award_star(county.station, star=4, basis="青人办〔2026〕8 号", **took(county))
    operations.award_star(county.station, star=5, basis="青人办〔2026〕9 号", **took(county, "2026-11-22"))
    with pytest.raises(Refused, match="已经是 5 星"):
        operations.award_star(county.station, star=5, basis="x", **took(county, "2026-11-23"))
    operations.withdraw_star(county.station, basis="复评不合格", **took(county, "2026-11-24"))
    operations.designate(county.station, designation="model", basis="市人大命名", **took(county))
    said = [(h.what, h.value) for h in county.station.honours.order_by("pk")]
    assert said == [("star", "4"), ("star", "5"), ("star", "0"), ("designation", "model")]
    assert county.station.star is None and county.station.designation == "model"
    assert verify.verify(county.congress).ok


def test_many_at_once_are_traced_one_by_one(county):
    rows = [{"name": f"第{n}村联络点", "kind": "point", "parent": county.station} for n in range(3)]
    rows[0]["keepers"] = [county.he]
    made = operations.register_many(rows, by=process.house(), at=county.when("2026-11-21"))
    assert [s.case.number for s in made] == [f"QH-ZD-0000{n}" for n in (4, 5, 6)]
    assert Trace.objects.filter(subject_kind="stations", subject_id__in=[s.pk for s in made]).count() == 4
    assert made[0].kept(county.he) and verify.verify(county.congress).ok
    assert operations.register_many([], by=process.house(), at=county.when("2026-11-21")) == []
