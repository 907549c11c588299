"""A session as a whole: the kit, how often and how early, sittings that decide nothing."""

from datetime import date, datetime, time, timedelta

import pytest

from huying.kernel.process import Refused
from huying.kernel.roster import Membership, Session
from huying.rules import meetings
from huying.rules.deadlines import Term
from huying.sittings import attendance, kit, papers, polls, timeliness
from huying.sittings import operations as sittings
from huying.sittings.agenda import operations as agenda
from huying.sittings.forms import Constitute
from huying.sittings.models import Sitting
from huying.sittings.party import operations as party
from huying.sittings.summons import operations as summons

from . import doing, walking


def test_the_kit_lays_out_a_session_and_says_what_is_missing(room):
    session = Session.objects.create(
        term=room.term, number=6, name="第十八届人民代表大会第六次会议", opens_on=date(2027, 1, 12)
    )
    at = room.when("2026-11-21")
    made = kit.lay_out(session, by=room.zhou, at=at, day=date(2027, 1, 12), days=3)
    assert made["plenary"].agenda.count() == len(kit.OUTLINE)
    assert len(made["plenary"].program) == 6
    first = made["plenary"].agenda.order_by("place").first()
    form = doing.client(room.zhou).get(f"/c/qinghe/sittings/agenda/{first.pk}/edit/").content.decode()
    assert '<option value="2">2027-01-12 14:30–17:00</option>' in form
    agenda.edit(first, by=room.zhou, at=at, block=2)
    page = doing.client(room.zhou).get(f"/c/qinghe/sittings/{made['plenary'].pk}/").content.decode()
    assert f"14:30–17:00</span><span>{first.title}" in page
    (table,) = [part for part in papers.agenda(made["plenary"]).body if isinstance(part, papers.Table)]
    assert table.rows[1] == ["2027-01-12", "14:30—17:00", first.title]
    assert {p.kind for p in made["plenary"].parts.all()} == {"preparatory", "delegation"}
    with pytest.raises(Refused, match="已经有了"):
        kit.lay_out(session, by=room.zhou, at=at, day=date(2027, 1, 12))
    said = " ".join(line["text"] for line in kit.readiness(session, at.date()) if line["tone"] == "warn")
    assert "没有登记团长" in said
    organ = party.set_up(
        by=room.zhou,
        at=at,
        session=session,
        kind="branch",
        name="城关镇代表团临时党支部",
        delegation=room.delegation,
    )
    party.record_meeting(
        organ, by=room.zhou, at=at, day=at.date(), topic="把关建议", numbers="QH-18-5-001、QH-18-5-002"
    )
    assert organ.meetings.get().numbers == ["QH-18-5-001", "QH-18-5-002"]


def test_how_often_and_how_early(room):
    assert meetings.latest_notice(date(2026, 3, 26), Term(days=7)) == date(2026, 3, 19)
    assert meetings.latest_notice(date(2026, 1, 20), Term(months=1)) == date(2025, 12, 20)
    assert (
        meetings.needed("two_thirds", 224),
        meetings.needed("two_thirds", 65),
        meetings.needed("two_thirds", 583),
    ) == (150, 44, 389)
    assert (meetings.signatures(224), meetings.signatures(65)) == (45, 13)
    days = [date(2026, 1, 15), date(2026, 3, 15), date(2026, 5, 16)]
    (gap,) = meetings.gaps(days, 2, date(2026, 7, 1))
    assert (gap.after, gap.next, gap.until) == (date(2026, 3, 15), date(2026, 5, 16), date(2026, 5, 15))
    assert meetings.missing_in_year(days, 2026, 6) == 3
    texts = [f.text for f in timeliness.findings(date(2026, 11, 21))]
    assert any("还没有举行代表大会会议" in t for t in texts)


def test_joint_meetings_and_delegations_decide_nothing(room):
    at = room.when("2026-11-21")
    row = sittings.plan(
        by=room.zhou, at=at, kind="joint", title="四级代表联席会", day=date(2026, 12, 1), starts_at=time(9)
    )
    item = agenda.propose(by=room.zhou, at=at, sitting=row, kind="other", title="河道治理调研")
    summons.call(by=room.zhou, at=at, sitting=row, right="guest", name="省人大代表某", level="province")
    sittings.set_agenda(row, by=room.zhou, at=at)
    sittings.notify(row, by=room.zhou, at=at)
    start = datetime.combine(date(2026, 12, 1), time(9), at.tzinfo)
    sittings.open(row, by=room.zhou, at=start)
    item.refresh_from_db()
    with pytest.raises(Refused, match="不作表决"):
        polls.put_to_vote(item, by=room.zhou, at=start + timedelta(minutes=5))


