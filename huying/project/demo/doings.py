"""What the committee did in its meetings: speeches, amendments, resolutions with duties, a test, opinions, minutes."""

from datetime import datetime, time, timedelta

from huying.ballots import operations as ballots
from huying.ballots.casting import Press, cast_open, cast_sealed
from huying.sittings import operations as sittings
from huying.sittings.agenda import operations as agenda
from huying.sittings.amendments import operations as amendments
from huying.sittings.deliberations import operations as deliberations
from huying.sittings.hearings import operations as hearings
from huying.sittings.matters import operations as matters
from huying.sittings.minutes import operations as minutes
from huying.sittings.motions import operations as motions
from huying.sittings.resolution_duties import operations as duties
from huying.sittings.resolutions import operations as resolutions
from huying.sittings.speeches import operations as speeches

from . import appraising, days

TEXT = (
    "县人大常委会听取和审议了县人民政府的报告，会议认为，这项工作取得了成效，也还有差距。现提出如下要求：",
    "一、提高认识",
    "县人民政府应当把这项工作列入年度重点，明确责任。",
    "二、落实措施",
    "在六个月内制定实施方案，列出项目、资金和时间。",
    "三、加强监督",
    "县人民政府每年向县人大常委会报告一次落实情况。",
    "以上事项自通过之日起施行。",
)
CHANGED = "在三个月内制定实施方案，列出项目、资金和时间，并向社会公布。"
SAID = (
    ("报告实事求是，建议把困难较大的乡镇单独列出来，一处一策。", "for"),
    ("同意这个文本，资金要列入预算，明年年中报告一次进度。", "for"),
    ("措施还可以更细，希望把群众反映多的几件事写进方案。", "other"),
)
QUESTION, ANSWER = "资金从哪里来，什么时候到位？", "已列入明年预算，一季度下达。"
DUTIES = (("制定并公布实施方案", 60), ("向常委会书面报告落实情况", 330))
TESTED = ("zjj", "jtj", "edu")
REPORT = "县人民政府召开专题会议研究，已制定整改清单，逐项明确单位和期限，目前完成七成。"
LISTED = (
    ("批准上一年度县级决算", 6),
    ("批准县级财政预算调整方案", 9),
    ("养老服务体系建设", 11),
    ("城区停车设施专项规划", 12),
)


def _at(day, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), days.CHINA)


def during(ground, row, day, lot) -> None:
    """Instead of a bare vote: speeches on the report, a text with an amendment, the vote on it; while the sitting is open."""
    people = [
        s.member
        for s in row.summons.filter(right="member").select_related("member__person").order_by("place")
    ]
    here = [m for m in people if row.presence.filter(member=m, until=None).exists()]
    _talk(ground, row.agenda.get(kind="report"), _at(day, "09:20"), here[2:6])
    item = row.agenda.get(kind="decision")
    _talk(ground, item, _at(day, "10:00"), here[6:8])
    at, clerk = _at(day, "10:10"), {"by": ground.clerk}
    text = motions.table(
        item=item,
        title=item.title,
        kind="decision" if item.title.endswith("决定") else "resolution",
        text="\n".join(TEXT),
        proposer="主任会议",
        at=at,
        **clerk,
    )
    better = amendments.table(
        motion=text, op="replace", paragraph=5, text=CHANGED, grounds="群众盼得急。", by=here[4], at=at
    )
    amendments.put(better, at=at, **clerk)
    _vote(ground, better.poll, at, lambda n: {"m": "yes" if n % 7 else "no"})
    motions.fix(text, at=at, **clerk)
    motions.put(text, at=at, **clerk)
    _vote(
        ground,
        text.poll,
        _at(day, "10:30"),
        lambda n: {"m": lot.choice(("yes",) * 14 + ("abstain",))},
        publish=True,
    )


def test(ground, row, day, lot) -> None:
    """S073 in the middle of a sitting: three units reported on their suggestions and were tested in secret."""
    at, clerk = _at(day, "10:45"), {"by": ground.clerk}
    item = agenda.propose(
        sitting=row,
        kind="hearing",
        title="三个部门办理代表建议情况的专题汇报",
        reason="主任会议增加",
        at=at,
        **clerk,
    )
    agenda.adopt(item, at=at, **clerk)
    units = [ground.units[key] for key in TESTED]
    deputies = ground.deputies[50:53]
    one = hearings.arrange(item=item, reporter="副县长苏明远", units=units, deputies=deputies, at=at, **clerk)
    agenda.take_up(item, at=at, **clerk)
    for n, deputy in enumerate(deputies):
        words = ("办得实在，路灯都亮了。", "答复及时，还要回头看一看。", "有两件拖得久，希望说明原因。")[n]
        hearings.comment(one, by=deputy, at=at, unit=units[n], text=words, mark=("good", "good", "fair")[n])
    hearings.put(one, at=at, **clerk)
    grades = ("satisfied", "satisfied", "basically", "dissatisfied")
    _vote(
        ground,
        one.poll,
        at,
        lambda n: {f"u{u}": lot.choice(grades[: 5 - u]) for u in (1, 2, 3)},
        publish=True,
    )
    one.refresh_from_db()
    hearings.send_result(one, sent_to="中共青禾县委", number="县人常〔专〕3号", at=_at(day, "17:00"), **clerk)
    agenda.finish(item, at=at, **clerk)


