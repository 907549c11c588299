"""A longer term only with consent, before the first deadline, never past six months (R-SUG-14)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.clocks import rules, running
from huying.kernel.process import Forbidden, Refused, creates, does, house

from ..handlings import operations as handlings
from ..models import OPEN, Extension
from ..operations import following, given
from .flow import FLOW


@creates(FLOW["ask"])
def ask(*, by, at, handling, reason, broad_and_hard=False):
    """The unit says why the matter is broad and hard; one request at a time, in the first round only."""
    if by.unit_id != handling.unit_id:
        raise Forbidden(_("只有承办单位可以申请延期。"))
    handling.hold()  # of two who ask at the same moment the later one sees the earlier one's request
    handling.refresh_from_db()
    if handling.role == "co" or handling.state not in ("received", "split") or handling.round > 1:
        raise Refused(_("现在不能申请延期。"))
    if handling.extended:
        raise Refused(_("已经延期一次，自交办之日起最长六个月。"))
    if handling.extensions.filter(state="asked").exists():
        raise Refused(_("已经有一件延期申请等待批准。"))
    if not broad_and_hard:
        raise Refused(
            _(
                "只有涉及面广、处理难度大的建议可以延期（《代表法》第五十一条第二款）；符合的，请勾选“涉及面广、处理难度大”。"
            )
        )
    due_on = _first_deadline(handling, at)
    row = Extension(
        handling=handling, suggestion=handling.suggestion, unit_id=handling.unit_id, case_id=handling.case_id,
        first_due_on=due_on, reason=given.text(reason, _("延期理由")),
    )  # fmt: skip
    return row, {"note": row.reason}


def _first_deadline(handling, at):
    """The day of the three months; Refused once it has passed."""
    clock = running(handling).filter(kind="suggestion.reply").first()
    if clock is None:
        raise Refused(_("这件建议没有可以延长的答复期限。"))
    if clock.due_on and clock.due_on < timezone.localdate(at):
        raise Refused(_("答复期限 %(day)s 已经过了，不能再延期。") % {"day": clock.due_on.isoformat()})
    return clock.due_on


@does(FLOW["grant"])
def grant(extension, *, by, at, note=""):
    """The clocks of the unit, of the organ above it and of the suggestion become six months from the assignment."""
    handling = extension.handling
    first = _first_deadline(handling, at)
    profile, known = rules()
    # from the official assignment, also where a return began the unit's own three months anew: never past six months
    found = profile.due("suggestion.reply_extended", extension.suggestion.assigned_on, calendar=known)
    if found is None:
        raise Refused(_("本级没有设延长后的答复期限。"))
    if first and found.day and found.day <= first:
        raise Refused(_("自交办之日起六个月的期限不晚于现在的答复期限，不能再延期。"))
    extension.due_after = found.day
    extension.decision = given.text(note, _("意见"), required=False)
    for row in handling.children.exclude(role="co").filter(state__in=OPEN, extended=False):
        handlings.extend(row, by=house(), at=at)
    row = handling
    while row is not None:
        if not row.extended and row.state in OPEN:
            handlings.extend(row, by=house(), at=at)
        row = row.parent
    if not extension.suggestion.extended:
        following.extend(extension.suggestion, by=house(), at=at)
    return {"due": found.day.isoformat() if found.day else None, "note": extension.decision}


@does(FLOW["refuse"])
def refuse(extension, *, by, at, reason):
    extension.decision = given.text(reason, _("不同意的理由"))
    return {"note": extension.decision}


@does(FLOW["lapse"])
def lapse(extension, *, by, at):
    """Overtaken: answered, returned, or the first deadline has passed without consent."""
    handling = extension.handling
    if by.role != "house" and handling.state in ("received", "split"):
        clock = running(handling).filter(kind="suggestion.reply").first()
        if clock is not None and (clock.due_on is None or clock.due_on >= timezone.localdate(at)):
            raise Refused(_("原期限还没有届满，请同意或者不同意。"))
