"""Assignment in two stages, at a meeting, taken back; who is lead; urging."""

from datetime import date

import pytest

from huying.kernel.case import Clock, Trace
from huying.kernel.notices import Notice
from huying.kernel.process import Forbidden, Refused
from huying.suggestions import operations as suggestions
from huying.suggestions.handlings import operations as handlings
from huying.suggestions.models import AssignmentMeeting, Handling


def test_the_official_clock_counts_from_the_assignment(walk, world):
    row = walk.on("2026-02-08").assigned()
    assert row.assigned_on == date(2026, 2, 10)
    clock = Clock.objects.get(subject_kind="suggestions", kind="suggestion.reply")
    assert clock.due_on == date(2026, 5, 10)
    assert clock.explanation["article"] == "第五十一条第二款"
    part = row.handlings.get()
    assert (part.role, part.unit, part.due_on) == (
        "lead",
        world.transport,
        date(2026, 2, 17),
    )  # receipt is nearer


def test_at_a_meeting_many_share_its_day(walk, world):
    rows = [walk.accepted(), walk.accepted()]
    walk.on("2026-03-12")
    for row in rows:
        suggestions.assign(
            row,
            by=world.zhou,
            at=walk.at,
            lead=world.housing,
            meeting="2026年代表建议交办会",
            assigned_on=date(2026, 3, 10),
        )
    assert AssignmentMeeting.objects.count() == 1
    clocks = Clock.objects.filter(
        kind__in=["suggestion.reply", "suggestion.progress"], subject_kind="suggestions"
    )
    assert {c.due_on for c in clocks} == {date(2026, 6, 10), date(2026, 4, 10)}
    suggestions.hear_progress(rows[0], by=world.chen, at=walk.at, summary="进展正常。")
    assert Clock.objects.filter(kind="suggestion.progress", met_at__isnull=False).count() == 1


@pytest.mark.parametrize("day", ["2026-01-05", "2026-12-31"])
def test_the_day_of_assignment_lies_between_submission_and_today(walk, world, day):
    row = walk.accepted()
    with pytest.raises(Refused, match="交办日期"):
        suggestions.assign(
            row, by=world.zhou, at=walk.at, lead=world.housing, assigned_on=date.fromisoformat(day)
        )


@pytest.mark.parametrize(
    "units",
    [
        {"mode": "lead"},
        {"mode": "lead", "lead": "housing", "separate": ["health"]},
        {"mode": "lead", "lead": "housing", "co": ["housing"]},
        {"mode": "separate", "separate": ["health"]},
        {"mode": "separate", "lead": "housing", "separate": ["health", "transport"]},
        {"mode": "separate", "separate": ["health", "health"]},
        {"mode": "both", "lead": "housing"},
    ],
    ids=str,
)
def test_exactly_one_lead_unless_separate(walk, world, units):
    row = walk.accepted()
    data = {
        k: v if k == "mode" else [getattr(world, n) for n in v] if isinstance(v, list) else getattr(world, v)
        for k, v in units.items()
    }
    with pytest.raises(Refused):
        suggestions.assign(row, by=world.zhou, at=walk.at, **data)
    assert not Handling.objects.exists()
    assert walk.fresh(row).state == "accepted"


def test_a_unit_that_is_gone_names_its_successor(walk, world):
    world.health.is_active, world.health.successor = False, world.housing
    world.health.save()
    with pytest.raises(Refused, match="住房和城乡建设局"):
        suggestions.assign(walk.accepted(), by=world.zhou, at=walk.at, lead=world.health)


def test_a_wrong_assignment_is_taken_back_until_received(walk, world):
    row = walk.assigned(co=[world.health])
    suggestions.unassign(row, by=world.zhou, at=walk.at, reason="选错了单位")
    assert (row.state, row.lead_unit, row.first_assigned_on) == ("accepted", None, walk.day)
    assert set(row.handlings.values_list("state", flat=True)) == {"cancelled"}
    assert not Clock.objects.filter(subject_kind="handlings", dropped_at=None, met_at=None).exists()
    suggestions.assign(row, by=world.zhou, at=walk.at, lead=world.housing)
    handlings.receive(walk.part(row), by=world.housing_handler, at=walk.at)
    with pytest.raises(Refused, match="已经签收"):
        suggestions.unassign(row, by=world.zhou, at=walk.at, reason="又错了")


