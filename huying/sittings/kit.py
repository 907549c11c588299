"""The kit that opens a session (S141): the sittings it is made of, its agenda in outline, cards numbered by delegation."""

from datetime import time, timedelta

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from huying.deputies import operations as seats
from huying.deputies.models import Seat
from huying.kernel import given, scope
from huying.kernel.process import Refused
from huying.kernel.register import operations as register
from huying.kernel.roster import Organ, OrganMember, Session
from huying.kernel.words import kept, recorded

from . import operations
from .agenda import operations as agenda
from .models import Sitting
from .timeliness import notice_of

# what a session of the congress usually deals with; the office strikes out and adds. (kind, words)
OUTLINE = (
    ("report", "听取和审议人民政府工作报告"),
    ("report", "审查和批准国民经济和社会发展计划执行情况的报告"),
    ("report", "审查和批准预算执行情况的报告"),
    ("report", "听取和审议常务委员会工作报告"),
    ("report", "听取和审议人民法院工作报告"),
    ("report", "听取和审议人民检察院工作报告"),
)
FIRST_OF_TERM = ("election", "选举本级国家机关领导人员")
PREPARATORY = (
    ("election", "选举主席团和秘书长"),
    ("decision", "通过会议议程"),
    ("decision", "通过其他准备事项的决定"),
)


def lay_out(session, *, by, at, day, days=3, place="", items=None) -> dict:
    """Births of a session's sittings: the plenary, its preparatory meeting, one of the presidium, one for each delegation.

    `items`: titles of reports to put on the draft agenda, default OUTLINE. Refused where the session has a plenary already.
    """
    if Sitting.objects.filter(kind="plenary", session=session).exclude(state="cancelled").exists():
        raise Refused(_("这次会议已经有了大会安排。"))
    if not 1 <= days <= 30:
        raise Refused(_("会期应在 1 到 30 天之间。"))
    first = session.number == 1
    program = [
        _block(day + timedelta(days=n), half) for n in range(days) for half in ("morning", "afternoon")
    ]
    whole = operations.plan(
        by=by, at=at, kind="plenary", title=session.name, day=day, until=day + timedelta(days=days - 1), starts_at=time(9),
        place=place, session=session, number=session.number, nature="first" if first else "regular", program=program,
    )  # fmt: skip
    wanted = list(OUTLINE) if items is None else [("report", title) for title in items]
    for kind, title in [*wanted, *([FIRST_OF_TERM] if first else [])]:
        agenda.propose(by=by, at=at, sitting=whole, kind=kind, title=title)
    made = {"plenary": whole, "delegations": []}
    if scope.current().level != "township":
        made["preparatory"] = early = operations.plan(
            by=by, at=at, kind="preparatory", title=_early(session), day=day,
            starts_at=time(8), place=place, whole=whole,
        )  # fmt: skip
        for kind, title in PREPARATORY:
            agenda.propose(by=by, at=at, sitting=early, kind=kind, title=title)
    for organ in Organ.objects.filter(kind="delegation", is_active=True).order_by("name"):
        sitting = operations.plan(
            by=by, at=at, kind="delegation", organ=organ, whole=whole, day=day, starts_at=time(14, 30),
            title=_apart(session, organ),
        )  # fmt: skip
        agenda.propose(by=by, at=at, sitting=sitting, kind="report", title=kept(_l("审议各项报告")))
        made["delegations"].append(sitting)
    return made


@recorded()
def _early(session) -> str:
    return _("%(session)s预备会议") % {"session": session.name}


@recorded()
def _apart(session, organ) -> str:
    return (_("%(session)s %(delegation)s会议") % {"session": session.name, "delegation": organ.name})[:120]


def enter_session(*, by, at, term, number, name, opens_on, closes_on=None) -> Session:
    """A session of the congress in the register, before anything is planned for it."""
    if closes_on is not None and closes_on < opens_on:
        raise Refused(_("闭幕日期早于开幕日期。"))
    if Session.objects.filter(term=term, number=number).exists():
        raise Refused(_("本届第 %(n)s 次会议已经登记过。") % {"n": number})
    row = Session(
        term=term,
        number=number,
        name=given.line(name, _("会议名称"), 80),
        opens_on=opens_on,
        closes_on=closes_on,
    )
    register.enter(by=by, at=at, row=row, reason=row.name)
    return row


def _block(day, half) -> dict:
    start, end = ("09:00", "11:30") if half == "morning" else ("14:30", "17:00")
    return {"day": day.isoformat(), "from": start, "to": end, "what": ""}


def number_cards(term, *, by, at) -> int:
    """A card number for each seat of the term that has none: term, then a running number by delegation and name."""
    rows = Seat.objects.filter(term=term, state__in=("held", "suspended"))
    taken = {card for card in rows.values_list("card", flat=True) if card}
    bare = rows.filter(card="").select_related("member__person", "delegation").order_by(
        "delegation__name", "member__person__pinyin", "pk"
    )  # fmt: skip
    n = done = 0
    for seat in bare:
        n += 1
        while f"{term.number}{n:04}" in taken:
            n += 1
        seats.correct_entry(
            seat, by=by, at=at, since=seat.since, district=seat.district, delegation=seat.delegation, card=f"{term.number}{n:04}"
        )  # fmt: skip
        done += 1
    return done


def readiness(session, today) -> list[dict]:
    """What is there and what is missing before the session: [{tone, text}]."""
    found = []
    seats_held = Seat.objects.filter(term=session.term, state__in=("held", "suspended"))
    by_delegation = list(
        seats_held.values("delegation__name").annotate(n=Count("pk")).order_by("delegation__name")
    )
    total = sum(row["n"] for row in by_delegation)
    _say(found, total > 0, _("在任代表 %(n)s 名") % {"n": total}, _("本届还没有登记在任代表。"))
    loose = sum(row["n"] for row in by_delegation if not row["delegation__name"])
    _say(found, not loose, _("代表都编入了代表团"), _("有 %(n)s 名代表没有编入代表团。") % {"n": loose})
    bare = seats_held.filter(card="").count()
    _say(found, not bare, _("代表证都已编号"), _("有 %(n)s 张代表证没有编号。") % {"n": bare})
    heads = OrganMember.objects.filter(post="chair", is_active=True, organ__kind="delegation").values("organ")
    headless = Organ.objects.filter(kind="delegation", is_active=True).exclude(pk__in=heads).count()
    _say(found, not headless, _("各代表团都有团长"), _("有 %(n)s 个代表团没有登记团长。") % {"n": headless})
    plenary = Sitting.objects.filter(kind="plenary", session=session).exclude(state="cancelled").first()
    _say(found, plenary is not None, _("大会已经安排"), _("大会还没有安排。"))
    if plenary is not None and plenary.state in ("planned", "set"):
        due = notice_of(plenary.rules, plenary.day, plenary.nature)
        words = {"day": due.latest, "source": due.source}
        late = _("大会通知已经过了最迟的 %(day)s（%(source)s）。") % words
        _say(found, not due.late(today), _("大会通知最迟 %(day)s 发出") % words, late)
    return found


def _say(found, fine, yes, no) -> None:
    found.append({"tone": "ok" if fine else "warn", "text": yes if fine else no})


def delegations(term) -> list[dict]:
    """[{name, n}] of the term's seats."""
    rows = Seat.objects.filter(term=term, state__in=("held", "suspended")).values("delegation__name")
    counted = rows.annotate(n=Count("pk")).order_by("delegation__name")
    return [{"name": r["delegation__name"] or _("未编团"), "n": r["n"]} for r in counted]
