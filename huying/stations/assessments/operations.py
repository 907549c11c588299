"""Measuring a place: start, tick, finish, confirm."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.given import with_files
from huying.kernel.process import Forbidden, Refused, creates, does, house, new_case

from ..flow import OFFICE
from ..models import Assessment
from .flow import FLOW
from .models import ANSWERS


@creates(FLOW["start"])
def start(*, by, at, checklist, station, day=None):
    """Begin with the items as the list has them now. One assessment of a place by a list at a time."""
    if by.role not in OFFICE and not station.kept(by):
        raise Forbidden(_("您不联络这个站点。"))
    if checklist.state != "in_force":
        raise Refused(_("这份清单没有启用。"))
    if not checklist.fits(station):
        raise Refused(_("这份清单不适用于这一类站点。"))
    if station.state not in ("open", "suspended", "planned"):
        raise Refused(_("站点已经撤销。"))
    open_ones = Assessment.objects.filter(station=station, checklist__case_id=checklist.case_id)
    if open_ones.filter(state__in=["open", "finished"]).exists():
        raise Refused(_("这个站点正在按这份清单检查，请先办完。"))
    today = timezone.localdate(at)
    if day is not None and day > today:
        raise Refused(_("检查日期不能晚于今天。"))
    row = Assessment(checklist=checklist, station=station, items=checklist.items, day=day or today)
    row.case = new_case(str(row), today)
    return row, {"checklist": checklist.pk, "station": station.pk, "edition": checklist.edition}


@does(FLOW["tick"])
def tick(assessment, *, by, at, item, met, note="", files=()):
    """Answer one item, or answer it anew; photos and papers are its proof."""
    asked = {i["key"]: i for i in assessment.items}
    if item not in asked or met not in ANSWERS:
        raise Refused(_("没有这一项。"))
    proved = bool(files) or assessment.answers.get(item, {}).get("proved", False)
    if met == "yes" and asked[item].get("proof") and not proved:
        raise Refused(_("这一项要附照片或者材料，才能填达标。"))
    if met == "no" and not note.strip():
        raise Refused(_("没有达标的请写明差在哪里。"))
    assessment.answers = {
        **assessment.answers,
        item: {"met": met, "note": note.strip(), **({"proved": True} if proved else {})},
    }
    return with_files({"item": item, "met": met}, files, assessment, by, at)


@does(FLOW["tick_rest"])
def tick_rest(assessment, *, by, at):
    """All items without an answer are met, those apart that need proof: they are ticked one by one."""
    if not (left := assessment.unanswered()):
        raise Refused(_("每一项都已经填了。"))
    if not (rest := [i for i in left if not i.get("proof")]):
        raise Refused(_("剩下的各项都要附照片或者材料，请逐项填写。"))
    assessment.answers = assessment.answers | {i["key"]: {"met": "yes", "note": ""} for i in rest}
    return {"items": [i["key"] for i in rest]}


@does(FLOW["finish"])
def finish(assessment, *, by, at):
    """Counted; from now on only the office changes what becomes of it."""
    assessment.count()
    return {"got": assessment.got, "full": assessment.full, "percent": assessment.percent}


@does(FLOW["send_back"])
def send_back(assessment, *, by, at, remark):
    """Something is missing."""
    assessment.remark = remark.strip()
    assessment.got = assessment.full = assessment.percent = assessment.stars = None


@does(FLOW["confirm"])
def confirm(assessment, *, by, at, remark=""):
    """The office agrees; this is now the last word on the place by this list."""
    before = Assessment.objects.filter(
        station=assessment.station_id, checklist__case_id=assessment.checklist.case_id, is_latest=True
    )
    for older in before.exclude(pk=assessment.pk):
        supersede(older, by=house(), at=at)
    assessment.is_latest, assessment.remark = True, remark.strip()
    return {
        "percent": assessment.percent,
        "stars": assessment.stars,
        "gaps": [g["key"] for g in assessment.gaps()],
    }


@does(FLOW["supersede"])
def supersede(assessment, *, by, at):
    """A later one by the same list has been confirmed."""
    assessment.is_latest = False


@does(FLOW["cancel"])
def cancel(assessment, *, by, at, reason):
    """It was begun by mistake."""
    return {"note": reason}
