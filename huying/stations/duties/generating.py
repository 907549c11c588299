"""From rules to planned turns: as a job that somebody waits for, and daily for the period to come."""

from datetime import date, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import clocks, jobs, process, scope
from huying.kernel.process import Refused
from huying.kernel.roster import Membership
from huying.rules.calendar import UnknownYear

from ..models import Duty, Reception, Station
from ..receptions import clashes
from ..receptions import operations as receptions
from . import apart, people, planning

BATCH = 200


def turns(duty, *, since: date, until: date) -> tuple[list[planning.Turn], str]:
    """The turns of the rule within the span, and why it stops early ("" where it does not)."""
    since = max(since, duty.starts_on)
    until = min(until, duty.ends_on or until)
    made: list[planning.Turn] = []
    if since > until:
        return made, ""
    is_workday = clocks.rules()[1].is_workday
    draw = _drawer(duty)
    hosts = Membership.objects.filter(is_active=True, role__in=receptions.HOSTS).values("pk")
    busy, begin = clashes.busy(hosts, since, until, but=duty), clashes.minute(duty.starts_at)
    try:
        for period in planning.periods(duty.every, since, until):
            if period.last > until and duty.ends_on != until:
                break  # a period is planned as a whole
            open_days = planning.days(period, is_workday, since=since, until=until, weekday=duty.weekday)
            drawn = draw(period, open_days)
            made += apart.apart(drawn, busy, begin, duty.minutes, open_days)
    except UnknownYear as year:
        return made, _("%(year)s 年的放假通知还没有录入，涉及这一年的先不排。") % {"year": year.year}
    return made, ""


def _drawer(duty):
    """How one period of this rule is drawn; who is meant is asked once."""
    if duty.who == "station":
        posted = people.posted()
        if duty.where == "house":
            posted = _of_houses(posted)
        return lambda period, days: planning.by_place(period, days, posted, duty.times)
    who = {"leader": people.leaders, "committee": people.committee}.get(duty.who)
    if duty.what == "visit_deputies" and who:
        hosts, targets = who(), _where(people.front_line())
        return lambda period, days: planning.by_target(period, days, hosts, targets, duty.times)
    own = _own_places()
    ids = who() if who else sorted(own)
    everywhere = tuple(_stations())
    houses = tuple(people.houses())
    places = {
        "own": lambda pk: own.get(pk, ()),
        "house": lambda pk: houses or own.get(pk, ()),
        "all": lambda pk: everywhere,
        "none": lambda pk: (),
    }[duty.where]
    hosts_ = [planning.Host(pk, places(pk)) for pk in ids]
    return lambda period, days: planning.by_person(period, days, hosts_, duty.times)


def _stations() -> list[int]:
    return list(
        Station.objects.filter(is_active=True)
        .exclude(kind="point")
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def _own_places() -> dict[int, tuple[int, ...]]:
    own: dict[int, tuple[int, ...]] = {}
    for place, who in sorted(people.posted().items()):
        for pk in who:
            own[pk] = (*own.get(pk, ()), place)
    return own


def _where(targets) -> dict[int, int | None]:
    own = _own_places()
    return {pk: next(iter(own.get(pk, ())), None) for pk in targets}


def _of_houses(posted) -> dict[int, list[int]]:
    """Each house with the deputies of its stations; a house without any below it takes all."""
    below: dict[int | None, list[int]] = {}
    for pk, parent in Station.objects.filter(is_active=True).values_list("pk", "parent"):
        below.setdefault(parent, []).append(pk)
    found = {}
    for house in people.houses():
        near = [who for pk in (house, *below.get(house, ())) for who in posted.get(pk, ())]
        found[house] = sorted(set(near or (w for who in posted.values() for w in who)))
    return found


def generate(duty, *, by, at, until: date, step=lambda n, total: None) -> dict:
    """Plan what is not planned yet up to `until`: {"made", "known", "reason"}. Twice makes nothing twice."""
    if duty.state != "in_force":
        raise Refused(_("施行以后才能生成日程。"))
    today = timezone.localdate(at)
    if (until - today).days > planning.MOST_DAYS - 400:
        raise Refused(_("最多生成到一年以后。"))
    drawn, reason = turns(duty, since=today, until=until)
    known = set(Reception.objects.filter(duty=duty).values_list("period", "turn"))
    fresh = [t for t in drawn if (t.period.key, t.key) not in known]
    names = Membership.objects.select_related("person").in_bulk(
        {t.who for t in fresh} | {t.target for t in fresh if t.target}
    )
    for start in range(0, len(fresh), BATCH):
        lot = fresh[start : start + BATCH]
        with process.together():
            clashes.hold(turn.who for turn in lot)
            receptions.plan_many(duty, _still_apart(duty, lot, today, until), names, by=by, at=at)
        step(len(lot), len(fresh))
    return {"made": len(fresh), "known": len(drawn) - len(fresh), "reason": reason}


def _still_apart(duty, lot, since: date, until: date) -> list[planning.Turn]:
    """The turns as they were drawn, but for those whose people were posted elsewhere in the meantime."""
    since, until = max(since, duty.starts_on), min(until, duty.ends_on or until)
    busy = clashes.busy(
        {turn.who for turn in lot}, min(t.period.first for t in lot), max(t.period.last for t in lot)
    )
    is_workday, begin = clocks.rules()[1].is_workday, clashes.minute(duty.starts_at)
    made: list[planning.Turn] = []
    for period, turns_ in groupby(lot, key=lambda turn: turn.period):
        open_days = planning.days(period, is_workday, since=since, until=until, weekday=duty.weekday)
        made += apart.apart(turns_, busy, begin, duty.minutes, open_days)
    return made


@jobs.job(minutes=30)
def fill(duty: int, until: str, progress=None):
    """The calendar of one rule, with a bar for whoever waits."""
    row, at = Duty.objects.get(pk=duty), timezone.now()

    def step(n, total):
        if progress is not None:
            progress.step(n, total=total)

    by = progress.by if progress is not None else process.house()
    done = generate(row, by=by, at=at, until=date.fromisoformat(until), step=step)
    if progress is not None:
        url = reverse("duties:board", kwargs={"code": scope.current().code}) + f"?duty={row.pk}"
        progress.finish([(_("新排定"), done["made"]), (_("已经排定"), done["known"])], message=done["reason"],
                        url=url, url_label=_("看进度"))  # fmt: skip
    return done["made"]


def daily(*, at) -> int:
    """Every rule in force is planned to the end of its next period; how many turns were added."""
    today, made = timezone.localdate(at), 0
    for duty in Duty.objects.filter(state="in_force").order_by("pk"):
        now = planning.period_of(duty.every, today)
        following = planning.period_of(duty.every, now.last + timedelta(days=1))
        far = following.last if duty.every in ("week", "month") else now.last
        made += generate(duty, by=process.house(), at=at, until=far)["made"]
    return made
