"""A sitting in the making: what it is, when and where; moved, closed to the public, cancelled."""

from datetime import date, time

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.deputies.models import Seat
from huying.kernel import dockets, given, scope
from huying.kernel.process import Refused, creates, does
from huying.kernel.roster import Session, Term
from huying.rules import meetings
from huying.rules.deadlines import months

from .. import kinds, timeliness
from ..flow import FLOW
from ..models import Sitting

HALVES = ("morning", "afternoon", "evening")
MOST_BLOCKS = 60


@creates(FLOW["plan"])
def plan(
    *, by, at, kind, title, day, starts_at, until=None, place="", nature="regular", organ=None, session=None, whole=None,
    number=None, chair=None, basis="", signatures=None, is_public=None, program=(),
):  # fmt: skip
    """One sitting. `organ` holds it where its kind has one; `whole` is the plenary it belongs to.

    `program`: half-days [{day, half, from, to, what}], dates and clocks ISO. A first session needs its term (R-STR-16), an
    extraordinary one the number of deputies who proposed it or the decision that called it (R-STR-17).
    """
    known = kinds.KINDS[given.choice(kind, kinds.KINDS, _("会议类型"))]
    if scope.current().level not in known.levels:
        raise Refused(_("本级不举行“%(kind)s”。") % {"kind": _(known.label)})
    row = Sitting(
        kind=kind, nature=given.choice(nature, kinds.NATURES, _("性质")), title=given.line(title, _("会议名称"), 120),
        day=day, until=until or day, starts_at=starts_at, place=given.line(place, _("地点"), 120, required=False),
        organ=organ, session=session, whole=whole, ordinal=number, chair=chair,
        basis=given.line(basis, _("依据"), 300, required=False), signatures=signatures,
        is_public=known.public if is_public is None else bool(is_public),
    )  # fmt: skip
    _body(row, known)
    _days(row)
    _called_for(row)
    row.program = _program(program, row)
    if row.whole is not None:
        row.session = row.session or row.whole.session
    row.case = dockets.one_of_year(known.mark, row.title, at)
    return row, {"kind": kind, "day": row.day.isoformat(), "nature": nature}


def _body(row, known) -> None:
    if known.body == "organ" and (row.organ is None or row.organ.kind not in known.organs):
        raise Refused(_("请选择由哪个机构举行这次会议。"))
    if known.body == "deputies" and row.organ is not None:
        raise Refused(_("全体代表参加的会议不选机构。"))
    if row.whole is not None and row.whole.kind not in known.part_of:
        raise Refused(_("“%(kind)s”不属于这次会议。") % {"kind": _(known.label)})
    if row.whole is None and kinds.KINDS[row.kind].code == "preparatory":
        raise Refused(_("请选择预备会议属于哪一次代表大会会议。"))


def _days(row) -> None:
    if not isinstance(row.day, date) or not isinstance(row.starts_at, time):
        raise Refused(_("请填写日期和开始时间。"))
    if not row.day <= row.until or (row.until - row.day).days > 60:
        raise Refused(_("结束日期应在开始日期以后六十天以内。"))


def _called_for(row) -> None:
    """R-STR-16, R-STR-17."""
    if row.nature == "extraordinary" and row.kind == "plenary":
        seats = Seat.objects.filter(state__in=("held", "suspended")).count()
        needed = meetings.signatures(seats) if seats else 0
        if row.signatures is not None and row.signatures < needed:
            words = {"needed": needed, "seats": seats, "n": row.signatures}
            raise Refused(
                _(
                    "提议临时召集会议需要五分之一以上代表：%(seats)s 人中至少 %(needed)s 人，"
                    "现在 %(n)s 人（《地方组织法》第十四条第三款）。"
                )
                % words
            )
        if row.signatures is None and not row.basis:
            raise Refused(_("临时召集会议，请写明常委会（乡级为主席团）的决定，或者填写提议的代表人数。"))


def first_session_until(elected_on: date) -> date:
    """The first session of a term is held within two months of the election of its deputies (R-STR-16)."""
    return months(elected_on, 2)


