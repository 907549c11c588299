"""Sittings of the county: who sits where, a plenary of 224 that is over, meetings of the committee, one next week."""

from datetime import datetime, time, timedelta

from huying.ballots import operations as ballots
from huying.ballots.casting import Press, cast_open
from huying.kernel import notices, process
from huying.kernel.register import operations as register
from huying.kernel.roster import Organ, OrganMember
from huying.sittings import attendance, polls
from huying.sittings import operations as sittings
from huying.sittings.agenda import operations as agenda
from huying.sittings.materials import operations as materials
from huying.sittings.models import Sitting
from huying.sittings.observing import operations as observing
from huying.sittings.opinions import operations as opinions
from huying.sittings.party import operations as party
from huying.sittings.procedures import operations as procedures
from huying.sittings.summons import operations as summons

from . import days, doings

COMMITTEE, PRESIDIUM = 31, 21
WITH_ALL = 3  # of the committee's last meetings all is told, of earlier ones the vote
STUDY = "学习有关人大工作的重要论述"
PAST = (
    (
        238,
        "听取和审议县人民政府关于年度环境状况和环境保护目标完成情况的报告",
        "关于加强农村饮用水水源保护的决定",
    ),
    (178, "听取和审议县人民政府关于义务教育优质均衡发展情况的报告", "关于批准县级财政预算调整方案的决议"),
    (122, "听取和审议县人民政府关于国民经济和社会发展计划执行情况的报告", "关于批准上一年度县级决算的决议"),
    (66, "听取和审议县人民政府关于代表建议办理情况的报告", "关于开展法治宣传教育的决议"),
    (12, "听取和审议县人民政府关于养老服务体系建设情况的报告", "关于加强养老服务工作的决议"),
)
NUMBERS = "一二三四五六七八九"
VISITORS = ("邵青禾", "梅雨晴", "段学文", "江照", "罗盈", "姚行之", "贝安", "崔一航")


def add(ground, now) -> None:
    """Call inside the county, when its roster stands."""
    lot = days.lots(ground.root, "sittings")
    with notices.kept_quiet(), process.together():
        committee = _seat(ground, now)
        _plenary(ground, now, lot)
        held = [_held(ground, committee, now, n, past, lot) for n, past in enumerate(PAST, 1)]
        opinions.give(by=ground.clerk, at=now - timedelta(days=9), sitting=held[-1], author=ground.deputies[40],
                      text="列席了这次会议，建议把农村互助养老点纳入明年的预算安排。")  # fmt: skip
        _procedures(ground, now)
        _next(ground, committee, now, lot)


def _seat(ground, now) -> Organ:
    """Members of the committee and its chairpersons, nine for each special committee, a head for each delegation."""
    rows, deputies = [], ground.deputies
    committee = Organ.objects.get(kind="standing_committee")
    seated = [
        deputies[0],
        ground.cast["chenli"],
        *deputies[1 : COMMITTEE - 1],
    ]  # the demo's leader is one of the vice chairs
    groups = [(committee, seated), (Organ.objects.get(kind="chairpersons"), deputies[:6])]
    special = Organ.objects.filter(kind="special_committee").order_by("pk")
    groups += [(organ, deputies[40 + 9 * n : 49 + 9 * n]) for n, organ in enumerate(special)]
    for organ, people in groups:
        for n, member in enumerate(people):
            post = "chair" if n == 0 else "vice" if n < (5 if organ == committee else 2) else "member"
            rows.append(
                OrganMember(congress=ground.congress, organ=organ, member=member, number=n, post=post)
            )
    for delegation in ground.delegations.values():
        head = next((m for m in deputies if m.organ_id == delegation.pk), None)
        if head is not None:
            rows.append(OrganMember(congress=ground.congress, organ=delegation, member=head, post="chair"))
    made, at = OrganMember.objects.bulk_create(rows), now - timedelta(days=400)
    register.enter_all(made, by=process.house(), at=at, facts={"seed": True})
    return committee


def _at(day, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), days.CHINA)


def _plan(ground, at, items, **given) -> Sitting:
    row = sittings.plan(by=ground.clerk, at=at, **given)
    for kind, title, *more in items:
        agenda.propose(
            by=ground.clerk, at=at, sitting=row, kind=kind, title=title, presenter=more[0] if more else ""
        )
    return row


def _announce(ground, row, at, basis) -> None:
    sittings.set_agenda(row, by=ground.clerk, at=at, basis=basis)
    sittings.notify(row, by=ground.clerk, at=at)


def _arrive(row, at, lot, absent: int) -> None:
    ids = list(row.summons.filter(right="member").order_by("place").values_list("member", flat=True))
    away = set(lot.sample(ids, absent))
    lines = [(pk, at - timedelta(minutes=lot.randint(1, 25)), "code") for pk in ids if pk not in away]
    attendance.take(row, lines, at=at)


