"""Two months of duties at the county's stations: receptions held and missed, visits and what they found, hours online."""

from datetime import datetime, time, timedelta
from itertools import groupby
from random import Random

from huying.kernel import dockets, process, scope
from huying.kernel.case import Case, Link
from huying.kernel.roster import Membership
from huying.stations.bookings import operations as bookings
from huying.stations.duties import generating
from huying.stations.duties import operations as duties
from huying.stations.models import Visit
from huying.stations.receptions import operations as receptions
from huying.stations.slots import operations as slots
from huying.stations.teams import operations as teams
from huying.stations.visits.flow import FLOW as VISITS
from huying.voices.models import Voice

from . import days

BACK, AHEAD = timedelta(days=56), timedelta(days=12)
TALKED = (
    "群众反映较多的是道路、供水和孩子上学，能当场说清的都说清了，需要办理的已登记。",
    "来的多是老住户，问医保报销和养老服务，请便民服务中心一起解释。",
    "围绕小区物业和停车谈了一上午，约好下月再来看。",
    "听取了对集市搬迁的意见，意见不一致，建议先做摸底。",
    "来谈的人不多，主要是问上次反映的事办到哪一步，逐件作了说明。",
)
SEEN = ("挨户走了一遍，看了房前屋后的排水和路面。", "先到合作社，再到困难户家里，问了收入和看病的情况。",
        "沿着村道走，和在家的老人聊了聊。", "看了学校门口放学时的秩序，和家长谈了一会儿。")  # fmt: skip
DONE = ("帮两户老人办好了高龄补贴的手续。", "联系水务公司当天修好了漏水的阀门。", "", "", "")
KINDS = ("household", "household", "district", "grassroots")
WITH = ("村党支部书记", "社区网格员", "联络站联络员", "")


def add(ground, now) -> None:
    """Everything of this page. Call inside the county, when voices and people are there."""
    rng, day = days.lots(ground.root, "duties"), ground.today
    first = datetime.combine(day - BACK, time(9, 0), days.CHINA)
    clerk, leader = ground.clerk, ground.cast["chenli"]
    heard = _heard(day)
    _today(ground, now)  # first, so that the generated turns of the same people keep apart from these
    for preset in ("xuzhou", "leaders", "rounds"):
        for duty in duties.adopt(preset, by=clerk, at=first, starts_on=first.date()):
            duties.put_in_force(duty, by=clerk, at=first)
            turns, _reason = generating.turns(duty, since=first.date(), until=_until(duty, day))
            people = Membership.objects.select_related("person").in_bulk(
                {t.who for t in turns} | {t.target for t in turns}
            )
            for start in range(0, len(turns), 400):
                rows = receptions.plan_many(
                    duty,
                    turns[start : start + 400],
                    people,
                    by=clerk,
                    at=first,
                    became=lambda row: _became(row, day, rng, heard),
                )
                _link(rows, now)
    _online(ground, now)
    _visits(ground, rng, now)
    for town in list(ground.stations)[:3]:
        deputy = next(d for d in ground.deputies if d.area_id == ground.towns[town].pk)
        teams.bind(
            by=clerk, at=first, area=ground.towns[town], leader=leader, deputy=deputy, station=ground.stations[town],
            community=f"{ground.villages[town][0].name}居委会" if town in ground.towns else "", contact="0999-2600110",
        )  # fmt: skip


def _until(duty, day):
    """Whole periods, at least some days ahead."""
    return generating.planning.period_of(duty.every, day + AHEAD).last


def _heard(day) -> dict:
    """Voices of these weeks by station and day: what a reception wrote down."""
    rows = (
        Voice.objects.filter(heard_on__gte=day - BACK)
        .exclude(station=None)
        .exclude(state="said")
        .order_by("pk")
    )
    found: dict = {}
    for station, on, number in rows.values_list("station", "heard_on", "number"):
        found.setdefault((station, on), []).append(number)
    return found


def _became(row, day, rng: Random, heard) -> None:
    """What came of a turn whose day has passed: mostly held, some missed, few cancelled."""
    if row.day >= day:
        row.state = "planned"
        return
    row.state = rng.choices(("held", "missed", "cancelled"), (90, 7, 3))[0]
    if row.state == "cancelled":
        row.reason = "与会期冲突，改由另一位代表接待"
    if row.state == "held":
        row.signed_at = datetime.combine(row.day, row.starts_at, days.CHINA) + timedelta(
            minutes=rng.randint(-9, 6)
        )
        row.signed_by = rng.choices(("code", "entered"), (85, 15))[0]
        row.lasted, row.visitors = (
            max(10, row.minutes + rng.randint(-15, 40)),
            rng.randint(0, 14) if row.station_id else 1,
        )
        row.summary = rng.choice(TALKED)
        row.numbers = heard.pop((row.station_id, row.day), [])[:5]


def _link(rows, at) -> None:
    wanted = {n: row for row in rows for n in row.numbers}
    known = Case.objects.filter(number__in=wanted)
    Link.objects.bulk_create(
        Link(congress=scope.current(), case=wanted[c.number].case, other=c, kind="reception", at=at)
        for c in known
    )


