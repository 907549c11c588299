"""Around a sitting: votes, answers and leave, whose turn it is, papers by group, citizens' seats, the kit, frequency."""

from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils.translation import override
from docx import Document

from huying.ballots import operations as ballots
from huying.ballots.casting import Press, cast_open
from huying.kernel import process, scope
from huying.kernel.accounts import operations as accounts
from huying.kernel.notices import Notice
from huying.kernel.process import Refused
from huying.kernel.roster import Congress, Membership, Organ, Session
from huying.rules import meetings
from huying.rules.deadlines import Term
from huying.sittings import attendance, kit, polls, rolls, timeliness
from huying.sittings import operations as sittings
from huying.sittings.agenda import operations as agenda
from huying.sittings.amendments import operations as amendments
from huying.sittings.hearings import operations as hearings
from huying.sittings.materials import operations as materials
from huying.sittings.materials import queries as material_queries
from huying.sittings.models import ItemPoll, Sitting
from huying.sittings.motions import operations as motions
from huying.sittings.observing import drawing
from huying.sittings.observing import operations as observing
from huying.sittings.observing.forms import Extend
from huying.sittings.opinions import operations as opinions
from huying.sittings.party import operations as party
from huying.sittings.speeches import operations as speeches
from huying.sittings.summons import operations as summons
from huying.sittings.summons.queries import homes

from . import doing, walking


def vote(room, item, at, *, yes):
    poll = polls.put_to_vote(item, by=room.zhou, at=at)
    ballots.open(poll, by=room.zhou, at=at)
    key = poll.spec["objects"][0]["key"]
    here = poll.voters.filter(is_present=True).values_list("member", flat=True)
    cast_open(poll.pk, [Press(m, {key: "yes" if n < yes else "no"}) for n, m in enumerate(here)], at=at)
    for step in (ballots.close, ballots.count, ballots.declare):
        step(poll, by=room.zhou, at=at)
    item.refresh_from_db()
    return poll


def test_a_vote_takes_roll_base_and_presence_from_the_room_and_without_quorum_adopts_nothing(room):
    row = walking.notified(room, room.committee)
    nine, ids = room.when(walking.DAY, "09:00"), walking.members(row)
    attendance.take(row, [(pk, nine, "card") for pk in ids[:18]], at=nine)
    sittings.open(row, by=room.chen, at=nine)
    item = row.agenda.get(kind="report")
    poll = vote(room, item, room.when(walking.DAY, "09:10"), yes=16)
    assert (poll.base, poll.present, poll.roll_size) == (31, 18, 31)
    assert (poll.outcome, item.outcome) == ("adopted", "adopted")
    leaving = room.when(walking.DAY, "09:30")
    attendance.leave(row, [(pk, leaving, "keeper") for pk in ids[:3]], at=leaving)
    second = row.agenda.get(kind="appointment")
    poll = vote(room, second, room.when(walking.DAY, "09:40"), yes=15)
    assert (poll.present, poll.outcome, second.outcome) == (15, "no_quorum", "undecided")
    assert second.outcome_words == "不足法定人数，未决定"  # and never 未通过
    back = room.when(walking.DAY, "09:50")
    attendance.take(row, [(pk, back, "card") for pk in ids[:3]], at=back)
    poll = vote(room, second, room.when(walking.DAY, "09:55"), yes=16)
    assert (poll.outcome, second.outcome) == ("adopted", "adopted")


@pytest.fixture
def half_here(room, settings, tmp_path):
    """An open sitting of 31 in the past (pages read the clock); sixteen are still in the room."""
    settings.HOME = tmp_path
    for member in (room.zhou, room.chen):
        accounts.of(member, at=room.when("2026-03-01"))
    row, items = doing.held(room, date(2026, 3, 12), 7)
    gone = room.when("2026-03-12", "09:05")
    attendance.leave(row, [(pk, gone, "keeper") for pk in walking.members(row)[16:]], at=gone)
    for item in items.values():
        item.refresh_from_db()
    return row, items


