"""Planning turns, signing in to them, writing down what was heard, and what a day that has passed does to them."""

import re
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import dockets, given, notices, process, scope
from huying.kernel.case import Case, Link
from huying.kernel.clocks import rules
from huying.kernel.process import Refused, creates, does, house
from huying.kernel.roster import Membership
from huying.kernel.rounds import each_row
from huying.kernel.words import recorded

from ..duties import bounds
from ..duties import words as duty_words
from ..models import Reception, Station
from . import signing
from .clashes import from_when, need_free
from .flow import AHEAD, FLOW

MOST_NUMBERS = 50
SEPARATORS = re.compile(r"[\s,;，；、]+")
HOSTS = ("deputy", "leader", "clerk", "keeper")


@creates(FLOW["plan"])
def plan(*, by, at, what, day, starts_at, host=None, station=None, target=None, minutes=60, is_public=False, capacity=0,
         notice=""):  # fmt: skip
    """One turn by hand. A deputy or leader plans for themselves; a keeper at a station that they keep."""
    host = host or (by if by.role in ("deputy", "leader") else None)
    if host is None or host.role not in HOSTS or not host.is_active:
        raise Refused(_("请选择由谁接待。"))
    if by.role in ("deputy", "leader") and host.pk != by.pk:
        raise Refused(_("只能安排自己的接待。"))
    row = Reception(
        what=given.choice(what, duty_words.WHAT, _("内容")), host=host, station=station, target=target,
        day=bounds.ahead(day, at, _("日期")), starts_at=starts_at, minutes=given.number(minutes, _("预计分钟"), 1, 600),
        is_public=is_public, capacity=given.number(capacity, _("可预约人数"), 0, 200),
        notice=given.text(notice, _("公告说明"), 500, required=False),
    )  # fmt: skip
    if row.starts_at is None:
        raise Refused(_("请填写“%(label)s”。") % {"label": _("开始时间")})
    if row.what == "visit_deputies":
        if target is None or target.role != "deputy" or target.pk == host.pk:
            raise Refused(_("请选择走访哪位代表。"))
    elif station is None or not station.is_active:
        raise Refused(_("请选择站点。"))
    if by.role == "keeper" and not row.keeps(by):
        raise Refused(_("只能安排自己联络的站点。"))
    if capacity and not is_public:
        raise Refused(_("可以预约的，应当对外公告。"))
    need_free(row)
    with recorded():
        row.case = dockets.one_of_year("JD", row.name, at)
    return row, {"what": row.what, "day": row.day.isoformat(), "host": host.pk}


def plan_many(duty, turns, people, *, by, at, became=None) -> list[Reception]:
    """The turns of a rule as planned rows, one traced birth each, told to nobody: the reminder tells.

    `people`: id → member. `became(row)` sets what came of a turn of the past, for seeds and takeovers of older lists.
    """
    stations = Station.objects.in_bulk({t.place for t in turns if t.place})
    made = [
        Reception(
            congress=scope.current(), duty=duty, period=t.period.key, turn=t.key, what=duty.what,
            station=stations.get(t.place), host=people[t.who], target=people.get(t.target), day=t.day,
            starts_at=duty.starts_at, minutes=max(1, duty.minutes), needs_minutes=duty.needs_minutes,
            is_public=duty.is_public, capacity=duty.capacity,
        )
        for t in turns
    ]  # fmt: skip
    for row in made if became else ():
        became(row)
    with recorded():
        cases = dockets.of_year("JD", [row.name for row in made], at)
    Case.objects.bulk_create(cases, batch_size=500)
    for row, case in zip(made, cases, strict=True):
        row.case = case
    return process.births(FLOW["plan"], made, by=by, at=at, facts={"duty": duty.pk})


@does(FLOW["announce"])
def announce(row, *, by, at, notice=""):
    """On the public page from now on."""
    if row.day < timezone.localdate(at):
        raise Refused(_("日期已经过了。"))
    row.notice = given.text(notice or row.notice, _("公告说明"), 500, required=False)


@does(FLOW["move"])
def move(row, *, by, at, reason, day, starts_at, station=None):
    """Another day, hour or place, with the reason."""
    before = (row.day, row.starts_at, row.station_id)
    row.day, row.starts_at = bounds.ahead(day, at, _("日期")), starts_at or row.starts_at
    row.station = station or row.station
    row.reason = given.text(reason, _("原因"), 500)
    if before == (row.day, row.starts_at, row.station_id):
        raise Refused(_("没有改动。"))
    need_free(row)
    row.moved += 1
    return {"from": before[0].isoformat(), "to": row.day.isoformat(), "note": row.reason}


@does(FLOW["cancel"])
def cancel(row, *, by, at, reason):
    row.reason = given.text(reason, _("原因"), 500)
    return {"note": row.reason}


@does(FLOW["remind"])
def remind(row, *, by, at):
    """The day before."""


