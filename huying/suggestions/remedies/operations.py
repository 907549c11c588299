"""Asked by the house after a test, reported by the unit, judged by the office."""

from django.utils.translation import gettext as _

from huying.kernel.given import text as words
from huying.kernel.given import with_files
from huying.kernel.process import creates, does

from ..models import Remedy, RemedyReport
from .flow import FLOW


@creates(FLOW["ask"])
def ask(*, by, at, line, unit, suggestion=None):
    """`line`: what the unit came to in the test."""
    case = suggestion.case_id if suggestion is not None else line.case_id
    row = Remedy(case_id=case, appraisal_id=line.appraisal_id, line=line, unit=unit, suggestion=suggestion)
    return row, {"unit": unit.pk, "line": line.pk}


@does(FLOW["report"])
def report(row, *, by, at, text, signer, files=()):
    row.rounds += 1
    RemedyReport.objects.create(
        case_id=row.case_id, remedy=row, n=row.rounds, text=words(text, _("整改情况"), 200_000), by=by, at=at,
        signer=words(signer, _("签发人"), 40),
    )  # fmt: skip
    return with_files({"times": row.rounds}, files, row, by, at)


@does(FLOW["send_back"])
def send_back(row, *, by, at, reason):
    row.decision = words(reason, _("退回理由"))
    return {"note": row.decision}


@does(FLOW["accept"])
def accept(row, *, by, at, note=""):
    row.decision = words(note, _("审查意见"), required=False)
    return {"note": row.decision}


@does(FLOW["waive"])
def waive(row, *, by, at, reason):
    row.decision = words(reason, _("理由"))
    return {"note": row.decision}
