"""常委会第六次会议: thirty-one members, from the notice to the signed minutes.

An amendment is voted on, a resolution adopted by open vote, a bureau head appointed by secret ballot, three units tested
for satisfaction, opinions handed over and reported on; every paper can be printed.
"""

from datetime import date, time
from io import BytesIO

import pytest
from docx import Document

from huying.ballots import casting
from huying.ballots import operations as ballots
from huying.kernel import scope
from huying.kernel.process import Forbidden, Refused
from huying.sittings import attendance, papers, polls
from huying.sittings import operations as sittings
from huying.sittings.agenda import operations as agenda
from huying.sittings.amendments import operations as amendments
from huying.sittings.deliberations import operations as deliberations
from huying.sittings.hearings import operations as hearings
from huying.sittings.materials import operations as materials
from huying.sittings.matters import operations as matters
from huying.sittings.minutes import operations as minutes
from huying.sittings.models import Summons
from huying.sittings.motions import operations as motions
from huying.sittings.resolution_duties import operations as duties
from huying.sittings.resolutions import operations as resolutions
from huying.sittings.speeches import operations as speeches
from huying.sittings.summons import operations as summons
from huying.ui.papers.as_docx import docx
from tests.ground import ground
from tests.sittings import walking
from tests.world import build

DAY = date(2026, 12, 10)
TEXT = "县人民政府应当划定水源保护区。\n方案在三个月内提出。\n本决议自通过之日起施行。"


@ground
def committee():
    world = build()
    with scope.congress(world.congress):
        world.committee = walking.committee(world)
    return world


@pytest.fixture
def story(committee, settings, tmp_path):
    settings.HOME = tmp_path
    with scope.congress(committee.congress):
        yield committee


def held(world, poll, marks, *, opened="09:40"):
    """Open with whoever is here, let them vote, close, count, declare."""
    ballots.open(poll, by=world.chen, at=world.when(DAY, opened))
    cast = casting.cast_open if poll.secrecy == "open" else casting.cast_sealed
    here = list(poll.voters.filter(is_present=True).order_by("pk").values_list("member", flat=True))
    answers = cast(
        poll.pk, [casting.Press(m, marks(n)) for n, m in enumerate(here)], at=world.when(DAY, opened)
    )
    assert all(a.stands for a in answers)
    step = {"by": world.chen, "at": world.when(DAY, opened)}
    ballots.close(poll, **step)
    ballots.count(poll, by=world.zhou, at=step["at"])
    ballots.declare(poll, **step)
    return poll


def test_from_the_notice_to_the_signed_minutes(story):
    w, clerk = story, {"by": story.zhou, "at": story.when("2026-11-25")}
    matter = matters.list_matter(year=2026, title="农村饮用水水源保护", unit=w.cabinet, month=12, **clerk)
    row = sittings.plan(
        kind="standing", organ=w.committee, title="县第十八届人大常委会第六次会议", day=DAY, starts_at=time(9), number=6,
        place="常委会会议室", chair=w.chen, **clerk,
    )  # fmt: skip
    item = {
        kind: agenda.propose(sitting=row, kind=kind, title=title, **clerk)
        for kind, title in (
            ("study", "学习有关法律"), ("decision", "农村饮用水水源保护"), ("appointment", "人事任免"),
            ("hearing", "办理道路建议"),
        )
    }  # fmt: skip
    sittings.set_agenda(row, by=w.chen, at=clerk["at"], basis="第三十二次主任会议")
    sittings.notify(row, **clerk)
    units = [w.housing, w.transport, w.health]
    test = hearings.arrange(item=item["hearing"], reporter="副县长某", units=units, deputies=[w.lin], **clerk)
    matters.schedule(matter, item=item["decision"], **clerk)
    materials.offer(
        sitting=row,
        item=item["decision"],
        title="关于水源保护情况的报告",
        audience="attendees",
        text="一、基本情况",
        **clerk,
    )
    away = Summons.objects.filter(sitting=row, right="member").order_by("place")[30]
    summons.ask_leave(away, by=away.member, at=clerk["at"], reason="住院")
    summons.grant_leave(away, by=w.chen, at=clerk["at"])
    ids = walking.members(row)
    morning = w.when(DAY, "08:55")
    attendance.take(row, [(pk, morning, "card") for pk in ids[:28]], at=morning)
    sittings.open(row, by=w.chen, at=w.when(DAY, "09:00"))

    motion = the_resolution(w, row, item["decision"])
    the_appointment(w, item["appointment"])
    the_test(w, item["hearing"], test)
    sittings.close(row, by=w.chen, at=w.when(DAY, "11:30"))

    decided = resolutions.record(motion=motion, by=w.zhou, at=w.when(DAY, "15:00"))
    assert decided.number.endswith("人大决〔2026〕1号")
    assert decided.vote["counts"]["yes"] == 26 and decided.vote["lines"]["base"] == 31
    matters.decide(matter, by=w.zhou, at=w.when(DAY, "15:10"), resolution=decided)
    the_duties(w, decided)
    the_opinions(w, item["decision"])
    the_minutes(w, row)
    assert row.state == "minuted"