def _program(blocks, row) -> list[dict]:
    made = []
    for block in list(blocks)[: MOST_BLOCKS + 1]:
        try:
            day = date.fromisoformat(str(block["day"]))
            start, end = (time.fromisoformat(str(block[edge])) for edge in ("from", "to"))
        except (KeyError, ValueError, TypeError):
            raise Refused(
                _("日程写法不对：每行写日期、开始、结束和内容，例如 2026-02-03 09:00-11:30 开幕会。")
            ) from None
        if not row.day <= day <= row.until or start >= end:
            raise Refused(_("日程“%(day)s”不在会期以内，或者结束早于开始。") % {"day": day.isoformat()})
        half = "morning" if start.hour < 12 else "afternoon" if start.hour < 18 else "evening"
        made.append({
            "day": day.isoformat(), "half": half, "from": start.isoformat("minutes"), "to": end.isoformat("minutes"),
            "what": given.line(block.get("what", ""), _("内容"), 80, required=False),
        })  # fmt: skip
    if len(made) > MOST_BLOCKS:
        raise Refused(_("日程最多 %(n)s 行。") % {"n": MOST_BLOCKS})
    return sorted(made, key=lambda b: (b["day"], b["from"]))


@does(FLOW["change"])
def change(
    row, *, by, at, title=None, place=None, starts_at=None, chair=None, number=None, program=None, basis=None
):
    """What may be put right before the notice is out; what is not given stays."""
    before = (row.title, row.place, row.starts_at, row.chair_id, row.ordinal, row.program, row.basis)
    row.title = row.title if title is None else given.line(title, _("会议名称"), 120)
    row.place = row.place if place is None else given.line(place, _("地点"), 120, required=False)
    row.basis = row.basis if basis is None else given.line(basis, _("依据"), 300, required=False)
    row.starts_at, row.chair, row.ordinal = (
        starts_at or row.starts_at,
        chair or row.chair,
        number or row.ordinal,
    )
    row.program = row.program if program is None else _program(program, row)
    if before == (row.title, row.place, row.starts_at, row.chair_id, row.ordinal, row.program, row.basis):
        raise Refused(_("没有改动。"))


@does(FLOW["postpone"])
def postpone(row, *, by, at, day, reason, starts_at=None, until=None, place=""):
    """Another day, hour or place, with the reason; once the notice is out an earlier day must still be in time for it."""
    before, today = (row.day, row.starts_at, row.place), timezone.localdate(at)
    length = row.until - row.day
    row.reason = given.line(reason, _("原因"), 300)
    if day is None or day < today:
        raise Refused(_("日期已经过了。"))
    notice = timeliness.notice_of(row.rules, day, row.nature)
    if row.state == "notified" and day < row.day and notice.late(today):
        raise Refused(_("提前到 %(day)s 就不足规定的通知时间（%(term)s，%(source)s）。") % {
            "day": day.isoformat(), "term": notice.term, "source": notice.source})  # fmt: skip
    shift = day - row.day
    row.day, row.until = day, until or day + length
    row.starts_at = starts_at or row.starts_at
    row.place = given.line(place, _("地点"), 120, required=False) or row.place
    _days(row)
    if before == (row.day, row.starts_at, row.place):
        raise Refused(_("没有改动。"))
    row.program = [
        {**b, "day": (date.fromisoformat(b["day"]) + shift).isoformat()} for b in row.program
    ]  # fmt: skip
    return {"from": before[0].isoformat(), "to": row.day.isoformat(), "note": row.reason}


@does(FLOW["close_doors"])
def close_doors(row, *, by, at, basis):
    """Not in public, by whose decision (R-STR-33)."""
    if not row.is_public:
        raise Refused(_("这次会议本来就不公开举行。"))
    if row.draws.exclude(state="void").exists():
        raise Refused(_("已经开放旁听报名，请先取消旁听。"))
    row.is_public = False
    return {"note": given.line(basis, _("依据"), 300)}


@does(FLOW["cancel"])
def cancel(row, *, by, at, reason):
    row.reason = given.line(reason, _("原因"), 300)
    return {"note": row.reason}


def next_number(kind: str, term: Term | None) -> int:
    """The running number of the next sitting of that kind in the term (第几次)."""
    rows = Sitting.objects.filter(kind=kind).exclude(state="cancelled")
    if term is not None:
        rows = rows.filter(day__gte=term.starts_on)
    return 1 + max((n for n in rows.values_list("ordinal", flat=True) if n), default=0)


def session_on(day: date) -> Session | None:
    """The session of the congress that a day falls into."""
    return Session.objects.filter(opens_on__lte=day, closes_on__gte=day).first()