def _walk(ground, row, at, minutes: int = 20) -> None:
    """Every item is taken up and done."""
    for n, item in enumerate(row.agenda.filter(state="adopted").order_by("place")):
        moment = at + timedelta(minutes=minutes * n)
        agenda.take_up(item, by=ground.clerk, at=moment)
        ended, outcome = moment + timedelta(minutes=minutes), "heard" if item.kind == "report" else ""
        agenda.finish(item, by=ground.clerk, at=ended, outcome=outcome)


def _plenary(ground, now, lot) -> None:
    """The last session of the congress: preparatory meeting, presidium, opening with two thirds, closing."""
    session = ground.sessions[-1] if ground.sessions[-1].closes_on < now.date() else ground.sessions[0]
    day, called = session.opens_on, _at(session.opens_on - timedelta(days=35), "09:30")
    whose = ("县人民政府", "县人大常委会", "县人民法院", "县人民检察院")
    reports = [("report", f"听取和审议{who}工作报告") for who in whose]
    whole = _plan(
        ground, called, [*reports, ("choosing", "票决民生实事项目")], kind="plenary", title=session.name, day=day,
        until=session.closes_on, starts_at=time(9), place="县会议中心大会堂", session=session, number=session.number,
        program=[
            {"day": day.isoformat(), "from": "09:00", "to": "11:30", "what": "开幕会"},
            {"day": (day + timedelta(days=1)).isoformat(), "from": "14:30", "to": "17:00", "what": "各代表团审议"},
            {"day": session.closes_on.isoformat(), "from": "09:00", "to": "11:00", "what": "闭幕会"},
        ],
    )  # fmt: skip
    first = [("election", "选举主席团和秘书长"), ("decision", "通过会议议程")]
    early = _plan(ground, called, first, kind="preparatory", whole=whole, title=f"{session.name}预备会议", day=day,
                  starts_at=time(8), place="县会议中心大会堂")  # fmt: skip
    for row in (whole, early):
        _announce(ground, row, called, "县人大常委会会议决定")
    sittings.number_seats(whole, by=ground.clerk, at=called + timedelta(days=5), rows=16, per_row=20)
    _arrive(early, _at(day, "08:00"), lot, 9)
    sittings.open(early, by=ground.clerk, at=_at(day, "08:00"))
    _walk(ground, early, _at(day, "08:02"), 15)
    sittings.close(early, by=ground.clerk, at=_at(day, "08:40"))
    chosen = ground.deputies[:PRESIDIUM]
    sittings.constitute(
        whole,
        by=ground.clerk,
        at=_at(day, "08:45"),
        presidium=chosen,
        executive=chosen[:5],
        secretary=chosen[5],
    )
    _arrive(whole, _at(day, "08:58"), lot, 6)
    sittings.open(whole, by=ground.clerk, at=_at(day, "09:00"))
    _walk(ground, whole, _at(day, "09:05"), 25)
    sittings.close(whole, by=ground.clerk, at=_at(session.closes_on, "11:00"))
    organ = party.set_up(
        by=ground.clerk, at=called, session=session, kind="committee", name="大会临时党委", basis="县委批复"
    )
    party.record_meeting(organ, by=ground.clerk, at=_at(day, "19:30"), day=day, topic="研究代表建议质量把关",
                         text="各临时党支部书记汇报了代表建议的准备情况。")  # fmt: skip
    party.dissolve(organ, by=ground.clerk, at=_at(session.closes_on, "17:00"))


def _held(ground, committee, now, n, past, lot) -> Sitting:
    """A meeting of the committee that is over: a report heard, a resolution by open vote."""
    back, report, resolution = past
    day = days.office_day(now.date() - timedelta(days=back))
    called = _at(days.office_day(day - timedelta(days=12)), "10:00")
    row = _plan(
        ground, called, [("report", report, "县人民政府副县长"), ("decision", resolution), ("study", STUDY)], kind="standing",
        organ=committee, title=f"县十八届人大常委会第{NUMBERS[n - 1]}次会议", number=n, day=day, starts_at=time(9),
        place="县人大常委会会议室", chair=ground.deputies[0],
    )  # fmt: skip
    _announce(ground, row, called, "主任会议")
    item = row.agenda.get(kind="report")
    text = "报告全文。一年来，各项工作有序推进，也还有不少困难和问题，下一步将逐项整改。"
    materials.offer(by=ground.clerk, at=called + timedelta(days=2), sitting=row, item=item, audience="public", text=text,
                    title=report.removeprefix("听取和审议"))  # fmt: skip
    opening = _at(day, "09:00")
    _arrive(row, opening, lot, lot.randint(1, 4))
    sittings.open(row, by=ground.clerk, at=opening)
    full, deciding = n > len(PAST) - WITH_ALL, row.agenda.get(kind="decision")
    agenda.take_up(deciding, by=ground.clerk, at=_at(day, "10:05"))
    if full:
        doings.during(ground, row, day, lot)
    else:
        _vote(ground, deciding, _at(day, "10:30"), lot)
    deciding.refresh_from_db()
    agenda.finish(deciding, by=ground.clerk, at=_at(day, "10:40"))
    _walk(ground, row, _at(day, "09:05"), 30)
    if full and n == len(PAST):
        doings.test(ground, row, day, lot)
    sittings.close(row, by=ground.clerk, at=_at(day, "11:30"))
    if full:
        doings.after(ground, row, now, n, len(PAST))
    return row


