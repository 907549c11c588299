"""A unit's part: receipt, return and its limits, talk, co-opinion, reply."""

from datetime import date

import pytest

from huying.kernel.case import Clock
from huying.kernel.notices import Notice
from huying.kernel.process import Forbidden, Refused
from huying.suggestions import operations as suggestions
from huying.suggestions.asking import Urge
from huying.suggestions.handlings import operations as handlings
from huying.suggestions.models import Handling, Reply


def test_only_the_unit_receives(walk, world):
    part = walk.assigned().handlings.get()
    for member in (world.housing_handler, world.cabinet_handler, world.zhou, world.neighbour.handler):
        with pytest.raises(Forbidden):
            handlings.receive(part, by=member, at=walk.at)
    handlings.receive(part, by=world.transport_handler, at=walk.at)
    assert (part.state, part.received_on) == ("received", walk.day)


def test_a_person_who_changed_units_has_lost_the_matter(walk, world):
    part = walk.assigned().handlings.get()
    world.transport_handler.unit = world.health
    world.transport_handler.save()
    with pytest.raises(Forbidden):
        handlings.receive(part, by=world.transport_handler, at=walk.at)


def asked(walk, world, **more):
    row = walk.assigned(**more)
    part = walk.part(row)
    handlings.ask_return(
        part,
        by=walk.handler_of(part.unit),
        at=walk.later().at,
        reason="不属于本单位职责",
        proposed=world.housing,
    )
    return row, part


def test_the_return_clock_of_the_rule_book(walk, world):
    """Assigned 2026-04-28, ten working days over the May holiday: until 2026-05-14 (R-SUG-10)."""
    part = walk.on("2026-04-26").assigned().handlings.get()
    assert part.return_window().day == date(2026, 5, 14)
    with pytest.raises(Refused, match="2026-05-14"):
        handlings.ask_return(
            part, by=world.transport_handler, at=walk.on("2026-05-15").at, reason="不属于本单位"
        )
    handlings.ask_return(part, by=world.transport_handler, at=walk.on("2026-05-14").at, reason="不属于本单位")
    assert part.state == "asked"


def test_a_granted_return_goes_to_another_unit_at_once(walk, world):
    row, part = asked(walk, world)
    first = row.assigned_on
    with pytest.raises(Refused, match="改交"):
        handlings.grant_return(part, by=world.zhou, at=walk.at)
    handlings.grant_return(part, by=world.zhou, at=walk.later(5).at, unit=world.housing)
    row, new = walk.fresh(row), Handling.objects.get(unit=world.housing)
    assert (part.state, new.role, new.replaces, row.lead_unit, row.returns) == (
        "returned",
        "lead",
        part,
        world.housing,
        1,
    )
    assert (row.assigned_on, row.first_assigned_on, new.counts_on) == (
        first,
        first,
        walk.day,
    )  # the profile restarts
    official = Clock.objects.get(subject_kind="suggestions", kind="suggestion.reply")
    assert official.started_on == first


def test_where_the_profile_does_not_restart_the_clock(walk, world):
    world.congress.overrides = {"suggestion.return_restarts_clock": False}
    world.congress.rules_version += 1
    world.congress.save()
    row, part = asked(walk, world)
    handlings.grant_return(part, by=world.zhou, at=walk.later(5).at, unit=world.housing)
    assert Handling.objects.get(unit=world.housing).counts_on == row.assigned_on


def test_a_refused_return_is_final(walk, world):
    _row, part = asked(walk, world)
    handlings.refuse_return(part, by=world.zhou, at=walk.at, reason="职责清单第三条")
    assert (part.state, part.received_on) == ("received", walk.day)
    with pytest.raises(Refused, match="已经申请过"):
        handlings.ask_return(part, by=world.transport_handler, at=walk.at, reason="再试一次")
    kinds = Clock.objects.filter(subject_id=part.pk, subject_kind="handlings", met_at=None, dropped_at=None)
    assert sorted(kinds.values_list("kind", flat=True)) == ["suggestion.contact", "suggestion.reply"]


def test_ping_pong_is_seen_and_goes_to_a_leader(walk, world):
    row, part = asked(walk, world)
    handlings.grant_return(part, by=world.zhou, at=walk.at, unit=world.housing)
    assert not Notice.objects.filter(step="suggestions.escalate").exists()
    again = walk.part(row)
    handlings.ask_return(again, by=world.housing_handler, at=walk.later().at, reason="也不是我们")
    handlings.grant_return(again, by=world.zhou, at=walk.at, unit=world.health)
    assert walk.fresh(row).returns == 2
    assert Notice.objects.filter(step="suggestions.escalate", to=world.chen).exists()


