"""What a sitting did not reach goes on to the next one; how a matter is deliberated stands on the agenda."""

from datetime import date, time

import pytest

from huying.kernel.process import Refused
from huying.sittings import operations as sittings
from huying.sittings import papers
from huying.sittings.agenda import operations as agenda
from huying.sittings.minutes import writing
from huying.sittings.procedures import operations as procedures

from . import doing, walking


def planned(room, row, day, **more):
    """The next sitting of the same body."""
    given = {"by": room.zhou, "at": room.when("2026-11-21"), "starts_at": time(9)}
    return sittings.plan(kind=row.kind, organ=row.organ, title=f"{day}的会议", day=day, **given, **more)


def states(row) -> dict:
    return dict(row.agenda.order_by("place", "pk").values_list("kind", "state"))


def test_closing_asks_what_becomes_of_each_item_that_was_not_reached(room, half_here):
    row, items = half_here
    agenda.finish(items["decision"], by=room.zhou, at=room.when("2026-03-12", "09:30"))
    study = agenda.propose(
        by=room.zhou,
        at=room.when("2026-03-12", "09:01"),
        sitting=row,
        kind="study",
        title="学习",
        reason="补学",
    )
    agenda.adopt(study, by=room.zhou, at=room.when("2026-03-12", "09:02"))
    following = planned(room, row, date(2026, 12, 20))
    page, chair = f"/c/qinghe/sittings/{row.pk}/close/", doing.client(room.chen)
    asked = chair.get(page).context["form"]
    assert set(asked.fields["carry"].queryset) == {items["hearing"], study}
    assert asked["carry"].value() == [items["hearing"].pk] and asked["following"].value() == following.pk
    assert chair.post(page, {"carry": [items["decision"].pk], "following": following.pk}).status_code == 422
    sent = {"carry": [items["hearing"].pk], "following": following.pk}
    assert chair.post(page, sent).status_code == 302
    assert states(row) == {"study": "untaken", "decision": "done", "hearing": "carried"}
    (new,) = following.agenda.all()
    items["hearing"].refresh_from_db()
    assert (new.title, new.state, new.carried_from) == (items["hearing"].title, "draft", items["hearing"])
    assert items["hearing"].successor() == new
    inside = doing.client(room.zhou).get(f"/c/qinghe/sittings/agenda/{new.pk}/").content.decode()
    assert f"转自：{row}" in inside and f"/c/qinghe/sittings/agenda/{items['hearing'].pk}/" in inside
    said = writing.write(row)
    assert f"这一项没有进行，转{following}。" in said and "这一项没有进行。" in said


def test_what_waits_stands_on_the_draft_agenda_of_the_next_sitting_once_it_is_planned(room):
    row = walking.notified(room, room.committee)
    sittings.fail(row, by=room.chen, at=room.when(walking.DAY, "09:30"))  # nobody came: all of it waits
    assert set(states(row).values()) == {"carried"}
    other = planned(room, row, date(2026, 12, 20))
    assert [i.title for i in other.agenda.order_by("place")] == [
        i.title for i in row.agenda.order_by("place")
    ]
    assert not planned(room, row, date(2026, 12, 28)).agenda.exists()  # handed on once
    item = other.agenda.get(kind="report")
    sittings.set_agenda(other, by=room.chen, at=room.when("2026-12-11"))
    item.refresh_from_db()
    agenda.defer(item, by=room.zhou, at=room.when("2026-12-12"), reason="材料不全")
    with pytest.raises(Refused, match="同一机构"):
        agenda.carry(item, by=room.zhou, at=room.when("2026-12-12"), following=row)
    agenda.carry(item, by=room.zhou, at=room.when("2026-12-12"))
    assert item.state == "carried" and item.successor() is None