def _vote(ground, item, at, lot) -> None:
    poll = polls.put_to_vote(item, by=ground.clerk, at=at, secrecy="open")
    ballots.open(poll, by=ground.clerk, at=at + timedelta(minutes=1))
    key = poll.spec["objects"][0]["key"]
    here = poll.voters.filter(is_present=True).order_by("pk").values_list("member", flat=True)
    presses = [Press(member, {key: lot.choice(("yes",) * 14 + ("abstain",))}) for member in here]
    cast_open(poll.pk, presses, at=at + timedelta(minutes=2))
    ballots.close(poll, by=ground.clerk, at=at + timedelta(minutes=3))
    ballots.count(poll, by=ground.clerk, at=at + timedelta(minutes=4))
    ballots.declare(poll, by=ground.clerk, at=at + timedelta(minutes=5), publish=True)


def _procedures(ground, now) -> None:
    """What this congress took from the procedures shipped, one of them made shorter."""
    given = {"by": ground.clerk, "at": now - timedelta(days=60)}
    for key in ("plenary_report", "bill", "appointment", "hearing"):
        procedures.add(preset=key, **given)
    procedures.add(
        preset="report", name="听取报告、分组审议", stages=["听取报告", "分组审议", "形成审议意见"], **given
    )


def _next(ground, committee, now, lot) -> None:
    """Next week's meeting: notified, half of the members have answered, one asks for leave, deputies and citizens may come."""
    day = days.office_day(now.date() + timedelta(days=9))
    row = _plan(
        ground, now - timedelta(days=4),
        [("report", "听取和审议县人民政府关于优化营商环境情况的报告", "县人民政府副县长"), ("appointment", "人事任免事项"),
         ("hearing", "县人民政府三个部门办理代表建议情况的专题汇报和满意度测评"), ("study", STUDY)],
        kind="standing", organ=committee, title="县十八届人大常委会第六次会议", number=6, day=day, starts_at=time(9),
        place="县人大常委会会议室", chair=ground.deputies[0],
    )  # fmt: skip
    agenda.lay_stages(row.agenda.get(kind="report"), stages=["听取报告", "分组审议", "形成审议意见"], by=ground.clerk,
                      at=now - timedelta(days=4))  # fmt: skip
    summons.invite_turn(row, 6, by=ground.clerk, at=now - timedelta(days=4), skills=("城乡建设",))
    _announce(ground, row, now - timedelta(days=3), "第十二次主任会议")
    item = row.agenda.get(kind="report")
    materials.offer(by=ground.clerk, at=now - timedelta(days=2), sitting=row, item=item, audience="attendees", text="报告全文。",
                    title="关于优化营商环境情况的报告（送审稿）")  # fmt: skip
    materials.offer(by=ground.clerk, at=now - timedelta(days=2), sitting=row, title="会议须知", audience="public",
                    text="请按时到会，手机调至静音。")  # fmt: skip
    for n, one in enumerate(
        row.summons.filter(right="member").select_related("member__person").order_by("place")
    ):
        if n % 2:
            summons.confirm(one, by=one.member, at=now - timedelta(hours=30 - n))
        elif n == 8:
            summons.ask_leave(one, by=one.member, at=now - timedelta(hours=5), reason="当天到外地参加培训。")
    doings.ahead(ground, row, now)
    draw = observing.offer(by=ground.clerk, at=now - timedelta(days=2), sitting=row, closes_at=now + timedelta(days=4), seats=5,
                           notice="请带身份证，开会前二十分钟到场；旁听时不发言、不录音录像。")  # fmt: skip
    for n, name in enumerate(VISITORS):
        observing.apply(by=process.public(), at=now - timedelta(hours=20 - n), draw=draw, name=name, phone=f"1390000{n:04d}",
                        job=("教师", "个体经营者", "退休职工", "社区工作者")[n % 4])  # fmt: skip
