"""Checking: the office accepts, returns, treats as a letter or merges; a wrong check can be taken back."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.case import Link, Trace
from huying.kernel.process import Refused, does, house

from .. import official
from ..flow import CHECKING, FLOW
from . import given
from .following import absorb


@does(FLOW["accept"])
def accept(suggestion, *, by, at, field=None):
    """Register: the official number is taken here, gap-free within the session."""
    if field is not None:
        suggestion.field = field
    if not suggestion.number:
        official.register(suggestion)
    return {"number": suggestion.number}


@does(FLOW["advise_withdrawal"])
def advise_withdrawal(suggestion, *, by, at, reason):
    return {"note": given.text(reason, _("理由"))}


@does(FLOW["send_back"])
def send_back(suggestion, *, by, at, reason):
    return {"note": given.text(reason, _("退回理由"))}


@does(FLOW["treat_as_letter"])
def treat_as_letter(suggestion, *, by, at, ground, reason=""):
    """One of the kinds that the profile lists as not admissible (R-SUG-03)."""
    found = given.listed("suggestion.inadmissible", ground, _("不应当作为建议提出的情形"))
    suggestion.outcome, suggestion.closed_on = "letter", timezone.localdate(at)
    return {"ground": found["code"], "note": given.text(reason, _("说明"), required=False) or found["label"]}


@does(FLOW["merge"])
def merge(suggestion, *, by, at, into, reason=""):
    """并案: `into` goes on for both; its reply reaches both authors."""
    if into.pk == suggestion.pk or into.congress_id != suggestion.congress_id:
        raise Refused(_("请选择另一件建议。"))
    if suggestion.merged.exists():
        raise Refused(_("已有建议并入本件，请以本件为准，把另一件并入本件。"))
    absorb(into, by=house(), at=at, other=suggestion)
    suggestion.merged_into, suggestion.outcome = into, "merged"
    suggestion.closed_on = timezone.localdate(at)
    Link.objects.get_or_create(case=suggestion.case, other=into.case, kind="merged", defaults={"at": at})
    return {"into": into.pk, "note": given.text(reason, _("理由"), required=False)}


@does(FLOW["uncheck"])
def uncheck(suggestion, *, by, at, reason):
    """Take a wrong check back while nobody has acted on it; a number once given stays with its suggestion."""
    if suggestion.merged.filter(state="ended").exists():
        raise Refused(_("已有建议并入本件，不能撤销审核。"))
    if suggestion.state == "returned" and _last_step(suggestion) != "suggestions.send_back":
        raise Refused(_("代表已经开始修改，不能撤销审核。"))
    if suggestion.state == "ended" and suggestion.outcome not in ("letter", "merged"):
        raise Refused(_("代表已经撤回，不能撤销。"))
    if suggestion.merged_into_id:
        if suggestion.merged_into.state not in (*CHECKING, "ended"):
            raise Refused(_("并入的建议已经交办，不能撤销并案。"))
        Link.objects.filter(case=suggestion.case, other=suggestion.merged_into.case, kind="merged").delete()
    suggestion.merged_into, suggestion.outcome, suggestion.closed_on = None, "", None
    return {"note": given.text(reason, _("理由"))}


def _last_step(suggestion) -> str:
    rows = Trace.objects.filter(subject_kind=FLOW.subject, subject_id=suggestion.pk).order_by("-seq")
    return rows.values_list("step", flat=True).first() or ""