def the_resolution(w, row, item):
    """A text, two amendments to one paragraph, the whole by open vote."""
    at = w.when(DAY, "09:05")
    mover, other = (s.member for s in row.summons.filter(right="member").order_by("place")[:2])
    agenda.take_up(item, by=w.zhou, at=at)
    motion = motions.table(
        item=item, title="关于加强农村饮用水水源保护的决议", text=TEXT, proposer="主任会议", by=w.zhou, at=at
    )
    two = amendments.table(
        motion=motion, op="replace", paragraph=2, text="方案在两个月内提出。", by=mover, at=at
    )
    none = amendments.table(motion=motion, op="delete", paragraph=2, by=other, at=at)
    with pytest.raises(Refused, match="没有这一段"):
        amendments.table(motion=motion, op="delete", paragraph=4, by=other, at=at)
    with pytest.raises(Refused, match="组成人员"):
        amendments.table(motion=motion, op="delete", paragraph=1, by=w.sun, at=at)
    assert [how for _other, how in none.conflicts()] == ["clash"]
    assert [a.pk for a in amendments.proposed_order(motion, "farthest")] == [none.pk, two.pk]
    amendments.put(two, by=w.zhou, at=at)
    held(w, two.poll, lambda n: {"m": "yes" if n < 20 else "no"}, opened="09:15")
    two.refresh_from_db()
    assert two.state == "carried"
    with pytest.raises(Refused, match="同一段"):
        amendments.put(none, by=w.zhou, at=at)
    with pytest.raises(Refused, match="修正案没有处理"):
        motions.fix(motion, by=w.zhou, at=at)
    amendments.moot(none, by=w.zhou, at=at, reason="与已采纳的修正案冲突")
    motions.fix(motion, by=w.zhou, at=at)
    assert motion.paragraphs[1] == "方案在两个月内提出。"
    with pytest.raises(Refused, match="集体讨论"):
        motions.put(motion, by=w.zhou, at=at)  # S148: nobody has spoken yet
    said = speeches.ask(item=item, by=mover, at=at)
    speeches.call(said, by=w.chen, at=w.when(DAY, "09:20"))
    late = speeches.ask(item=item, by=other, at=at, way="question", topic="经费从哪里来")
    with pytest.raises(Refused, match="正在发言"):
        speeches.call(late, by=w.chen, at=w.when(DAY, "09:21"))
    speeches.end(said, by=w.chen, at=w.when(DAY, "09:31"))
    assert (said.minutes, said.seconds, said.over) == (10, 660, 60)
    speeches.note(said, by=w.zhou, at=at, summary="赞成，建议同时公布水质。", stand="for")
    with pytest.raises(Forbidden):
        speeches.sign(said, by=other, at=at)
    speeches.sign(said, by=mover, at=at)
    speeches.call(late, by=w.chen, at=w.when(DAY, "09:32"))
    speeches.note(late, by=w.zhou, at=w.when(DAY, "09:33"), summary="请说明经费来源。")
    speeches.answer(late, by=w.zhou, at=w.when(DAY, "09:34"), who="县财政局局长某", text="已列入明年预算。")
    again = speeches.ask(item=item, by=mover, at=at)
    assert again.minutes == 5  # a second speech is shorter
    speeches.withdraw(again, by=mover, at=at)
    motions.put(motion, by=w.chen, at=at)  # a leader may, too
    held(w, motion.poll, lambda n: {"m": "yes" if n < 26 else "abstain"})
    motion.refresh_from_db()
    assert motion.state == "carried"
    agenda.finish(item, by=w.zhou, at=w.when(DAY, "09:50"))
    return motion