def test_the_government_splits_to_its_departments(walk, world):
    row = walk.received(lead=world.cabinet)
    part = walk.part(row)
    handlings.split(
        part, by=world.cabinet_handler, at=walk.at, mode="lead", lead=world.housing, co=[world.health]
    )
    row = walk.fresh(row)
    assert (row.lead_unit, part.state, part.is_leaf) == (world.housing, "split", False)
    below = walk.part(row, world.housing)
    clock = Clock.objects.get(subject_kind="handlings", subject_id=below.pk, kind="suggestion.reply")
    assert clock.due_on == Clock.objects.get(subject_kind="suggestions", kind="suggestion.reply").due_on
    handlings.receive(below, by=world.housing_handler, at=walk.at)
    walk.answer(below)
    assert walk.fresh(part).state == "replied"
    assert walk.fresh(row).state == "replied"
    assert walk.part(row, world.cabinet).is_on_time is True
    row = walk.rate(walk.fresh(row), "good", "no")
    assert {h.unit.short: h.state for h in row.handlings.exclude(role="co")} == {
        "县政府办": "split",
        "住建局": "received",
    }


def test_a_split_is_taken_back_until_a_department_signed(walk, world):
    row = walk.received(lead=world.cabinet)
    part = walk.part(row)
    handlings.split(
        part, by=world.cabinet_handler, at=walk.at, mode="separate", separate=[world.housing, world.health]
    )
    handlings.unsplit(part, by=world.cabinet_handler, at=walk.at)
    assert (part.state, part.is_leaf, walk.fresh(row).lead_unit) == ("received", True, world.cabinet)
    handlings.split(part, by=world.cabinet_handler, at=walk.at, mode="lead", lead=world.housing)
    handlings.receive(walk.part(row, world.housing), by=world.housing_handler, at=walk.at)
    with pytest.raises(Refused, match="已经签收"):
        handlings.unsplit(part, by=world.cabinet_handler, at=walk.at)


def test_an_organ_splits_only_downwards(walk, world):
    row = walk.received(lead=world.cabinet)
    with pytest.raises(Refused, match="不是青禾县人民政府办公室的下属"):
        handlings.split(walk.part(row), by=world.cabinet_handler, at=walk.at, mode="lead", lead=world.court)
    court = walk.received(lead=world.court)
    with pytest.raises(Refused, match="没有可以分办"):
        handlings.split(walk.part(court), by=world.court_handler, at=walk.at, mode="lead", lead=world.housing)


def test_another_unit_joins(walk, world):
    row = walk.received()
    suggestions.add_unit(row, by=world.zhou, at=walk.at, unit=world.health)
    assert walk.part(row, world.health).role == "co"
    with pytest.raises(Refused, match="已经是承办单位"):
        suggestions.add_unit(row, by=world.zhou, at=walk.at, unit=world.health)


def test_urging_reaches_the_units_that_work_on_it(walk, world):
    row = walk.assigned(co=[world.health])
    for by in (world.zhou, world.chen, world.lin):
        suggestions.urge(row, by=by, at=walk.later().at, note="请抓紧。")
    assert row.urged == 3
    told = Notice.objects.filter(step="suggestions.urge").values_list("to", flat=True)
    assert set(told) == {world.transport_handler.pk, world.health_handler.pk}
    with pytest.raises(Forbidden):
        suggestions.urge(row, by=world.gao, at=walk.at)


def test_what_a_step_causes_is_told_after_it(walk, world):
    row = walk.assigned(co=[world.health])
    steps = list(Trace.objects.filter(case=row.case).order_by("seq").values_list("step", flat=True))
    assert steps[-3:] == ["suggestions.assign", "handlings.offer", "handlings.offer"]
