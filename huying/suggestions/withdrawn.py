"""What was public and was taken down again: a page that says so in its place, a line in the congress's log."""

from django.shortcuts import render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.case import Trace

from .flow import FLOW
from .models import Suggestion

KINDS = {  # the public reads one of these; the office's own words stay inside
    "privacy": _("涉及个人隐私"),
    "secret": _("法律法规规定不公开"),
    "rights": _("侵害他人合法权益"),
    "wrong": _("内容有误"),
    "asked": _("本人要求撤下"),
}


def page(request, pk: int):
    """The answer at the old address (410), or None where nothing was public there, or what was is secret now."""
    row = Suggestion.objects.filter(pk=pk, published_at=None, secret=False).first()
    last = _last(row) if row else None
    if last is None:
        return None
    context = {
        "title": _t("已撤下"),
        "row": row,
        "at": last.at,
        "kind": KINDS.get(last.facts.get("kind", ""), ""),
    }
    return render(request, "suggestions/public_gone.html", context, status=410)


def _last(row):
    rows = Trace.objects.filter(subject_kind="suggestions", subject_id=row.pk, step=FLOW["unpublish"].code)
    return rows.order_by("-seq").first()
