"""Six months only with consent before the first deadline, counted from the day of assignment."""

from datetime import date

import pytest

from huying.kernel.case import Clock
from huying.kernel.notices import Notice
from huying.kernel.process import Forbidden, Refused
from huying.suggestions.extensions import operations as extensions
from huying.suggestions.handlings import operations as handlings

REASON = {"reason": "需要跨三个部门立项。", "broad_and_hard": True}


def asked(walk, world, day=None, **more):
    """Assigned on 2026-03-04: three months end on 2026-06-04."""
    row = walk.received(**more)
    part = walk.part(row)
    if day:
        walk.on(day)
    return row, part, extensions.ask(by=walk.handler_of(part.unit), at=walk.at, handling=part, **REASON)


def due(kind, row):
    return Clock.objects.get(subject_kind=kind, subject_id=row.pk, kind="suggestion.reply_extended").due_on


def test_granted_it_counts_from_the_assignment(walk, world):
    row, part, request = asked(walk, world, "2026-05-20")
    extensions.grant(request, by=world.zhou, at=walk.later().at, note="同意")
    assert (request.state, request.due_after) == ("granted", date(2026, 9, 4))
    assert due("suggestions", row) == due("handlings", part) == date(2026, 9, 4)
    assert not Clock.objects.filter(kind="suggestion.reply", dropped_at=None).exists()
    assert Notice.objects.filter(step="suggestions.extend", to=world.lin).exists()  # the deputy is told
    with pytest.raises(Refused, match="最长六个月"):
        extensions.ask(by=world.transport_handler, at=walk.at, handling=part, **REASON)


def test_refused_the_first_deadline_stands(walk, world):
    _row, part, request = asked(walk, world)
    extensions.refuse(request, by=world.zhou, at=walk.at, reason="不复杂")
    assert walk.fresh(part).extended is False
    assert Clock.objects.filter(kind="suggestion.reply", met_at=None, dropped_at=None).count() == 2
    extensions.ask(by=world.transport_handler, at=walk.at, handling=part, **REASON)


def test_after_the_first_deadline_nobody_asks_and_nobody_grants(walk, world):
    _row, part, request = asked(walk, world, "2026-06-04")
    with pytest.raises(Refused, match="2026-06-04"):
        extensions.grant(request, by=world.zhou, at=walk.on("2026-06-05").at)
    extensions.lapse(request, by=world.zhou, at=walk.at)
    assert request.state == "moot"
    with pytest.raises(Refused, match="已经过了"):
        extensions.ask(by=world.transport_handler, at=walk.at, handling=part, **REASON)


@pytest.mark.parametrize(
    "data", [{"reason": "难", "broad_and_hard": False}, {"reason": " ", "broad_and_hard": True}]
)
def test_only_broad_and_hard_matters_with_reasons(walk, world, data):
    part = walk.part(walk.received())
    with pytest.raises(Refused):
        extensions.ask(by=world.transport_handler, at=walk.at, handling=part, **data)


def test_who_may_ask_and_who_may_grant(walk, world):
    _row, part, request = asked(walk, world)
    with pytest.raises(Forbidden):
        extensions.ask(by=world.housing_handler, at=walk.at, handling=part, **REASON)
    with pytest.raises(Refused, match="等待批准"):
        extensions.ask(by=world.transport_handler, at=walk.at, handling=part, **REASON)
    for member in (world.transport_handler, world.lin, world.chen, world.neighbour.clerk):
        with pytest.raises(Forbidden):
            extensions.grant(request, by=member, at=walk.at)


def test_a_department_s_extension_reaches_the_organ_above(walk, world):
    row = walk.received(lead=world.cabinet)
    handlings.split(walk.part(row), by=world.cabinet_handler, at=walk.at, mode="lead", lead=world.housing)
    below = walk.part(row, world.housing)
    handlings.receive(below, by=world.housing_handler, at=walk.later().at)
    request = extensions.ask(by=world.housing_handler, at=walk.at, handling=below, **REASON)
    extensions.grant(request, by=world.zhou, at=walk.at)
    organ = walk.part(row, world.cabinet)
    assert due("handlings", below) == due("handlings", organ) == due("suggestions", row) == date(2026, 9, 4)


def test_a_reply_overtakes_the_request(walk, world):
    _row, part, request = asked(walk, world)
    walk.answer(part)
    assert walk.fresh(request).state == "moot"


def test_co_units_have_no_reply_clock_to_extend(walk, world):
    row = walk.received(co=[world.health])
    with pytest.raises(Refused, match="不能申请延期"):
        extensions.ask(by=world.health_handler, at=walk.at, handling=walk.part(row, world.health), **REASON)
