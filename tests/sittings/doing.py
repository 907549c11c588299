"""What a sitting does, in the middle of the road: a row of every kind, for tests that walk every process of the house."""

from datetime import date, time
from types import SimpleNamespace

from django.test import Client

from huying.ballots.models import Poll
from huying.kernel.roster import Account, Organ, OrganMember
from huying.sittings import attendance
from huying.sittings import operations as sittings
from huying.sittings.agenda import operations as agenda
from huying.sittings.amendments import operations as amendments
from huying.sittings.deliberations import operations as deliberations
from huying.sittings.hearings import operations as hearings
from huying.sittings.matters import operations as matters
from huying.sittings.minutes import operations as minutes
from huying.sittings.models import Resolution, ResolutionDuty
from huying.sittings.motions import operations as motions
from huying.sittings.speeches import operations as speeches


def client(member) -> Client:
    """A browser signed in as that member."""
    account = Account.objects.filter(person=member.person).first()
    if account is None:
        account = Account.objects.create(username=f"qinghe-{member.pk}", person=member.person, password="!")
    found = Client()
    found.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    session = found.session
    session["member-qinghe"] = member.pk
    session.save()
    return found


def committee(world) -> Organ:
    """The cast's three deputies as a standing committee."""
    organ, _made = Organ.objects.get_or_create(kind="standing_committee", name="常务委员会")
    if not OrganMember.objects.filter(organ=organ).exists():
        for n, deputy in enumerate((world.lin, world.gao, world.sun)):
            OrganMember.objects.create(organ=organ, member=deputy, number=n, post="member")
    return organ


def held(world, day: date, number: int):
    """An open sitting of that day with its agenda, everybody in the room."""
    before = {"by": world.zhou, "at": world.when(date(2026, 3, 1))}
    row = sittings.plan(
        kind="standing", organ=committee(world), title=f"常委会第{number}次会议", day=day, starts_at=time(9), number=number,
        chair=world.chen, **before,
    )  # fmt: skip
    items = {
        kind: agenda.propose(sitting=row, kind=kind, title=title, unit=world.transport, **before)
        for kind, title in (("decision", f"水源保护{number}"), ("hearing", f"办理道路建议{number}"))
    }
    sittings.set_agenda(row, by=world.chen, at=before["at"])
    sittings.notify(row, **before)
    came = world.when(day, "08:50")
    ids = list(row.summons.filter(right="member").values_list("member", flat=True))
    attendance.take(row, [(pk, came, "keeper") for pk in ids], at=came)
    sittings.open(row, by=world.chen, at=world.when(day, "09:00"))
    return row, items


def walk(world, day: str = "2026-03-12", number: int = 6) -> SimpleNamespace:
    """Call inside the congress."""
    day = date.fromisoformat(day)
    row, items = held(world, day, number)
    at = world.when(day, "09:10")
    clerk = {"by": world.zhou, "at": at}
    agenda.take_up(items["decision"], **clerk)
    matter = matters.list_matter(year=2026, title="水源保护", unit=world.transport, **clerk)
    motion = motions.table(
        item=items["decision"], title="关于水源保护的决议", text="第一段。\n第二段。", **clerk
    )
    amendment = amendments.table(
        motion=motion, op="replace", paragraph=2, text="第二段改写。", by=world.gao, at=at
    )
    speech = speeches.ask(item=items["decision"], by=world.lin, at=at)
    speeches.call(speech, by=world.chen, at=at)
    speeches.note(speech, by=world.lin, at=world.when(day, "09:15"), summary="赞成。", stand="for")
    waiting = speeches.ask(item=items["decision"], by=world.sun, at=at, way="question", topic="经费")
    hearing = hearings.arrange(
        item=items["hearing"], reporter="副县长某", units=[world.transport], deputies=[world.lin], **clerk
    )
    opinion = deliberations.draft(item=items["decision"], unit=world.transport, speeches=[speech], **clerk)
    deliberations.agree(opinion, agreed_by="主任会议", by=world.chen, at=at)
    deliberations.send(opinion, **clerk)
    agenda.finish(items["decision"], **clerk)
    return SimpleNamespace(
        sitting=row, items=items, matter=matter, motion=motion, amendment=amendment, speech=speech, waiting=waiting,
        hearing=hearing, opinion=opinion,
    )  # fmt: skip


def decided(world, day: str = "2026-03-11", number: int = 5) -> SimpleNamespace:
    """A sitting that adopted a resolution with a duty in it, its minutes drafted. Call inside the congress."""
    from huying.ballots import casting
    from huying.ballots import operations as ballots
    from huying.sittings.resolution_duties import operations as duties
    from huying.sittings.resolutions import operations as resolutions

    day = date.fromisoformat(day)
    row, items = held(world, day, number)
    at = world.when(day, "09:10")
    clerk = {"by": world.zhou, "at": at}
    motion = motions.table(
        item=items["decision"], title="关于道路安全的决议", text="县人民政府应当整治。", **clerk
    )
    speech = speeches.ask(item=items["decision"], by=world.lin, at=at)
    speeches.call(speech, by=world.chen, at=at)
    speeches.note(speech, by=world.zhou, at=at, summary="赞成。", stand="for")
    agenda.take_up(items["decision"], **clerk)
    motions.fix(motion, **clerk)
    motions.put(motion, **clerk)
    poll: Poll = motion.poll
    ballots.open(poll, by=world.chen, at=at)
    voters = poll.voters.values_list("member", flat=True)
    casting.cast_open(poll.pk, [casting.Press(pk, {"m": "yes"}) for pk in voters], at=at)
    ballots.close(poll, by=world.chen, at=at)
    ballots.count(poll, **clerk)
    ballots.declare(poll, by=world.chen, at=at)
    motion.refresh_from_db()
    agenda.finish(items["decision"], **clerk)
    agenda.drop(items["hearing"], reason="改期", **clerk)
    sittings.close(row, by=world.chen, at=world.when(day, "11:00"))
    after = {"by": world.zhou, "at": world.when(day, "15:00")}
    resolution: Resolution = resolutions.record(motion=motion, **after)
    duty: ResolutionDuty = duties.set(
        resolution=resolution, text="整治三处路口", unit=world.transport, finish_on=date(2026, 9, 1), **after
    )
    kept = minutes.draft(sitting=row, **after)
    return SimpleNamespace(sitting=row, motion=motion, resolution=resolution, duty=duty, minutes=kept)