def test_the_page_opens_a_vote_with_the_room_s_own_numbers_and_takes_no_typed_ones(room, half_here):
    row, items = half_here
    poll = polls.put_to_vote(items["decision"], by=room.zhou, at=room.when("2026-03-12", "09:10"))
    chair = doing.client(room.chen)
    said = "全体 31 人，过半数为 16 人；在场 16 人，达到法定人数。"
    assert said in chair.get("/c/qinghe/ballots/hall/chair/").content.decode()
    asked = chair.get(f"/c/qinghe/ballots/{poll.pk}/open/")
    assert said in asked.content.decode() and list(asked.context["form"].fields) == ["minutes"]
    with pytest.raises(Refused, match="不能手工填写"):
        ballots.open(poll, by=room.chen, at=room.when("2026-03-12", "09:11"), base=31, present=31)
    done = chair.post(f"/c/qinghe/ballots/{poll.pk}/open/", {"base": "40", "present": "31"})
    assert done.status_code == 302
    poll.refresh_from_db()
    assert (poll.state, poll.base, poll.present, poll.quorum) == ("open", 31, 16, 16)
    here = poll.voters.filter(is_present=True).values_list("member", flat=True)
    assert set(here) == set(walking.members(row)[:16])


def test_no_second_vote_is_put_beside_one_that_is_not_finished(room, half_here):
    _row, items = half_here
    item, do = items["decision"], {"by": room.zhou, "at": room.when("2026-03-12", "09:10")}
    agenda.put(item, title="关于水价的决定", kind="motion", secrecy="open", **do)
    asked = {"title": "再来一次", "kind": "motion", "secrecy": "open"}
    with pytest.raises(Refused, match="“关于水价的决定”还没有宣布结果"):
        agenda.put(item, **asked, **do)
    page = doing.client(room.zhou).get(f"/c/qinghe/sittings/agenda/{item.pk}/put/").content.decode()
    assert "“关于水价的决定”还没有宣布结果" in page  # said beside the form
    ballots.annul(item.polls.get().poll, reason="开错了议题", **do)
    agenda.put(item, **asked, **do)
    assert item.polls.count() == 2


def test_a_leader_puts_an_appointment_to_the_vote_on_the_item_s_page(room, half_here):
    row, items = half_here
    chair, page = doing.client(room.chen), f"/c/qinghe/sittings/agenda/{items['decision'].pk}/put/"
    assert "organ" not in chair.get(page).context["form"].fields
    given = {
        "title": "任命两名局长",
        "kind": "appointment",
        "secrecy": "separated",
        "counts": "first",
        "objects": "甲某\n乙某",
    }
    assert chair.post(page, given).status_code == 302
    poll = ItemPoll.objects.get(item=items["decision"]).poll
    assert (poll.state, poll.title, poll.way["key"]) == ("prepared", "任命两名局长", "committee_appointment")
    assert [o["label"] for o in poll.spec["objects"]] == ["甲某", "乙某"]
    assert list(poll.voters.order_by("pk").values_list("member", flat=True)) == walking.members(row)


def test_a_sitting_does_not_close_over_a_vote_that_is_not_counted(room, half_here):
    row, items = half_here
    at = room.when("2026-03-12", "09:10")
    poll = polls.put_to_vote(items["decision"], by=room.zhou, at=at, title="关于水源的决定")
    ballots.open(poll, by=room.chen, at=at)
    for step in (ballots.close, ballots.count):
        with pytest.raises(Refused, match="不能闭会：关于水源的决定"):
            sittings.close(row, by=room.chen, at=at)
        step(poll, by=room.zhou, at=at)
    sittings.close(row, by=room.chen, at=at)
    assert row.state == "closed"


def test_the_next_round_decides_the_same_item_text_amendment_and_hearing(room, half_here):
    row, items = half_here
    do = {"by": room.zhou, "at": room.when("2026-03-12", "09:10")}
    item, voters = items["hearing"], {"by": room.chen, "at": do["at"]}
    motion = motions.table(item=item, title="关于水源的决议", text="第一段。", **do)
    ids = walking.members(row)
    moved = amendments.table(
        motion=motion, op="replace", paragraph=1, text="改。", mover=Membership.objects.get(pk=ids[0]), **do
    )
    amendments.put(moved, **do)
    first = moved.poll
    attendance.leave(row, [(ids[15], do["at"], "keeper")], at=do["at"])
    for step in (ballots.open, ballots.close, ballots.count, ballots.declare):
        step(first, **do)
    assert first.outcome == "no_quorum"
    assert next_round(first, moved, do).agenda.item == item
    ballots.annul(moved.poll, reason="改日再议", **voters)
    amendments.take_back(moved, **do)
    amendments.moot(moved, reason="不再表决", **do)
    motions.fix(motion, **do)
    motions.put(motion, **do)
    ballots.annul(motion.poll, reason="票样有误", **voters)
    assert next_round(motion.poll, motion, do).agenda.item == item
    agenda.take_up(item, **do)
    test = hearings.arrange(item=item, reporter="副县长某", units=[room.transport], **do)
    hearings.put(test, **do)
    ballots.annul(test.poll, reason="票样有误", **voters)
    assert next_round(test.poll, test, do).agenda.item == item