def test_the_superior_unit_decides_on_the_second_stage(walk, world):
    row = walk.received(lead=world.cabinet)
    handlings.split(walk.part(row), by=world.cabinet_handler, at=walk.at, mode="lead", lead=world.transport)
    below = walk.part(row, world.transport)
    handlings.ask_return(below, by=world.transport_handler, at=walk.at, reason="属于住建")
    assert (
        Notice.objects.filter(step="handlings.ask_return").values_list("to", flat=True).get()
        == world.cabinet_handler.pk
    )
    with pytest.raises(Forbidden):
        handlings.grant_return(below, by=world.zhou, at=walk.at, unit=world.housing)
    with pytest.raises(Refused, match="下属单位"):
        handlings.grant_return(below, by=world.cabinet_handler, at=walk.at, unit=world.court)
    handlings.grant_return(below, by=world.cabinet_handler, at=walk.later(3).at, unit=world.housing)
    assert (
        walk.part(row, world.housing).counts_on == walk.fresh(row).assigned_on
    )  # within the organ nothing restarts
    assert walk.fresh(row).lead_unit == world.housing


def test_a_unit_cannot_pass_it_on_by_itself(walk, world):
    _row, part = asked(walk, world)
    for member in (world.transport_handler, world.housing_handler):
        with pytest.raises(Forbidden):
            handlings.grant_return(part, by=member, at=walk.at, unit=world.housing)


def test_no_reply_without_a_talk(walk, world):
    part = walk.part(walk.received())
    with pytest.raises(Refused, match="联系沟通"):
        walk.answer(part, talk=False)
    with pytest.raises(Refused, match="不能晚于今天"):
        handlings.log_contact(
            part,
            by=world.transport_handler,
            at=walk.at,
            way="phone",
            who="林",
            summary="说了",
            held_on=date(2026, 12, 1),
        )
    walk.talk(part)
    walk.answer(part, talk=False)
    assert part.state == "replied"


def test_the_office_carries_the_talk_where_the_name_is_hidden(walk, world):
    part = walk.part(walk.received(hide_name=True))
    handlings.log_contact(part, by=world.zhou, at=walk.at, way="phone", who="代表", summary="转达了意见。")
    walk.answer(part, talk=False)
    assert part.state == "replied"


def test_a_co_unit_gives_an_opinion_that_may_come_back(walk, world):
    row = walk.received(co=[world.health])
    part = walk.part(row, world.health)
    with pytest.raises(Refused, match="主办单位提出意见"):
        walk.answer(part, talk=False)
    handlings.give_opinion(part, by=world.health_handler, at=walk.at, text="同意。")
    with pytest.raises(Forbidden):
        handlings.send_back_opinion(part, by=world.zhou, at=walk.at, reason="太空")
    handlings.send_back_opinion(part, by=world.transport_handler, at=walk.at, reason="没有实际内容")
    clock = Clock.objects.get(kind="suggestion.opinion_redo")
    assert (part.state, clock.met_at) == ("received", None)
    handlings.give_opinion(part, by=world.health_handler, at=walk.at, text="今年安排两台救护车。")
    with pytest.raises(Refused, match="只有协办单位"):
        handlings.give_opinion(
            walk.part(row, world.transport), by=world.transport_handler, at=walk.at, text="意见"
        )
    walk.answer(walk.part(row, world.transport))
    with pytest.raises(Refused, match="已经答复"):
        handlings.send_back_opinion(walk.fresh(part), by=world.transport_handler, at=walk.at, reason="晚了")


def test_a_co_unit_that_gave_nothing_is_released_with_the_reply(walk, world):
    row = walk.received(co=[world.health])
    walk.answer(walk.part(row, world.transport))
    assert walk.fresh(row).state == "replied"
    assert row.handlings.get(unit=world.health).state == "cancelled"


def test_separate_units_all_answer(walk, world):
    row = walk.received(separate=[world.housing, world.health])
    walk.answer(walk.part(row, world.housing), "A")
    assert walk.fresh(row).state == "assigned"
    walk.answer(walk.part(row, world.health), "C")
    row = walk.fresh(row)
    assert (row.state, row.result_class, row.is_solved, Reply.objects.count()) == ("replied", "C", False, 2)


