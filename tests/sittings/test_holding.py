"""From the plan to the archive: notice in time, quorum, an agenda that changes in the open."""

from datetime import date, time, timedelta

import pytest

from huying.kernel import wording
from huying.kernel.notices import Notice
from huying.kernel.process import Refused
from huying.sittings import attendance, quorum, telling
from huying.sittings import operations as sittings
from huying.sittings.agenda import operations as agenda
from huying.sittings.agenda import ordering
from huying.sittings.models import AgendaVersion, Presence, Sitting

from . import doing, walking


def test_a_sitting_walks_from_plan_to_close_and_counts_its_quorum(room):
    row = walking.planned(room, room.committee)
    assert [i.kind for i in ordering.listed(row)] == ["study", "report", "appointment"]  # study comes first
    sittings.set_agenda(row, by=room.chen, at=room.when("2026-11-25"), basis="第十二次主任会议")
    assert {i.state for i in ordering.listed(row)} == {"adopted"}
    with pytest.raises(Refused, match="2026-12-03"):
        sittings.notify(row, by=room.zhou, at=room.when("2026-12-04"))
    sittings.notify(row, by=room.zhou, at=room.when("2026-12-03"))
    assert row.summons.filter(right="member").count() == 31
    office = row.summons.get(right="office", unit__kind="government", name="县长某")
    assert not office.votes
    assert Notice.objects.filter(step="summons.call").count() >= 31
    at = room.when(walking.DAY, "08:50")
    ids = walking.members(row)
    attendance.take(row, [(pk, at, "keeper") for pk in ids[:15]], at=at)
    with pytest.raises(Refused, match="过半数为 16 人"):
        sittings.open(row, by=room.chen, at=room.when(walking.DAY, "09:00"))
    attendance.take(row, [(pk, at, "card") for pk in ids[:16]], at=at)  # fifteen of them once more
    assert Presence.objects.filter(sitting=row).count() == 16
    sittings.open(row, by=room.chen, at=room.when(walking.DAY, "09:00"))
    assert (row.base, row.present, row.quorate) == (31, 16, True)
    attendance.leave(
        row, [(ids[0], room.when(walking.DAY, "09:30"), "keeper")], at=room.when(walking.DAY, "09:30")
    )
    now = quorum.at(row, room.when(walking.DAY, "09:40"))
    assert (now.needed, now.present, now.met, now.rule) == (16, 15, False, "R-STR-19")
    assert "第五十一条" in now.source
    assert quorum.at(row, room.when(walking.DAY, "09:20")).met
    sittings.close(row, by=room.chen, at=room.when(walking.DAY, "11:00"))
    assert not Presence.objects.filter(sitting=row, until=None).exists()


def test_too_few_is_recorded_and_the_sitting_was_not_held(room):
    row = walking.notified(room, room.committee)
    sittings.fail(row, by=room.chen, at=room.when(walking.DAY, "09:30"))
    assert (row.state, row.quorate, row.was_held) == ("closed", False, False)
    assert "未达法定人数" in row.reason


def test_a_change_after_the_notice_asks_why_keeps_a_version_and_tells_everybody(room):
    row = walking.notified(room, room.committee)
    assert AgendaVersion.objects.filter(sitting=row).count() == 1
    last = Notice.objects.order_by("-pk").values_list("pk", flat=True)[0]
    item = row.agenda.get(kind="report")
    at = room.when("2026-12-01")
    with pytest.raises(Refused, match="变动原因"):
        agenda.edit(item, by=room.zhou, at=at, minutes=40)
    agenda.edit(item, by=room.zhou, at=at, minutes=40, reason="报告内容增加")
    later = at + timedelta(minutes=3)
    agenda.move(row.agenda.get(kind="appointment"), by=room.zhou, at=later, after=None, reason="先任免")
    assert [i.kind for i in ordering.listed(row)] == ["study", "appointment", "report"]
    assert (
        not telling.waiting(at + timedelta(minutes=7)) and telling.tell_due(at=at + timedelta(minutes=7)) == 0
    )
    assert telling.tell_due(at=later + telling.QUIET) == 1 and not telling.waiting(later + telling.LONGEST)
    second = AgendaVersion.objects.get(sitting=row, number=2)
    assert second.reason == "报告内容增加；先任免"
    first = AgendaVersion.objects.get(sitting=row, number=1)
    assert ordering.changes(first.items, second.items)["changed"] == [item.title]
    told = Notice.objects.filter(pk__gt=last)
    called = Notice.objects.filter(pk__lte=last, step="summons.call")
    assert told.count() == called.count() and {wording.label(n) for n in told} == {
        f"议程变动：修改“{item.title}”；顺序有调整"
    }
    short = wording.of(told.first(), "sms")[1]
    assert "议程变动" in short and item.title not in short
    with pytest.raises(Refused, match="没有要告知的"):
        sittings.tell_change(row, by=room.zhou, at=later)
    page = f"/c/qinghe/sittings/{row.pk}/"
    assert f"{page}tell_change/" not in doing.client(room.zhou).get(page).content.decode()
    agenda.edit(item, by=room.zhou, at=later + telling.LONGEST, minutes=50, reason="再增加")
    assert f"{page}tell_change/" in doing.client(room.zhou).get(page).content.decode()