def test_an_amended_poll_and_its_next_round_take_their_roll_from_the_sitting(room, half_here):
    row, items = half_here
    do = {"by": room.zhou, "at": room.when("2026-03-12", "09:10")}
    poll = polls.put_to_vote(items["decision"], title="关于水源的决定", **do)
    ballots.amend(poll, question="附草案。", **do)
    with pytest.raises(Refused, match="不能另行填写"):
        ballots.prepare(poll, roll=[room.lin], **do)
    with pytest.raises(Refused, match="不能改由别的机关"):
        ballots.amend(poll, organ=Organ.objects.create(kind="congress", name="代表大会"), **do)
    office, page = doing.client(room.zhou), f"/c/qinghe/ballots/{poll.pk}/prepare/"
    asked = office.get(page)
    assert set(asked.context["form"].fields) == {"way"} and "31 人列入名单" in asked.content.decode()
    assert office.post(page, {"body": "deputies", "without": ""}).status_code == 302
    assert list(poll.voters.order_by("pk").values_list("member", flat=True)) == walking.members(row)
    ballots.annul(poll, reason="票样有误", by=room.chen, at=do["at"])
    ballots.again(poll, **do)
    following = poll.rounds.get()
    ballots.prepare(following, **do)
    assert list(following.voters.order_by("pk").values_list("member", flat=True)) == walking.members(row)


def next_round(poll, row, do):
    """Ask for another round of the poll; the row waits for it."""
    ballots.again(poll, **do)
    row.refresh_from_db()
    assert row.poll.again_of == poll
    return row.poll


def test_what_is_wrong_with_an_amendment_is_said_in_the_reader_s_language(room, half_here):
    do = {"by": room.zhou, "at": room.when("2026-03-12", "09:10")}
    motion = motions.table(item=half_here[1]["decision"], title="关于水源的决议", text="第一段。", **do)
    mover = Membership.objects.get(pk=walking.members(half_here[0])[0])
    with override("en"), pytest.raises(Refused, match="There is no such paragraph"):
        amendments.table(motion=motion, op="delete", paragraph=9, mover=mover, **do)


def test_leave_and_answers_forecast_the_quorum_and_who_declines_is_replaced_by_the_next_in_turn(room):
    row = walking.planned(room, room.committee)
    first = summons.invite_turn(row, 2, by=room.zhou, at=room.when("2026-11-22"))
    assert "已列席 0 次" in first[0].why
    assert not {s.member.person_id for s in first} & {c.member.person_id for c in rolls.members_of(row)}
    at = room.when("2026-11-25")
    sittings.set_agenda(row, by=room.chen, at=at)
    sittings.notify(row, by=room.zhou, at=at)
    one = row.summons.filter(right="member").select_related("member__person").first()
    with pytest.raises(process.Forbidden):
        summons.confirm(one, by=room.lin, at=at)
    summons.ask_leave(one, by=one.member, at=at, reason="出差")
    summons.grant_leave(one, by=room.chen, at=at)
    guest = first[0]
    guest.refresh_from_db()
    summons.decline(guest, by=guest.member, at=at, reason="农忙")
    summons.replace(guest, by=room.zhou, at=at)
    assert guest.replaced_by.right == "deputy"
    assert guest.replaced_by.member_id not in {s.member_id for s in first}


def test_a_paper_is_read_by_its_group_only_and_its_versions_stay(room):
    row = walking.notified(room, room.committee)
    at = room.when("2026-11-26")
    member = row.summons.filter(right="member").first().member
    for audience in ("members", "attendees", "public"):
        materials.offer(by=room.zhou, at=at, sitting=row, title=audience, audience=audience, text="正文")
    summons.call(by=room.zhou, at=at, sitting=row, right="deputy", member=room.lin)

    def seen(who):
        return set(material_queries.visible_to(who).values_list("title", flat=True))

    assert seen(member) == {"members", "attendees", "public"}
    assert seen(room.lin) == {"attendees", "public"}
    assert seen(room.gao) == seen(process.public()) == {"public"}
    paper = row.materials.get(title="members")
    materials.renew(paper, by=room.zhou, at=at, note="改了第二段", text="新正文")
    assert [v.text for v in paper.versions.order_by("number")] == ["正文", "新正文"]