@pytest.mark.parametrize(
    ("result_class", "signer", "text"), [("Z", "局长", "答复"), ("A", "", "答复"), ("A", "局长", " ")]
)
def test_a_reply_is_complete(walk, world, result_class, signer, text):
    part = walk.part(walk.received())
    walk.talk(part)
    with pytest.raises(Refused):
        handlings.reply(
            part, by=world.transport_handler, at=walk.at, result_class=result_class, signer=signer, text=text
        )
    assert not Reply.objects.exists()


@pytest.mark.parametrize(("day", "on_time"), [("2026-06-04", True), ("2026-06-05", False)])
def test_on_time_is_measured_by_the_unit_s_own_clock(walk, world, day, on_time):
    part = walk.part(walk.received())
    assert part.counts_on == date(2026, 3, 4)
    walk.on(day)
    walk.day = date.fromisoformat(day)
    handlings.log_contact(
        part, by=world.transport_handler, at=walk.at, way="visit", who="林知远", summary="看了现场"
    )
    handlings.reply(
        part, by=world.transport_handler, at=walk.at, text="装好了。", result_class="A", signer="局长"
    )
    assert walk.fresh(part).is_on_time is on_time


def test_a_secret_is_answered_on_paper(walk, world):
    row = suggestions.register_secret(by=world.lin, at=walk.at, paper_number="密2026-3", paper_place="机要室")
    suggestions.submit(row, by=world.lin, at=walk.at)
    suggestions.accept(row, by=world.zhou, at=walk.at)
    suggestions.assign(row, by=world.zhou, at=walk.at, lead=world.transport)
    part = walk.part(row)
    handlings.receive(part, by=world.transport_handler, at=walk.at)
    for urge, matter in ((handlings.urge, part), (suggestions.urge, row)):
        with pytest.raises(Refused, match="不得录入"):
            urge(matter, by=world.zhou, at=walk.at, note="请写明某事的进度")
        urge(walk.fresh(matter), by=world.zhou, at=walk.at)
        assert "note" not in Urge(row=matter, member=world.zhou).fields
    with pytest.raises(Refused, match="不得录入"):
        walk.talk(part)
    handlings.log_contact(part, by=world.transport_handler, at=walk.at, way="visit", paper_number="密2026-8")
    assert walk.fresh(part).contacts.get().summary == "见纸质件 密2026-8"
    with pytest.raises(Refused, match="不得录入"):
        walk.answer(part, talk=False)
    handlings.reply(
        part, by=world.transport_handler, at=walk.at, result_class="A", signer="局长", paper_number="密2026-9"
    )
    row = walk.fresh(row)
    assert row.state == "replied"
    with pytest.raises(Refused, match="涉密"):
        suggestions.publish(row, by=world.zhou, at=walk.at, secrecy_checked=True, privacy_checked=True)


def test_promises_are_kept_with_their_day(walk, world):
    part = walk.part(walk.received())
    walk.answer(part, "B", promised=[{"what": "年底前完成", "by": "2026-12-31"}])
    assert Reply.objects.get().promised == [{"what": "年底前完成", "by": "2026-12-31"}]


@pytest.mark.parametrize("to", ["each", "lead"])
def test_the_reply_reaches_whom_the_profile_says(walk, world, to):
    world.congress.overrides = {"suggestion.reply_to": {"value": to, "law": "青禾县代表建议办理办法"}}
    world.congress.rules_version += 1
    world.congress.save()
    row = walk.draft()
    suggestions.invite(row, by=world.lin, at=walk.at, deputies=[world.gao])
    suggestions.confirm(row, by=world.gao, at=walk.at)
    suggestions.submit(row, by=world.lin, at=walk.at)
    suggestions.accept(row, by=world.zhou, at=walk.at)
    suggestions.assign(row, by=world.zhou, at=walk.at, lead=world.transport)
    handlings.receive(walk.part(row), by=world.transport_handler, at=walk.at)
    walk.answer(walk.part(row))
    told = set(
        Notice.objects.filter(step="suggestions.answer", to__role="deputy").values_list("to", flat=True)
    )
    assert told == ({world.lin.pk, world.gao.pk} if to == "each" else {world.lin.pk})
