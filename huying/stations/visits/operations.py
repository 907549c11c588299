"""Planning and recording visits; their findings, tied to the voices that were made of them and followed to the end."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import dockets, given
from huying.kernel.case import Case, Link
from huying.kernel.process import Refused, creates, does, house

from ..duties import bounds
from ..models import Visit
from .flow import FLOW
from .models import OUTCOMES

MOST_FINDINGS = 20
LONGEST = 2000


@creates(FLOW["plan"])
def plan(*, by, at, kind, day, area=None, place="", with_whom="", host=None):
    """A day and a place; deputies and leaders plan for themselves."""
    visit = _new(by, at, kind, area, place, with_whom, host)
    visit.day = bounds.ahead(day, at, _("日期"))
    visit.case = dockets.one_of_year("ZF", visit, at)
    return visit, {"kind": visit.kind, "day": visit.day.isoformat()}


@creates(FLOW["note"])
def note(*, by, at, kind, day=None, area=None, place="", with_whom="", files=(), **seen):
    """Recorded on the spot, without a plan."""
    visit = _new(by, at, kind, area, place, with_whom, None)
    visit.day = bounds.past(day, at, _("日期"))
    visit.case = dockets.one_of_year("ZF", visit, at)
    facts = _seen(visit, **seen)
    given.keep(files, visit, by=by, at=at)
    return visit, {"kind": visit.kind, **facts}


@does(FLOW["record"])
def record(visit, *, by, at, files=(), **seen):
    """What was seen and heard on a planned visit."""
    today = timezone.localdate(at)
    if visit.day > today:
        visit.day = today  # went earlier than planned
    facts = _seen(visit, **seen)
    given.keep(files, visit, by=by, at=at)
    return facts


@does(FLOW["move"])
def move(visit, *, by, at, day, reason):
    before, visit.day = visit.day, bounds.ahead(day, at, _("日期"))
    if before == visit.day:
        raise Refused(_("没有改动。"))
    visit.reason = given.text(reason, _("原因"), 500)
    return {"from": before.isoformat(), "to": visit.day.isoformat(), "note": visit.reason}


@does(FLOW["cancel"])
def cancel(visit, *, by, at, reason):
    visit.reason = given.text(reason, _("原因"), 500)
    return {"note": visit.reason}


@does(FLOW["add_finding"])
def add_finding(visit, *, by, at, text, place="", urgent=False):
    """One more thing that somebody said there."""
    _find(visit, [{"text": text, "place": place, "urgent": urgent}])
    return {"found": visit.found}


@does(FLOW["tie"])
def tie(visit, *, by, at, numbers):
    """The voices made of the findings: `numbers` place in the list → number."""
    findings = [dict(f) for f in visit.findings]
    cases = {c.number: c for c in Case.objects.filter(number__in=numbers.values())}
    for place, number in numbers.items():
        findings[place]["number"], findings[place]["outcome"] = number, "handed"
        Link.objects.create(case=visit.case, other=cases[number], kind="visit", at=at)
    visit.findings = findings
    return {"numbers": sorted(numbers.values())}


@does(FLOW["hear_outcome"])
def hear_outcome(visit, *, by, at, number, outcome):
    """What became of a finding: answered, solved, declined, or in hand again."""
    findings = [dict(f) for f in visit.findings]
    mine = next((f for f in findings if f.get("number") == number), None)
    if mine is None or outcome not in OUTCOMES:
        raise Refused(_("没有这个发现。"))
    mine["outcome"], mine["on"] = outcome, timezone.localdate(at).isoformat()
    visit.findings, visit.solved = findings, sum(f.get("outcome") == "solved" for f in findings)
    return {"number": number, "outcome": outcome}


def follow(case_id: int, number: str, outcome: str, *, at) -> None:
    """Called by the wiring board: a voice whose docket is tied to a visit went on."""
    for visit in Visit.objects.filter(
        case__in=Link.objects.filter(other=case_id, kind="visit").values("case")
    ):
        known = next((f.get("outcome") for f in visit.findings if f.get("number") == number), None)
        if known is not None and known != outcome:
            hear_outcome(visit, by=house(), at=at, number=number, outcome=outcome)


def _new(by, at, kind, area, place, with_whom, host) -> Visit:
    host = by if by.role != "clerk" or host is None else host
    if not host.is_active or host.role not in ("deputy", "leader", "keeper", "clerk"):
        raise Refused(_("请选择由谁走访。"))
    return Visit(
        kind=given.choice(kind, Visit.KINDS, _("类别")), host=host, area=area,
        place=given.text(place, _("走访对象或地点"), 200, required=area is None),
        with_whom=given.text(with_whom, _("同行"), 200, required=False),
    )  # fmt: skip


def _seen(
    visit,
    *,
    summary="",
    benefits="",
    households=0,
    people=0,
    findings=(),
    consent=False,
    latitude=None,
    longitude=None,
) -> dict:
    visit.summary = given.text(summary, _("走访情况"))
    visit.benefits = given.text(benefits, _("当场办成的实事"), required=False)
    visit.households = given.number(households or 0, _("走访户数"), 0, 2000)
    visit.people = given.number(people or 0, _("见到人数"), 0, 20_000)
    visit.latitude, visit.longitude = bounds.degrees(latitude, longitude) if consent else (None, None)
    _find(visit, findings)
    return {"found": visit.found, "households": visit.households, "position": visit.latitude is not None}


def _find(visit, findings) -> None:
    """Findings as {"text", "place", "urgent"} or as one text a line."""
    lines = findings.splitlines() if isinstance(findings, str) else findings
    fresh: list[dict[str, Any]] = [
        {"text": line, "place": "", "urgent": False} if isinstance(line, str) else dict(line)
        for line in lines
    ]
    kept = []
    for one in fresh:
        if words := given.text(one["text"], _("发现的问题"), LONGEST, required=not isinstance(findings, str)):
            place = given.text(one.get("place", ""), _("地点"), 200, required=False)
            kept.append(
                {
                    "text": words,
                    "place": place,
                    "urgent": bool(one.get("urgent")),
                    "number": "",
                    "outcome": "",
                    "on": "",
                }
            )
    if len(visit.findings) + len(kept) > MOST_FINDINGS:
        raise Refused(_("一次走访最多记 %(n)s 个问题。") % {"n": MOST_FINDINGS})
    visit.findings = [*visit.findings, *kept]
    visit.found = len(visit.findings)
