"""Assigning: to an organ or a department; lead and co, or separate units; singly or many at a meeting (R-SUG-06…09)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.given import choice
from huying.kernel.process import Refused, does, house

from ..flow import FLOW
from ..handlings import operations as handlings
from ..models import GONE, AssignmentMeeting
from . import given
from .drafting import stop_handlings


@does(FLOW["assign"])
def assign(
    suggestion, *, by, at, mode="lead", lead=None, co=(), separate=(), assigned_on=None, meeting="", note=""
):  # fmt: skip
    """`mode` lead: one lead unit and any co-units; separate: two or more units that each answer their part.

    `assigned_on` is 交办之日, today where not given; `meeting` the name of the 交办会 held on that day.
    """
    parts = plan(mode, lead, co, separate)
    day = given.past_day(assigned_on, at, _("交办日期"), since=suggestion.submitted_on)
    suggestion.mode, suggestion.assigned_on, suggestion.rounds = mode, day, 1
    suggestion.first_assigned_on = suggestion.first_assigned_on or day
    suggestion.lead_unit = lead if mode == "lead" else None
    name = given.text(meeting, _("交办会"), 80, required=False)
    if name:
        suggestion.assigned_at_meeting = AssignmentMeeting.objects.get_or_create(name=name, held_on=day)[0]
    for unit, role in parts:
        handlings.offer(by=house(), at=at, suggestion=suggestion, unit=unit, role=role, counts_on=day)
    facts = {"mode": mode, "units": [[role, unit.pk] for unit, role in parts], "on": day.isoformat()}
    return {**facts, "note": given.text(note, _("交办意见"), required=False)}


def plan(mode, lead, co, separate) -> list[tuple]:
    """[(unit, role)]: exactly one lead unless separate; no unit twice (R-SUG-09)."""
    choice(mode, ("lead", "separate"), _("办理方式"))
    co, separate = list(co or ()), list(separate or ())
    if mode == "lead":
        if separate:
            raise Refused(_("主办、协办方式下不设分办单位。"))
        parts = [(given.unit(lead, _("主办单位")), "lead"), *((u, "co") for u in co)]
    else:
        if lead is not None or co:
            raise Refused(_("分别办理时各单位各自答复，不设主办、协办单位。"))
        if len(separate) < 2:
            raise Refused(_("分别办理至少要有两个承办单位。"))
        parts = [(u, "separate") for u in separate]
    for unit, _role in parts:
        given.unit(unit, _("承办单位"))
    if len({u.pk for u, _role in parts}) < len(parts):
        raise Refused(_("同一个单位不能选两次。"))
    return parts


@does(FLOW["unassign"])
def unassign(suggestion, *, by, at, reason):
    """Take a wrong assignment back until a unit has signed for it."""
    stop_handlings(suggestion, at)
    suggestion.lead_unit, suggestion.mode, suggestion.assigned_on, suggestion.assigned_at_meeting = (
        None,
        "",
        None,
        None,
    )
    return {"note": given.text(reason, _("收回理由"))}


@does(FLOW["add_unit"])
def add_unit(suggestion, *, by, at, unit, note=""):
    """One more unit: co where there is a lead, else one that answers its own part."""
    given.unit(unit, _("承办单位"))
    if suggestion.handlings.filter(unit=unit).exclude(state__in=GONE).exists():
        raise Refused(_("%(unit)s已经是承办单位。") % {"unit": unit})
    role = "co" if suggestion.mode == "lead" else "separate"
    if role == "separate" and suggestion.rounds > 1:
        raise Refused(_("重新办理时不能再增加分办单位。"))
    day = timezone.localdate(at)
    handlings.offer(by=house(), at=at, suggestion=suggestion, unit=unit, role=role, counts_on=day)
    return {"unit": unit.pk, "role": role, "note": given.text(note, _("说明"), required=False)}


@does(FLOW["urge"])
def urge(suggestion, *, by, at, note=""):
    suggestion.urged += 1
    return {"times": suggestion.urged, "note": given.no_secret(suggestion, note, _("催办意见"))}


@does(FLOW["coordinate"])
def coordinate(suggestion, *, by, at, note):
    """What a leader decided after it went to and fro too often: whose matter it is, and why."""
    suggestion.escalated_on = None
    return {"note": given.text(note, _("协调意见"))}


@does(FLOW["hear_progress"])
def hear_progress(suggestion, *, by, at, summary, held_on=None):
    """The hearing within a month of the assignment meeting (S066)."""
    day = given.past_day(held_on, at, _("听取日期"), since=suggestion.assigned_on)
    return {"on": day.isoformat(), "note": given.text(summary, _("听取情况"))}