def test_the_draw_of_citizens_seats_can_be_done_again_by_anybody(room):
    row = walking.notified(room, room.committee)
    at, closes = room.when("2026-11-26"), room.when("2026-12-05")
    draw = observing.offer(by=room.zhou, at=at, sitting=row, closes_at=closes, seats=2)
    assert draw.seed == ""
    made = [
        observing.apply(by=process.public(), at=at, draw=draw, name=f"公民{n}", phone="13900000000")
        for n in range(5)
    ]
    with pytest.raises(Refused, match="还没有截止"):
        observing.shut(draw, by=room.zhou, at=at)
    observing.shut_due(at=closes)
    draw.refresh_from_db()
    observing.draw(draw, by=room.zhou, at=closes, word="2718")
    told = {
        "published": draw.commitment,
        "seed": draw.seed,
        "digest": draw.digest,
        "word": "2718",
        "numbers": draw.listed,
    }
    assert drawing.check(**told, drawn=draw.order) == []
    assert drawing.check(**told, drawn=draw.order[::-1]) == ["order"]
    assert "seed" in drawing.check(
        **{**told, "seed": "0" * 64}, drawn=draw.order
    )  # the order may be the same by chance
    by_number = {o.number: o for o in draw.observers.all()}
    seated = [by_number[n] for n in draw.order[:2]]
    assert [o.state for o in seated] == ["seated", "seated"]
    code = next(m.fresh_code for m in made if m.pk == seated[0].pk)
    with pytest.raises(Refused, match="查询码不对"):
        observing.take_back(
            seated[0], by=process.public(), at=closes, code="00000000" if code != "00000000" else "1"
        )
    observing.take_back(seated[0], by=process.public(), at=closes, code=code)
    assert draw.observers.get(number=draw.order[2]).state == "seated"  # the next in the order drawn
    with pytest.raises(Refused, match="到场旁听以后"):
        opinions.write(by=process.public(), at=closes, observer=seated[1], text="好",
                       code=next(m.fresh_code for m in made if m.pk == seated[1].pk))  # fmt: skip
    observing.check_in(seated[1], by=room.zhou, at=closes)
    opinion = opinions.write(by=process.public(), at=closes, observer=seated[1], text="会风很好",
                             code=next(m.fresh_code for m in made if m.pk == seated[1].pk))  # fmt: skip
    opinions.answer(opinion, by=room.zhou, at=closes, reply="谢谢")


def test_the_kit_lays_out_a_session_and_says_what_is_missing(room):
    session = Session.objects.create(
        term=room.term, number=6, name="第十八届人民代表大会第六次会议", opens_on=date(2027, 1, 12)
    )
    at = room.when("2026-11-21")
    made = kit.lay_out(session, by=room.zhou, at=at, day=date(2027, 1, 12), days=3)
    assert made["plenary"].agenda.count() == len(kit.OUTLINE)
    assert len(made["plenary"].program) == 6
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


def test_who_is_in_the_room_is_told_when_a_vote_opens_and_lands_on_the_sheet(room, half_here):
    row, items = half_here
    at = room.when("2026-03-12", "09:10")
    poll = polls.put_to_vote(items["decision"], by=room.zhou, at=at)
    ballots.open(poll, by=room.chen, at=at)
    told = Notice.objects.filter(step="polls.open", subject_id=poll.pk)
    ids = walking.members(row)
    assert set(told.values_list("to", flat=True)) == set(ids[:16])  # the others have left the room
    voter = Membership.objects.get(pk=ids[0])
    accounts.of(voter, at=at)
    opened = doing.client(voter).get(f"/c/qinghe/news/{told.get(to=voter).pk}/", follow=True)
    assert opened.redirect_chain[-1][0] == f"/c/qinghe/ballots/{poll.pk}/vote/"
    assert "投票" in opened.content.decode()


