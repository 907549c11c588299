"""Minutes: written from the facts, corrected with the reason, circulated, checked and signed; then nothing changes them."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import given
from huying.kernel.process import Refused, creates, does, house
from huying.kernel.words import recorded

from . import writing
from .flow import FLOW
from .models import Minutes, MinutesRemark, MinutesVersion

LONGEST = 500_000


@creates(FLOW["draft"])
def draft(*, by, at, sitting):
    if sitting.state != "closed":
        raise Refused(_("会议闭会以后才能生成纪要。"))
    if Minutes.objects.filter(sitting=sitting).exists():
        raise Refused(_("这次会议的纪要已经生成。"))
    written = writing.write(sitting)
    row = Minutes(case_id=sitting.case_id, sitting=sitting, written=written, text=written, written_at=at)
    return row, {"length": len(written)}


@does(FLOW["refresh"])
def refresh(row, *, by, at):
    """From the facts as they stand now; what had been corrected stays readable as a version."""
    written = writing.write(row.sitting)
    if written == row.text:
        raise Refused(_("事实没有变化。"))
    with recorded():
        _keep(row, by, at, _("按事实重新生成"))
    row.written = row.text = written
    row.written_at = at
    _unchecked(row)


@does(FLOW["correct"])
def correct(row, *, by, at, text, reason):
    text = given.text(text, _("正文"), LONGEST)
    if text == row.text:
        raise Refused(_("没有改动。"))
    reason = given.line(reason, _("更正理由"), 300)
    _keep(row, by, at, reason)
    row.text = text
    _unchecked(row)
    return {"note": reason}


def _keep(row, by, at, reason) -> None:
    MinutesVersion.objects.create(
        case_id=row.case_id,
        minutes=row,
        number=row.versions.count() + 1,
        text=row.text,
        reason=reason,
        by=by,
        at=at,
    )


def _unchecked(row) -> None:
    """A text that changed has to be checked again."""
    row.checker, row.checked_on = "", None


@does(FLOW["circulate"])
def circulate(row, *, by, at):
    row.circulated_on = timezone.localdate(at)


@does(FLOW["remark"])
def remark(row, *, by, at, text):
    MinutesRemark.objects.create(
        case_id=row.case_id, minutes=row, by=by, at=at, text=given.text(text, _("意见"), 5000)
    )


@does(FLOW["check"])
def check(row, *, by, at):
    row.checker, row.checked_on = str(by), timezone.localdate(at)


@does(FLOW["sign"])
def sign(row, *, by, at, signer=None):
    """By whoever presided; the clerk enters a signature on paper (代录) of one of them, `signer` (default the first)."""
    from .. import operations as sittings

    may = row.presiding_members()
    own = next((m for m in may if m.person_id == by.person_id), None)
    if by.role == "clerk" and signer is not None and signer not in may:
        raise Refused(_("%(name)s没有主持这次会议，不能签纪要。") % {"name": signer})
    who = own or (signer if by.role == "clerk" and signer is not None else may[0])
    row.signer = given.line(str(who), _("签字人"), 60)
    row.signed_on = timezone.localdate(at)
    sittings.mark_minuted(row.sitting, by=house(), at=at)
    return {"signer": who.pk, "on_paper": own is None}
