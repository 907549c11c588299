"""Duties in a resolution: set with a unit and a day, followed, reported, accepted."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import given
from huying.kernel.process import Refused, creates, does

from .flow import FLOW
from .models import DutyNote, ResolutionDuty


@creates(FLOW["set"])
def set(*, by, at, resolution, text, unit, finish_on):
    if finish_on < resolution.adopted_on:
        raise Refused(_("完成日期不能早于通过日期。"))
    if not unit.is_active:
        raise Refused(_("这个单位已经停用。"))
    row = ResolutionDuty(
        case_id=resolution.case_id, resolution=resolution, place=resolution.duties.count() + 1,
        text=given.text(text, _("事项"), 2000), unit=unit, finish_on=finish_on,
    )  # fmt: skip
    return row, {"unit": unit.pk, "finish_on": finish_on.isoformat()}


@does(FLOW["note"])
def note(row, *, by, at, text, files=()):
    DutyNote.objects.create(
        case_id=row.case_id, duty=row, by=by, at=at, text=given.text(text, _("进展"), 5000)
    )
    return given.with_files({}, files, row, by, at)


@does(FLOW["report"])
def report(row, *, by, at, result, files=()):
    row.result = given.text(result, _("落实结果"), 20_000)
    row.reported_on = timezone.localdate(at)
    row.is_on_time = row.reported_on <= row.finish_on
    return given.with_files({"on_time": row.is_on_time}, files, row, by, at)


@does(FLOW["accept"])
def accept(row, *, by, at, note=""):
    return {"note": given.text(note, _("说明"), 300, required=False)}


@does(FLOW["send_back"])
def send_back(row, *, by, at, reason, finish_on=None):
    row.reason = given.line(reason, _("理由"), 300)
    if finish_on is not None:
        if finish_on < timezone.localdate(at):
            raise Refused(_("完成日期已经过了。"))
        row.finish_on = finish_on
    row.reported_on = row.is_on_time = None
    return {"note": row.reason, "finish_on": row.finish_on.isoformat()}


@does(FLOW["lift"])
def lift(row, *, by, at, reason):
    row.reason = given.line(reason, _("理由"), 300)
    return {"note": row.reason}