def test_a_member_finds_the_open_vote_on_the_sitting_s_page_and_citizens_see_results_once_published(
    room, half_here
):
    row, items = half_here
    at, item = room.when("2026-03-12", "09:10"), items["decision"]
    poll = polls.put_to_vote(item, by=room.zhou, at=at)
    ballots.open(poll, by=room.chen, at=at)
    page = f"/c/qinghe/sittings/{row.pk}/"
    one = Membership.objects.get(pk=walking.members(row)[0])
    inside = doing.client(one).get(page).content.decode()
    assert f'href="/c/qinghe/ballots/{poll.pk}/vote/"' in inside and "去投票：" in inside
    for step in (ballots.close, ballots.count, ballots.declare):
        step(poll, by=room.zhou, at=at)
    assert "未通过" in doing.client(room.zhou).get(page).content.decode()
    assert "未通过" not in Client().get(page).content.decode()
    doors = (
        f"/c/qinghe/sittings/agenda/{item.pk}/",
        "/c/qinghe/sittings/agenda/",
        f"/api/v1/c/qinghe/agenda/{item.pk}",
    )
    for reader, told in ((room.zhou, True), (one, True), (room.lin, False), (room.transport_handler, False)):
        seen = [doing.client(reader).get(door).content.decode() for door in doors]
        assert ["未通过" in page or "rejected" in page for page in seen] == [told] * 3, reader
    ballots.publish(poll, by=room.zhou, at=at)
    assert "未通过" in Client().get(page).content.decode()


def test_the_notice_is_a_paper_for_whom_it_is_addressed_to(room):
    row = walking.notified(room, room.committee)
    mine = row.summons.filter(right="member").first()
    address = f"/c/qinghe/sittings/summons/{mine.pk}/paper.docx"
    got = doing.client(mine.member).get(address)
    made = Document(BytesIO(got.content))
    words = "\n".join(p.text for p in made.paragraphs)
    assert (
        f"{mine.member}：" in words
        and "学习有关重要讲话精神" in words
        and "关于召开第十八届常委会第六次会议的通知" in words
    )
    assert "提前7日发出" in words.replace(" ", "") and Client().get(address).status_code == 404
    assert doing.client(room.gao).get(f"/c/qinghe/sittings/papers/{row.pk}/notice.docx").status_code == 404


def test_the_office_of_a_guest_s_congress_is_told_there_once_for_a_sitting(room):
    row = walking.planned(room, room.committee)
    at, home = room.when("2026-11-25"), room.neighbour.clerk.congress
    far = Congress.objects.create(code="yuanfang", name="远方县人民代表大会", level="county")
    for wrong, why in ((room.congress, "别的人大"), (far, "同一上级")):
        with pytest.raises(Refused, match=why):
            summons.call(by=room.zhou, at=at, sitting=row, right="guest", name="某某", home=wrong)
    assert set(homes()) == {home, room.congress.parent}

    def call(name):
        summons.call(by=room.zhou, at=at, sitting=row, right="guest", name=name, level="county", home=home)

    call("许明月")
    sittings.set_agenda(row, by=room.chen, at=at)
    sittings.notify(row, by=room.zhou, at=at)
    call("吴桐")
    with scope.congress(home):
        (told,) = Notice.objects.filter(to=room.neighbour.clerk).values_list("text", flat=True)
    assert told.startswith("青禾县邀请本人大的代表参加第十八届常委会第六次会议：") and "许明月" not in told


def test_who_waits_for_the_floor_is_not_entered_twice_and_a_draw_s_form_shows_what_holds(room):
    row, items = doing.held(room, date(2026, 3, 12), 8)
    at, item = room.when("2026-03-12", "09:10"), items["decision"]
    speaker = Membership.objects.get(pk=walking.members(row)[0])
    speeches.ask(item=item, by=speaker, at=at)
    with pytest.raises(Refused, match="已在这一项的发言名单上"):
        speeches.ask(item=item, by=speaker, at=at)
    speeches.ask(item=item, by=speaker, at=at, way="question", topic="经费")
    ahead = walking.notified(room, room.committee)
    draw = observing.offer(
        sitting=ahead,
        seats=5,
        closes_at=room.when(walking.DAY, "08:00"),
        by=room.zhou,
        at=room.when("2026-11-25"),
    )
    form = Extend(row=draw, member=room.zhou)
    assert (form["seats"].value(), f"{form['closes_at'].value():%H:%M}") == (5, "08:00")