@does(FLOW["sign_in"])
def sign_in(row, *, by, at, code="", latitude=None, longitude=None):
    """On the day, by the code that the station shows; a keeper enters it for somebody without a phone (代录)."""
    today = timezone.localdate(at)
    if row.day != today:
        raise Refused(_("只能在当天（%(day)s）签到。") % {"day": row.day.isoformat()})
    opens = from_when(row, rules()[0].value("stations.sign_in_early"))
    if timezone.localtime(at).replace(tzinfo=None) < opens:
        raise Refused(_("还没有到时间，%(time)s 以后才能签到。") % {"time": f"{opens:%H:%M}"})
    own = row.host_id in (by.pk, *(hat.pk for hat in by.standing_in_for))
    if own and row.station_id and not signing.fits(row.station, code, at):
        raise Refused(_("签到码不对或者已经过期，请看站点屏幕上的新码；是别的站点的码也不行。"))
    if not own and row.station_id is None and by.role != "clerk":
        raise Refused(_("没有固定站点的，由本人或者机关登记。"))
    row.signed_at, row.signed_by = at, "code" if own and row.station_id else "entered"
    row.latitude, row.longitude = bounds.degrees(latitude, longitude) if own else (None, None)
    return {"how": row.signed_by, "position": row.latitude is not None}


@does(FLOW["report"])
def report(row, *, by, at, lasted, visitors=0, summary="", numbers="", came=None, files=()):
    """How long, how many people, what was heard; matters by the numbers of their voices.

    `came`: ids of the bookings whose people were there; the others did not come. None: nothing is said of them.
    """
    row.came = None if came is None else [int(pk) for pk in came]
    row.lasted = given.number(lasted, _("实际分钟"), 1, 900)
    row.visitors = given.number(visitors or 0, _("接待人数"), 0, 2000)
    row.summary = given.text(summary, _("记录"), required=row.needs_minutes)
    fresh = _link(row, numbers, at)
    given.keep(files, row, by=by, at=at)
    return {"minutes": row.lasted, "visitors": row.visitors, "matters": len(fresh)}


@does(FLOW["add_matters"])
def add_matters(row, *, by, at, numbers):
    if not (fresh := _link(row, numbers, at)):
        raise Refused(_("没有新的编号。"))
    return {"matters": len(fresh)}


def _link(row, numbers, at) -> list[str]:
    """Tie the dockets of these numbers to this one; Refused for a number that is not here. Case and blanks are forgiven."""
    words = SEPARATORS.split(given.text(numbers, _("民情编号"), 2000, required=False).upper())
    wanted = [n for n in dict.fromkeys(words) if n and n not in row.numbers]
    if len(wanted) + len(row.numbers) > MOST_NUMBERS:
        raise Refused(_("最多 %(n)s 个编号。") % {"n": MOST_NUMBERS})
    found = {c.number: c for c in Case.objects.filter(number__in=wanted)}
    if missing := [n for n in wanted if n not in found or found[n].pk == row.case_id]:
        raise Refused(_("找不到编号：%(numbers)s") % {"numbers": "、".join(missing)[:200]})
    for n in wanted:
        Link.objects.create(case=row.case, other=found[n], kind="reception", at=at)
    row.numbers = [*row.numbers, *wanted]
    return wanted


@does(FLOW["miss"])
def miss(row, *, by, at):
    """The day has passed and nobody signed in."""
    if row.day >= timezone.localdate(at):
        raise Refused(_("还没有过期。"))


@does(FLOW["make_up"])
def make_up(row, *, by, at, day, reason=""):
    """A second day for what was missed."""
    row.day, row.made_up = bounds.ahead(day, at, _("日期")), True
    need_free(row)
    row.reason = given.text(reason, _("原因"), 500, required=False)
    return {"to": row.day.isoformat(), "note": row.reason}


@does(FLOW["excuse"])
def excuse(row, *, by, at, reason):
    """Somebody was there and forgot to sign in; whoever keeps the station says how that is known."""
    row.signed_at, row.signed_by = at, "corrected"
    row.reason = given.text(reason, _("依据"), 500)
    return {"note": row.reason}


def daily(*, at) -> dict:
    """What the day does by itself: those of yesterday without a sign-in are missed; tomorrow's are reminded of."""
    today, by = timezone.localdate(at), house()
    over = Reception.objects.filter(state__in=AHEAD, day__lt=today).order_by("pk")
    ahead = Reception.objects.filter(state__in=AHEAD, day=today + timedelta(days=1)).order_by("pk")
    missed = each_row(over.iterator(chunk_size=200), lambda row: miss(row, by=by, at=at))
    each_row(ahead.exclude(pk__in=_reminded(today)), lambda row: remind(row, by=by, at=at))
    return {"missed": missed}


def _reminded(today):
    """Those that were reminded of since yesterday: a second run on a day says nothing twice."""
    rows = notices.Notice.objects.filter(step=FLOW["remind"].code, at__date__gte=today)
    return rows.values("subject_id")


def hosts_of(member):
    """Whom the member may plan a turn for."""
    rows = Membership.objects.filter(role__in=("deputy", "leader"), is_active=True).select_related("person")
    return rows.filter(pk=member.pk) if member is not None and member.role in ("deputy", "leader") else rows