def test_a_flurry_of_changes_is_told_in_time_and_what_waits_when_the_sitting_opens_is_told_before(room):
    row, at = walking.notified(room, room.committee), room.when("2026-12-01")
    for n in range(8):
        moment = at + timedelta(minutes=3 * n)
        item = agenda.propose(
            by=room.zhou, at=moment, sitting=row, kind="other", title=f"事项{n}", reason="增补"
        )
        agenda.adopt(item, by=room.zhou, at=moment)
    assert telling.tell_due(at=at + timedelta(minutes=21)) == 1
    called = Notice.objects.filter(step="summons.call")
    assert Notice.objects.filter(step="sittings.tell_change").count() == called.count() > 30
    nine = room.when(walking.DAY, "09:00")
    agenda.drop(item, by=room.zhou, at=nine, reason="材料未到")
    attendance.take(row, [(pk, nine, "keeper") for pk in walking.members(row)], at=nine)
    sittings.open(row, by=room.chen, at=nine)
    assert row.agenda_versions.count() == 3 and row.agenda_version == 3


def test_a_late_notice_and_an_earlier_day_are_refused_an_urgent_one_is_free(room):
    late = walking.planned(room, room.committee, day=date(2026, 11, 27))
    sittings.set_agenda(late, by=room.chen, at=room.when("2026-11-24"))
    with pytest.raises(Refused, match="提前 7 日"):
        sittings.notify(late, by=room.zhou, at=room.when("2026-11-24"))
    sittings.notify(late, by=room.zhou, at=room.when("2026-11-24"), late_reason="防汛急需")
    assert late.late_reason == "防汛急需"
    urgent = walking.planned(room, room.committee, day=date(2026, 11, 27), nature="urgent")
    sittings.set_agenda(urgent, by=room.chen, at=room.when("2026-11-24"))
    sittings.notify(urgent, by=room.zhou, at=room.when("2026-11-24"))
    assert urgent.late_reason == ""
    with pytest.raises(Refused, match="不足规定的通知时间"):
        row = walking.notified(room, room.committee)
        sittings.postpone(row, by=room.zhou, at=room.when("2026-12-04"), day=date(2026, 12, 8), reason="场地")


def test_a_plenary_waits_for_its_preparatory_meeting(room):
    at = room.when("2026-11-21")
    whole = sittings.plan(by=room.zhou, at=at, kind="plenary", title="第十八届人大第六次会议", day=date(2027, 1, 12),
                          until=date(2027, 1, 14), starts_at=time(9), session=room.session)  # fmt: skip
    agenda.propose(by=room.zhou, at=at, sitting=whole, kind="report", title="政府工作报告")
    sittings.set_agenda(whole, by=room.zhou, at=at)
    sittings.notify(whole, by=room.zhou, at=room.when("2026-12-20"))
    ids = walking.members(whole)
    assert len(ids) == 34
    opening = room.when("2027-01-12", "09:00")
    attendance.take(whole, [(pk, opening, "card") for pk in ids], at=opening)
    with pytest.raises(Refused, match="预备会议"):
        sittings.open(whole, by=room.chen, at=opening)
    early = sittings.plan(by=room.zhou, at=at, kind="preparatory", whole=whole, title="预备会议", day=date(2027, 1, 12),
                          starts_at=time(8))  # fmt: skip
    agenda.propose(by=room.zhou, at=at, sitting=early, kind="election", title="选举主席团和秘书长")
    sittings.set_agenda(early, by=room.zhou, at=at)
    sittings.notify(early, by=room.zhou, at=room.when("2026-12-20"))
    ready = room.when("2027-01-12", "08:00")
    attendance.take(early, [(pk, ready, "card") for pk in ids[:23]], at=ready)
    sittings.open(early, by=room.chen, at=ready)  # two thirds of 34
    sittings.close(early, by=room.chen, at=room.when("2027-01-12", "08:40"))
    deputies = [s.member for s in whole.summons.filter(right="member")[:5]]
    sittings.constitute(
        whole, by=room.zhou, at=room.when("2027-01-12", "08:45"), presidium=deputies, secretary=deputies[0]
    )
    assert whole.presidium.posts.count() == 5
    sittings.open(whole, by=room.chen, at=opening)
    assert (whole.base, whole.present) == (34, 34)


def test_an_extraordinary_session_needs_one_fifth(room):
    with pytest.raises(Refused, match="至少 7 人"):
        sittings.plan(by=room.zhou, at=room.when("2026-11-21"), kind="plenary", nature="extraordinary", title="临时会议",
                      day=date(2026, 12, 1), starts_at=time(9), signatures=6)  # fmt: skip


def test_a_batch_of_attendance_costs_the_same_for_ten_and_for_thirty(room):
    row = walking.notified(room, room.committee)
    at, ids = room.when(walking.DAY, "08:30"), walking.members(row)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counted = []
    for part in (ids[:10], ids[10:]):
        fresh = Sitting.objects.get(pk=row.pk)
        with CaptureQueriesContext(connection) as captured:
            attendance.take(fresh, [(pk, at, "device") for pk in part], at=at)
        counted.append(len(captured))
    assert counted[0] == counted[1]