def test_what_was_carried_to_a_sitting_that_is_cancelled_goes_on_to_the_next(room):
    row, at = walking.notified(room, room.committee), room.when("2026-12-12")
    sittings.fail(row, by=room.chen, at=room.when(walking.DAY, "09:30"))
    titles = [i.title for i in row.agenda.order_by("place")]
    cancelled = planned(room, row, date(2026, 12, 20))
    own = agenda.propose(by=room.zhou, at=at, sitting=cancelled, kind="report", title="本次会议的议题")
    with pytest.raises(Refused, match="还没有开"):
        agenda.carry(own, by=room.zhou, at=at)
    sittings.cancel(cancelled, by=room.zhou, at=at, reason="改在月底")
    waits = planned(room, row, date(2026, 12, 28))  # nothing was planned yet: it waited
    assert [i.title for i in waits.agenda.order_by("place")] == titles
    following = planned(room, row, date(2026, 12, 30))
    sittings.cancel(waits, by=room.zhou, at=at, reason="又改")
    assert [i.title for i in following.agenda.order_by("place")] == titles  # it stood there already
    agenda.carry(
        own, by=room.zhou, at=at, following=following
    )  # its own items the office carries, if they are still meant
    assert following.agenda.filter(title="本次会议的议题").exists()


def test_minutes_tell_what_happened_to_an_item_before_it_was_put_off_and_carried(room, half_here):
    row, items = half_here
    at = room.when("2026-03-12", "09:30")
    agenda.lay_stages(items["decision"], by=room.zhou, at=at, stages=["听取说明", "审议"], reason="排程序")
    agenda.pass_stage(items["decision"], by=room.zhou, at=at)
    agenda.defer(items["decision"], by=room.zhou, at=at, reason="材料不全。")
    before = writing.write(row)
    agenda.carry(items["decision"], by=room.zhou, at=at)
    after = writing.write(row)
    assert "依次进行了：听取说明。\n会议决定暂不审议。材料不全。" in before
    assert "依次进行了：听取说明。\n会议决定暂不审议。材料不全。\n这一项转下次会议。" in after
    assert "这一项没有进行，" not in after
    agenda.defer(items["hearing"], by=room.zhou, at=at, reason="时间不够。")  # never begun, and yet decided
    agenda.carry(items["hearing"], by=room.zhou, at=at)
    assert "会议决定暂不审议。时间不够。\n这一项转下次会议。" in writing.write(row)


def test_the_stages_of_a_deliberation_are_taken_from_a_procedure_changed_and_stand_on_the_agenda(room):
    row = walking.planned(room, room.committee)
    item, office = row.agenda.get(kind="report"), doing.client(room.zhou)
    assert office.get("/c/qinghe/sittings/procedures/").status_code == 200
    assert office.post("/c/qinghe/sittings/procedures/new/add/", {}).status_code == 422
    assert office.post("/c/qinghe/sittings/procedures/new/add/", {"preset": "report"}).status_code == 302
    made = procedures.Procedure.objects.get()
    assert made.stages == ["听取报告", "分组审议", "联组审议", "形成审议意见"] and made.kind == "report"
    page = f"/c/qinghe/sittings/procedures/{made.pk}/change/"
    sent = {"name": "报告两步审议", "kind": "report", "stages": "听取报告\n分组审议\n\n"}
    assert office.post(page, sent).status_code == 302
    with pytest.raises(Refused, match="同名"):
        procedures.add(by=room.zhou, at=room.when("2026-11-21"), name="x", stages=["审议", "审议"])
    lay = f"/c/qinghe/sittings/agenda/{item.pk}/lay_stages/"
    assert "报告两步审议：听取报告 → 分组审议" in office.get(lay).content.decode()
    assert office.post(lay, {"procedure": made.pk, "stages": ""}).status_code == 302
    assert office.post(lay, {"stages": "听取报告\n分组审议\n表决"}).status_code == 302
    assert "听取报告 → 分组审议 → 表决" in office.get(f"/c/qinghe/sittings/{row.pk}/").content.decode()
    assert any("（听取报告—分组审议—表决）" in getattr(p, "text", "") for p in papers.agenda(row).body)


def test_stages_end_one_after_the_other_and_the_minutes_tell_them(room, half_here):
    row, items = half_here
    item, do = items["decision"], {"by": room.zhou, "at": room.when("2026-03-12", "09:10")}
    agenda.lay_stages(item, stages=["听取说明", "审议", "表决"], reason="排程序", **do)
    agenda.pass_stage(item, **do)
    assert item.stage() == "审议"
    with pytest.raises(Refused, match="“听取说明”已经结束"):
        agenda.lay_stages(item, stages=["审议"], reason="改", **do)
    agenda.pass_stage(item, **do)
    page = doing.client(room.zhou).get(f"/c/qinghe/sittings/{row.pk}/").content.decode()
    assert "听取说明 → 审议 → 【表决】" in page
    assert "依次进行了：听取说明、审议。" in writing.write(row)