def after(ground, row, now, n: int, last: int) -> None:
    """The number, the duties, the opinions, the minutes; the newest meeting is still being worked up."""
    day, fresh = row.day, n == last
    at, clerk, leader = _at(day, "15:00"), {"by": ground.clerk}, {"by": ground.cast["chenli"]}
    decided = resolutions.record(motion=row.motions.get(), at=at, **clerk)
    unit = ground.units["jtj"]
    for what, length in DUTIES:
        duties.set(
            resolution=decided, text=what, unit=unit, finish_on=day + timedelta(days=length), at=at, **clerk
        )
    resolutions.sign(decided, at=at, **leader)
    if not fresh:
        resolutions.publish(decided, at=_at(day, "17:00"), **clerk)
    item = row.agenda.get(kind="report")
    opinion = deliberations.draft(
        item=item, unit=unit, speeches=list(deliberations.speeches_of(item)), hide_names=True, at=at, **clerk
    )
    if not fresh:
        deliberations.agree(opinion, agreed_by="主任会议", at=at, **leader)
        deliberations.send(opinion, at=_at(day + timedelta(days=3), "10:00"), **clerk)
    if n < last - 1:
        done = _at(days.office_day(day + timedelta(days=60)), "10:00")
        deliberations.report(opinion, by=ground.handlers["jtj"], at=done, text=REPORT, signer="局长")
        deliberations.close(opinion, verdict="good", at=done + timedelta(days=2), **leader)
    kept = minutes.draft(sitting=row, at=_at(day, "16:00"), **clerk)
    if fresh:
        minutes.circulate(kept, at=_at(day, "16:30"), **clerk)
        return
    minutes.check(kept, at=_at(day, "16:30"), **clerk)
    minutes.sign(kept, by=row.chair, at=_at(day, "17:00"))
    row.refresh_from_db()
    sittings.archive(row, at=_at(day, "17:30"), **clerk)


def ahead(ground, row, now) -> None:
    """Before next week's meeting: the year's list of major matters, who is tested and who comments."""
    clerk = {"by": ground.clerk, "at": now - timedelta(days=2)}
    for title, month in LISTED:
        matters.list_matter(year=now.year, title=title, month=month, unit=ground.units["jtj"], **clerk)
    units = [ground.units[key] for key in TESTED]
    hearings.arrange(
        item=row.agenda.get(kind="hearing"),
        reporter="副县长苏明远",
        units=units,
        deputies=ground.deputies[50:53],
        numbers=appraising.ahead(ground, units, clerk["at"]),
        **clerk,
    )


def _talk(ground, item, at, people) -> None:
    """Each speaks for a few minutes and signs; the last one asks and is answered."""
    for n, member in enumerate(people):
        begin = at + timedelta(minutes=5 * n)
        way = "question" if n and member is people[-1] and len(people) > 2 else "debate"
        speech = speeches.ask(
            item=item, by=member, at=begin, way=way, topic=QUESTION if way == "question" else ""
        )
        speeches.call(speech, by=ground.clerk, at=begin)
        words, stand = (QUESTION, "none") if way == "question" else SAID[n % len(SAID)]
        speeches.note(speech, by=ground.clerk, at=begin + timedelta(minutes=4), summary=words, stand=stand)
        if way == "question":
            speeches.answer(
                speech, by=ground.clerk, at=begin + timedelta(minutes=5), who="县财政局负责人", text=ANSWER
            )
        speeches.sign(speech, by=member, at=begin + timedelta(minutes=30))


def _vote(ground, poll, at, sheet, publish=False) -> None:
    ballots.open(poll, by=ground.clerk, at=at + timedelta(minutes=1))
    here = poll.voters.filter(is_present=True).order_by("pk").values_list("member", flat=True)
    cast = cast_sealed if poll.is_secret else cast_open
    cast(poll.pk, [Press(member, sheet(n)) for n, member in enumerate(here)], at=at + timedelta(minutes=2))
    ballots.close(poll, by=ground.clerk, at=at + timedelta(minutes=3))
    ballots.count(poll, by=ground.clerk, at=at + timedelta(minutes=3))
    ballots.declare(poll, by=ground.clerk, at=at + timedelta(minutes=4), publish=publish)