def _today(ground, now) -> None:
    """What waits for the named people: one turn today, one of yesterday to be written down, one announced with a booking."""
    town, day = "青石街道", ground.today
    lin, keeper, station = ground.cast["linzhiyuan"], ground.keepers[town], ground.stations[town]
    before, morning = now - timedelta(days=6), datetime.combine(now.date(), time(8, 50), days.CHINA)
    plan = {"by": keeper, "at": before, "what": "reception", "station": station, "minutes": 120}
    receptions.plan(**plan, host=lin, day=day, starts_at=time(15, 0))
    signed = receptions.plan(**plan, host=lin, day=now.date(), starts_at=time(9, 0))
    receptions.sign_in(signed, by=keeper, at=morning)
    missed = receptions.plan(**plan, host=lin, day=now.date() - timedelta(days=2), starts_at=time(9, 0))
    receptions.miss(missed, by=process.house(), at=now - timedelta(days=1))
    leader = receptions.plan(
        **{**plan, "by": ground.clerk}, host=ground.cast["chenli"], day=days.office_day(day + timedelta(days=5)),
        starts_at=time(9, 0), is_public=True, capacity=8,
    )  # fmt: skip
    receptions.announce(leader, by=ground.clerk, at=now, notice="重点听取对老旧小区改造和物业管理的意见。")
    met = bookings.book(
        by=process.public(),
        at=now,
        reception=leader,
        author="郑先生",
        text="小区电梯改造谈了两年，想当面说一说。",
    )
    bookings.confirm(met, by=process.public(), at=now, code=met.fresh_code)


def _online(ground, now) -> None:
    """An hour online to come, and one that is over, with its talk."""
    lin, station, day = ground.cast["linzhiyuan"], ground.stations["青石街道"], ground.today
    plan = {"by": lin, "station": station, "starts_at": time(19, 0), "capacity": 6}
    coming = slots.offer(**plan, at=now, day=day + timedelta(days=3), topic="学校周边交通和课后服务")
    bookings.book(
        by=process.public(),
        at=now,
        slot=coming,
        author="孙女士",
        text="文昌小学放学时校门口很堵，想问能不能错峰。",
    )
    early = now - timedelta(days=4)
    over = slots.offer(**plan, at=early, day=day - timedelta(days=1), topic="老旧小区改造")
    talk = bookings.book(
        by=process.public(), at=early, slot=over, author="何师傅", text="楼道灯坏了半年，物业说没有维修资金。"
    )
    evening = datetime.combine(day - timedelta(days=1), time(19, 5), days.CHINA)
    for minutes, by, text in (
        (0, process.public(), "您好，我就是三号楼的，楼道灯的事。"),
        (3, lin, "您好。三号楼哪几个单元？维修资金我先问清楚余额。"),
        (6, process.public(), "二、三单元，老人晚上下楼摔过一次。"),
        (12, lin, "记下了，明天我到现场，同时请社区先装临时灯。"),
    ):
        code = {"code": talk.fresh_code} if by.role == "public" else {}
        bookings.say(talk, by=by, at=evening + timedelta(minutes=minutes), text=text, **code)
    bookings.close(
        talk,
        by=lin,
        at=evening + timedelta(minutes=40),
        summary="社区已装临时灯，维修资金余额由物业本周公示。",
    )
    slots.close(
        over, by=lin, at=evening + timedelta(hours=1), summary="一位居民来谈楼道照明，当晚协调社区装临时灯。"
    )


def _visits(ground, rng: Random, now) -> None:
    """Visits around the voices that were brought home from them, one traced birth each."""
    rows = Voice.objects.filter(channel="visit", heard_on__gte=now.date() - timedelta(days=300)).exclude(
        state="said"
    )
    found = sorted(
        rows.select_related("area__parent").order_by("pk"), key=lambda v: (v.heard_on, v.area_id or 0)
    )
    made, titles = [], []
    for (day, area_id), group in groupby(found, key=lambda v: (v.heard_on, v.area_id)):
        visit = _visit(ground, rng, now, day, area_id, list(group))
        made.append(visit)
        titles.append(visit)
    cases = dockets.of_year("ZF", titles, now)
    Case.objects.bulk_create(cases, batch_size=500)
    for visit, case in zip(made, cases, strict=True):
        visit.case = case
    process.births(VISITS["note"], made, by=ground.clerk, at=now, facts={"import": True})
    numbers = {f["number"]: visit for visit in made for f in visit.findings}
    Link.objects.bulk_create(
        Link(
            congress=scope.current(),
            case=numbers[v.number].case,
            other_id=v.home_case_id,
            kind="visit",
            at=now,
        )
        for v in found
    )


def _visit(ground, rng, now, day, area_id, voices) -> Visit:
    town = next(
        (
            t
            for t, a in ground.towns.items()
            if voices[0].area and a.pk in (area_id, voices[0].area.parent_id)
        ),
        "青石街道",
    )
    host = rng.choice([d for d in ground.deputies if d.area_id == ground.towns[town].pk])
    findings = [
        {"text": v.title, "place": v.place, "urgent": v.urgency != "none", "number": v.number, "outcome": _outcome(v),
         "on": (v.fulfilled_on or v.answered_on or v.heard_on).isoformat()}
        for v in voices
    ]  # fmt: skip
    return Visit(
        congress=scope.current(), state="done", born_at=days.at(day, rng), kind=rng.choice(KINDS),
        host=host, area=voices[0].area, place=voices[0].place[:200], day=day, with_whom=rng.choice(WITH),
        households=rng.randint(2, 14),
        people=rng.randint(3, 40), summary=rng.choice(SEEN), benefits=rng.choice(DONE), findings=findings, found=len(findings),
        solved=sum(f["outcome"] == "solved" for f in findings),
    )  # fmt: skip


def _outcome(voice) -> str:
    if voice.fulfilled_on or voice.outcome == "settled":
        return "solved"
    if voice.state == "declined":
        return "declined"
    return "answered" if voice.answered_on else "handed"
