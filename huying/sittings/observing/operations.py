"""Seats for citizens: the seed is sealed first, then people apply, then the list is closed, then it is drawn."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from huying.kernel import dockets, given
from huying.kernel.clocks import rules
from huying.kernel.process import Refused, creates, does, house
from huying.kernel.words import recorded
from huying.rules import drawing

from .codes import codes
from .flow import DRAW, OBSERVER
from .models import Draw, Observer

MOST_SEATS, MOST_APPLICATIONS = 500, 5000


@creates(DRAW["offer"])
def offer(*, by, at, sitting, closes_at, seats=None, notice=""):
    """Seats at a public sitting; the commitment to the seed is public from this moment."""
    if not sitting.is_public:
        raise Refused(_("这次会议不公开举行，不能旁听。"))
    if sitting.state not in ("set", "notified"):
        raise Refused(_("议程定了以后、开会以前才能开放旁听报名。"))
    if sitting.draws.exclude(state="void").exists():
        raise Refused(_("这次会议已经开放旁听报名。"))
    _closing(closes_at, at)
    seed = drawing.fresh_seed()
    row = Draw(
        sitting=sitting, closes_at=closes_at, notice=given.text(notice, _("旁听须知"), 4000, required=False),
        seats=given.number(seats or rules()[0].value("sittings.observer_seats"), _("旁听名额"), 1, MOST_SEATS),
        sealed=seed, commitment=drawing.commitment(seed), case=dockets.one_of_year("PT", sitting.title, at),
    )  # fmt: skip
    return row, {"seats": row.seats, "commitment": row.commitment}


def _closing(closes_at, at) -> None:
    if closes_at is None or closes_at <= at:
        raise Refused(_("报名截止时间应当在现在以后。"))


@does(DRAW["extend"])
def extend(draw, *, by, at, seats=None, closes_at=None):
    before = (draw.seats, draw.closes_at)
    draw.seats = given.number(seats or draw.seats, _("旁听名额"), 1, MOST_SEATS)
    if closes_at is not None:
        _closing(closes_at, at)
        draw.closes_at = closes_at
    if before == (draw.seats, draw.closes_at):
        raise Refused(_("没有改动。"))
    return {"seats": draw.seats}


@does(DRAW["shut"])
def shut(draw, *, by, at):
    """The list of numbers stands; its digest is published before the seed is opened."""
    if by.role != "house" and at < draw.closes_at:
        raise Refused(_("报名还没有截止。"))
    draw.listed = sorted(draw.observers.filter(state="applied").values_list("number", flat=True))
    draw.digest = drawing.list_digest(draw.listed)
    return {"numbers": len(draw.listed), "digest": draw.digest}


@does(DRAW["draw"])
def draw(draw, *, by, at, word=""):
    """Open the seed, order the list, seat the first ones; `word`: a number said by somebody in the room."""
    draw.word = given.line(word, _("现场说出的数"), 40, required=False).replace("|", "")
    draw.seed, draw.sealed = draw.sealed, ""
    draw.order = drawing.order(draw.seed, draw.word, draw.listed)
    rows = {o.number: o for o in draw.observers.filter(state="applied")}
    place = 0
    for number in draw.order:
        if (one := rows.get(number)) is None:  # taken back after the list was closed
            continue
        if place < draw.seats:
            place += 1
            seat(one, by=house(), at=at, seat=_numbered(place))
        else:
            put_off(one, by=house(), at=at)
    return {"seed": draw.seed, "word": draw.word, "seated": place, "of": len(draw.listed)}


@recorded()
def _numbered(place: int) -> str:
    return _("旁听席%(n)02d号") % {"n": place}


@does(DRAW["cancel"])
def cancel(draw, *, by, at, reason):
    draw.sealed = ""
    return {"note": given.line(reason, _("原因"), 300)}


@creates(OBSERVER["apply"])
def apply(*, by, at, draw, name, phone="", job="", area=None, reason="", consent=True, code_seed=""):
    """A citizen applies without an account; `fresh_code` is shown once."""
    if not consent:
        raise Refused(_("请先阅读并同意隐私说明。"))
    if draw.state != "taking" or at >= draw.closes_at:
        raise Refused(_("旁听报名已经截止。"))
    if draw.observers.count() >= MOST_APPLICATIONS:
        raise Refused(_("报名人数已满。"))
    row = Observer(
        draw=draw, sitting_id=draw.sitting_id, name=given.line(name, _("姓名"), 30),
        phone=given.line(phone, _("手机"), 40, required=by.role == "public"),
        job=given.line(job, _("职业"), 60, required=False), area=area,
        reason=given.line(reason, _("想旁听什么"), 300, required=False),
    )  # fmt: skip
    row.case = dockets.one_of_year("PB", _l("旁听报名"), at)
    row.number, row.fresh_code = row.case.number, codes.fresh(code_seed)
    row.code_digest = codes.digest(row.number, row.fresh_code)
    return row, {"draw": draw.pk}


def prove(row, by, code) -> None:
    """Whoever has no account shows that the application is theirs."""
    if by.role == "public" and not codes.fits(row, code):
        raise Refused(_("编号或者查询码不对。"))


@does(OBSERVER["take_back"])
def take_back(row, *, by, at, code="", reason=""):
    """A seat that becomes free goes to the next one waiting, in the order drawn."""
    prove(row, by, code)
    freed, row.seat = row.seat, ""
    if freed and (following := _next_waiting(row.draw)):
        seat(following, by=house(), at=at, seat=freed)
    return {"note": given.line(reason, _("原因"), 300, required=False)}


def _next_waiting(draw) -> Observer | None:
    waiting = {o.number: o for o in draw.observers.filter(state="waiting")}
    return next((waiting[n] for n in draw.order if n in waiting), None)


@does(OBSERVER["reject"])
def reject(row, *, by, at, reason):
    """Not drawn: no citizen of this place, or the like; the person reads the reason."""
    row.decision = given.line(reason, _("理由"), 300)
    return {"note": row.decision}


@does(OBSERVER["seat"])
def seat(row, *, by, at, seat):
    row.seat = seat
    return {"seat": seat}


@does(OBSERVER["put_off"])
def put_off(row, *, by, at):
    """On the waiting list, in the order drawn."""


@does(OBSERVER["check_in"])
def check_in(row, *, by, at):
    """Came, with a document that shows who they are."""


def shut_due(*, at) -> int:
    """Close the lists whose time has come; how many. For the timetable."""
    done = 0
    for one in Draw.objects.filter(state="taking", closes_at__lte=at):
        shut(one, by=house(), at=at)
        done += 1
    return done