def test_a_session_is_entered_beside_its_kit_and_a_plenary_names_the_session_it_is(room):
    office = doing.client(room.zhou)
    plan = {
        "kind": "plenary",
        "title": "大会",
        "nature": "regular",
        "day": "2027-03-02",
        "starts_at": "09:00",
    }
    refused = office.post("/c/qinghe/sittings/new/plan/", plan)
    assert refused.status_code == 422 and "还没有登记的，先在“召开会议准备”登记" in refused.content.decode()
    kit_page = "/c/qinghe/sittings/kit/"
    assert kit_page in refused.content.decode()
    given = {
        "do": "session",
        "term": room.term.pk,
        "number": 9,
        "name": "第九次会议",
        "opens_on": "2027-03-02",
    }
    assert office.post(kit_page, given | {"closes_on": "2027-03-01"}).status_code == 422
    assert office.post(kit_page, given).status_code == 302
    assert office.post(kit_page, given).status_code == 422  # is there already
    made = Session.objects.get(number=9)
    assert (
        office.get("/c/qinghe/sittings/new/plan/").context["form"].fields["session"].queryset.first() == made
    )
    assert office.post("/c/qinghe/sittings/new/plan/", plan | {"session": made.pk}).status_code == 302
    assert Sitting.objects.get(kind="plenary").session == made


def test_a_presidium_is_pasted_and_nothing_is_guessed(room):
    row = sittings.plan(
        by=room.zhou, at=room.when("2026-11-21"), kind="plenary", title="大会", day=date(2026, 12, 9),
        starts_at=time(9), session=room.session,
    )  # fmt: skip
    member = Membership.objects.get(person__name="代表007")

    def asked(**given):
        form = Constitute({"secretary": member.pk, **given}, row=row, member=room.zhou)
        return form, form.is_valid()

    form, fine = asked(listed="代表 001、代表002\n19003　代表001,代表004 代表005", executive="代表002")
    assert fine, form.errors
    assert [str(m) for m in form.cleaned_data["presidium"]] == [
        "代表001",
        "代表002",
        "代表003",
        "代表004",
        "代表005",
    ]
    assert [str(m) for m in form.cleaned_data["executive"]] == ["代表002"]
    form, fine = asked(listed="代表001\n没有此人", executive="代表002", presidium=[member.pk])
    assert not fine and "没有此人" in str(form.errors["listed"]) and "executive" not in form.errors
    form, fine = asked(listed="代表001", executive="代表002")
    assert not fine and "代表002" in str(form.errors["executive"])
    assert not asked()[1]
    drawn = str(asked(presidium=[member.pk])[0]["presidium"])
    assert str(room.delegation) in drawn and drawn.count(" open>") == 1 and "data-count" in drawn


def test_a_list_of_one_sitting_counts_and_names_only_that_one(room):
    ahead = walking.notified(room, room.committee)
    other = walking.planned(room, room.committee, day=date(2026, 12, 28))
    summons.call(by=room.zhou, at=room.when("2026-11-26"), sitting=other, right="guest", name="来宾甲")
    page = doing.client(room.zhou).get(f"/c/qinghe/sittings/summons/?sitting={other.pk}")
    assert page.context["subtitle"] == other.title and {t["number"] for t in page.context["trays"]} == {0}
    assert all(f"sitting={other.pk}" in t["url"] for t in page.context["trays"])
    assert page.context["primary"]["url"].endswith(f"?sitting={other.pk}")
    page = doing.client(room.zhou).get(f"/c/qinghe/sittings/summons/?sitting={ahead.pk}&tray=silent")
    assert {t["tray"].name: t["number"] for t in page.context["trays"]}["silent"] == ahead.summons.count()
    assert f'name="sitting" value="{ahead.pk}"' in page.content.decode()


def test_a_deputy_finds_in_the_list_of_notices_which_sittings_they_came_to(room):
    row = walking.notified(room, room.committee)
    one, other = row.summons.filter(right="member").select_related("member__person")[:2]
    attendance.take(
        row, [(one.member_id, room.when(walking.DAY, "08:50"), "keeper")], at=room.when(walking.DAY, "08:51")
    )
    for called, came in ((one, True), (other, False)):
        file = doing.client(called.member).get("/c/qinghe/sittings/summons/?export=csv")
        lines = b"".join(file.streaming_content).decode("utf-8-sig")
        assert (f"{walking.DAY} 08:50" in lines) == came and row.title in lines
