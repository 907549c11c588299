"""What was declined and what was taken down, for everybody: number, day and reason, never the text."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_safe

from huying.kernel.case import Trace
from huying.kernel.words import Words
from huying.ui import blocks, links

from .. import words
from ..models import Voice

PER_PAGE = 50
# step that takes something down → (what that is, the fact that holds the fixed reason)
TAKES_DOWN: dict[str, tuple[Words, str]] = {
    "calls.take_down": (_l("征集意见"), "reason"),
    "consultations.take_down": (_l("协商议事"), "reason"),
    "posts.take_down": (_l("发言"), "reason"),
}


@require_safe
def declined(request, code):
    """Voices that were not taken up, with the fixed reason; those that were only never confirmed stay out."""
    n = max(1, links.whole(request.GET.get("page"), 1))
    rows = Voice.objects.filter(state="declined", confirmed_at__isnull=False).select_related(
        "field__parent", "area__parent"
    )
    start = (n - 1) * PER_PAGE
    page = list(rows.order_by("-answered_on", "-pk")[start : start + PER_PAGE + 1])
    context = {
        "title": _("不予受理的情况"), "rows": [(row, words.reason_said(row.outcome_reason)) for row in page[:PER_PAGE]],
        "reasons": list(words.DECLINES.values()),
        "pager": {"prev": f"?page={n - 1}" if n > 1 else None, "next": f"?page={n + 1}" if len(page) > PER_PAGE else None,
                  "label": ""},
    }  # fmt: skip
    return render(request, "voices/public/declined.html", context)


@require_safe
def taken_down(request, code):
    """Published things that were taken down: when, of what kind, for which reason."""
    steps = TAKES_DOWN | blocks.ask("public.taken_down", [])  # those of other rooms, in the same form
    rows = Trace.objects.filter(step__in=steps).select_related("case").order_by("-seq")[:200]
    told = [
        {"at": t.at, "kind": steps[t.step][0], "number": t.case.number,
         "reason": words.TAKEN_DOWN.get(t.facts.get(steps[t.step][1], ""), "")}
        for t in rows
    ]  # fmt: skip
    return render(request, "voices/public/taken_down.html", {"title": _("撤下记录"), "rows": told})
