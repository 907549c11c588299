"""Votes on items of a sitting: roll, base and presence from the room, further rounds, who sees what."""

import pytest
from django.test import Client

from huying.ballots import operations as ballots
from huying.ballots.casting import Press, cast_open
from huying.kernel.accounts import operations as accounts
from huying.kernel.notices import Notice
from huying.kernel.process import Refused
from huying.kernel.roster import Membership, Organ
from huying.sittings import attendance, polls
from huying.sittings import operations as sittings
from huying.sittings.agenda import operations as agenda
from huying.sittings.amendments import operations as amendments
from huying.sittings.hearings import operations as hearings
from huying.sittings.models import ItemPoll
from huying.sittings.motions import operations as motions

from . import doing, walking


def vote(room, item, at, *, yes):
    if item.state == "adopted":
        agenda.take_up(item, by=room.zhou, at=at)
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
    agenda.finish(item, by=room.zhou, at=room.when(walking.DAY, "09:20"))
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


def test_every_vote_may_be_put_ahead_but_opens_only_when_its_item_has_begun(room, half_here):
    _row, items = half_here
    do = {"by": room.zhou, "at": room.when("2026-03-12", "09:10")}
    other = agenda.propose(sitting=_row, kind="appointment", title="任免", reason="增补", **do)
    agenda.adopt(other, **do)
    agenda.put(other, title="任命甲某", kind="appointment", secrecy="separated", objects=["甲某"], **do)
    test = hearings.arrange(item=items["hearing"], reporter="副县长某", units=[room.transport], **do)
    hearings.put(test, **do)
    for item, poll in ((other, other.polls.get().poll), (items["hearing"], test.poll)):
        with pytest.raises(Refused, match=f"“{item.title}”还没有开始"):
            ballots.open(poll, **do)
        asked = doing.client(room.chen).get(f"/c/qinghe/ballots/{poll.pk}/open/").content.decode()
        assert f"“{item.title}”还没有开始" in asked
    agenda.finish(items["decision"], **do)
    agenda.take_up(other, **do)
    ballots.open(other.polls.get().poll, **do)


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
    agenda.finish(items["decision"], by=room.zhou, at=at)
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
    agenda.finish(items["decision"], **do)
    agenda.take_up(item, **do)
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
    test = hearings.arrange(item=item, reporter="副县长某", units=[room.transport], **do)
    hearings.put(test, **do)
    ballots.annul(test.poll, reason="票样有误", **voters)
    assert next_round(test.poll, test, do).agenda.item == item


def next_round(poll, row, do):
    """Ask for another round of the poll; the row waits for it."""
    ballots.again(poll, **do)
    row.refresh_from_db()
    assert row.poll.again_of == poll
    return row.poll


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