def the_appointment(w, item):
    at = w.when(DAY, "09:55")
    agenda.take_up(item, by=w.zhou, at=at)
    poll = polls.put_to_vote(
        item, by=w.zhou, at=at, kind="appointment", secrecy="separated", title="任命县水利局局长", objects=["甲某"],
            way="committee_appointment",
    )  # fmt: skip
    held(w, poll, lambda n: {"p1": "yes" if n < 25 else "no"}, opened="10:00")
    assert poll.outcome == "adopted"
    agenda.finish(item, by=w.zhou, at=w.when(DAY, "10:05"))


def the_test(w, item, test):
    """S073: deputies comment, members test three units in secret, the Party committee is told."""
    at = w.when(DAY, "10:10")
    agenda.take_up(item, by=w.zhou, at=at)
    hearings.comment(test, by=w.lin, at=at, unit=w.transport, mark="good", text="道路修好了，排水还要跟上。")
    with pytest.raises(Forbidden):
        hearings.comment(test, by=w.gao, at=at, text="不在名单上")
    hearings.put(test, by=w.zhou, at=at)
    grades = ("satisfied", "basically", "dissatisfied")
    held(
        w,
        test.poll,
        lambda n: {"u1": "satisfied", "u2": grades[n % 3], "u3": grades[min(n // 5, 2)]},
        opened="10:20",
    )
    test.refresh_from_db()
    assert test.state == "tested"
    assert [r["name"] for r in test.result] == [u.name for u in (w.housing, w.transport, w.health)]
    assert [r["counts"]["satisfied"] for r in test.result] == [28, 10, 5]
    hearings.send_result(test, by=w.zhou, at=at, sent_to="中共青禾县委", number="青人常〔2026〕20号")
    letter = words_of(papers.hearing(test))
    assert "中共青禾县委：" in letter and "排水还要跟上" in letter and "青禾县交通运输局" in letter
    agenda.finish(item, by=w.zhou, at=w.when(DAY, "10:40"))


def the_duties(w, decided):
    duty = duties.set(
        resolution=decided,
        text="划定水源保护区",
        unit=w.transport,
        finish_on=date(2027, 2, 10),
        by=w.zhou,
        at=w.when(DAY, "15:20"),
    )
    assert duty.due_on == date(2027, 2, 10)
    with pytest.raises(Refused, match="没有签署|现在是"):
        resolutions.publish(decided, by=w.zhou, at=w.when(DAY, "15:30"))
    resolutions.sign(decided, by=w.chen, at=w.when(DAY, "15:40"))
    resolutions.publish(decided, by=w.zhou, at=w.when(DAY, "15:50"))
    with pytest.raises(Forbidden):
        duties.report(duty, by=w.housing_handler, at=w.when("2027-02-01"), result="不是我们的")
    duties.report(duty, by=w.transport_handler, at=w.when("2027-02-01"), result="已划定三处。")
    duties.accept(duty, by=w.chen, at=w.when("2027-02-03"))
    assert duty.is_on_time and duty.due_on is None
    text = words_of(papers.resolution(decided))
    assert (
        "方案在两个月内提出。" in text and decided.number in text and "青禾县人民代表大会常务委员会" in text
    )


def the_opinions(w, item):
    """Drawn from the speeches without names, sent with a clock, sent back once, closed with all three papers there."""
    chosen = list(deliberations.speeches_of(item))
    row = deliberations.draft(
        item=item, unit=w.transport, speeches=chosen, hide_names=True, by=w.zhou, at=w.when("2026-12-11")
    )
    assert "建议同时公布水质" in row.text and chosen[0].who not in row.text
    assert row.quotes[0]["who"] == chosen[0].who
    deliberations.agree(row, by=w.chen, at=w.when("2026-12-12"), agreed_by="第三十三次主任会议")
    assert row.due_on == date(2026, 12, 19)
    deliberations.send(row, by=w.zhou, at=w.when("2026-12-14"))
    assert row.due_on == date(2027, 3, 14)
    for said in ("正在研究。", "已经公布水质。"):
        deliberations.report(row, by=w.transport_handler, at=w.when("2027-03-01"), text=said, signer="局长某")
        if said.startswith("正在"):
            deliberations.send_back(row, by=w.chen, at=w.when("2027-03-02"), reason="写明做了什么。")
    deliberations.close(row, by=w.chen, at=w.when("2027-03-10"), verdict="good")
    assert (row.state, row.rounds, row.due_on) == ("closed", 2, None)
    assert "建议同时公布水质" in words_of(papers.opinion(row))
    unheard = row.sitting.agenda.get(kind="hearing")  # no report of it is on file
    other = deliberations.draft(
        item=unheard, unit=w.housing, text="加快办理。", by=w.zhou, at=w.when("2026-12-11")
    )
    deliberations.agree(other, by=w.chen, at=w.when("2026-12-12"), agreed_by="第三十三次主任会议")
    deliberations.send(other, by=w.zhou, at=w.when("2026-12-14"), report_by=date(2027, 1, 14))
    deliberations.report(
        other, by=w.housing_handler, at=w.when("2027-01-10"), text="已办理。", signer="局长某"
    )
    with pytest.raises(Refused, match="报告、审议意见"):
        deliberations.close(other, by=w.chen, at=w.when("2027-03-10"), verdict="good")


def the_minutes(w, row):
    at = w.when(DAY, "16:00")
    kept = minutes.draft(sitting=row, by=w.zhou, at=at)
    for words in (
        "应到31人，到会28人，请假1人，缺席2人。", "宣布开会时在场28人，符合法定人数。", "一、出席情况",
            "（二）农村饮用水水源保护",
        "赞成26", "任命县水利局局长", "县财政局局长某答：已列入明年预算。", "会议通过了关于加强农村饮用水水源保护的决议",
            "《地方组织法》",
    ):  # fmt: skip
        assert words in kept.text, f"{words}\n{kept.text}"
    first = kept.text
    minutes.correct(
        kept, by=w.zhou, at=at, text=first.replace("常委会会议室", "县人大常委会会议室"), reason="写全称"
    )
    with pytest.raises(Refused, match="没有经工作人员核对"):
        minutes.sign(kept, by=w.chen, at=at)
    minutes.circulate(kept, by=w.zhou, at=at)
    minutes.remark(kept, by=kept.readers_members()[3], at=at, text="发言写得准确。")
    minutes.check(kept, by=w.zhou, at=at)
    minutes.sign(kept, by=w.chen, at=at)
    row.refresh_from_db()
    assert kept.versions.get().text == first and kept.written == first
    with pytest.raises(Refused):
        minutes.correct(kept, by=w.zhou, at=at, text="改", reason="签字以后")
    assert "县人大常委会会议室" in words_of(papers.minutes(kept))
    compared = words_of(papers.differences(kept))
    assert "【县人大】常委会会议室" in compared and "写全称" in compared
    assert words_of(papers.sign_in(row)).count("请假") == 1
    assert "赞成26" in words_of(papers.results(row))
    assert "农村饮用水水源保护" in words_of(papers.agenda(row))


def words_of(paper) -> str:
    """All words of the DOCX, tables included."""
    made = Document(BytesIO(docx(paper)))
    cells = [c.text for t in made.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in made.paragraphs), *cells])
