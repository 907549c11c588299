"""What everybody may read without an account: published suggestions with their answers (R-SUG-22)."""

from typing import Any

from django import forms
from django.core.cache import cache
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from huying.kernel import scope, search, trays
from huying.kernel.fields import Field
from huying.ui import links, storytelling

from . import choosing, publicly, withdrawn
from .appraisals.pages import bar
from .handlings.handed import units_then
from .queries import author_name, public_word, published
from .rounds import result_words

PER_PAGE = 20
DEEPEST = trays.LIMIT


class Look(forms.Form):
    """Search and filters; they stay in the address."""

    q = forms.CharField(label=gettext_lazy("找什么"), required=False, max_length=100)
    field = choosing.Choice(gettext_lazy("领域"))
    unit = choosing.Choice(gettext_lazy("承办单位"))
    year = forms.IntegerField(label=gettext_lazy("年份"), required=False, min_value=1949, max_value=9999)
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = choosing.top_fields()
        self.fields["unit"].choices = choosing.units_published()

    def apply(self, rows):
        data = self.cleaned_data
        if data.get("field"):
            below = Field.objects.filter(parent=data["field"]).values_list("pk", flat=True)
            rows = rows.filter(field__in=[data["field"], *below])
        if data.get("unit"):
            rows = rows.filter(lead_unit=data["unit"])
        return rows.filter(submitted_on__year=data["year"]) if data.get("year") else rows


@require_safe
def index(request, code):
    """The list: newest first, twenty a page, searched by words."""
    form = Look(request.GET or None)
    fine = form.is_bound and form.is_valid()
    rows = form.apply(published()) if fine else published()
    words = form.cleaned_data["q"].strip() if fine else ""
    n = links.whole(request.GET.get("page"), 1)
    kept = {k: v for k, v in request.GET.items() if k not in ("page", "after") and v}
    if words:
        found = search.find(
            words, kind="suggestions", rows=rows, after=request.GET.get("after"), limit=PER_PAGE
        )
        page = found.among(rows)
        pager = {
            "prev": None,
            "next": _address({**kept, "after": found.next_cursor}) if found.next_cursor else None,
            "label": "",
        }
    else:
        first = max(0, min(DEEPEST - PER_PAGE, (n - 1) * PER_PAGE))
        page = list(rows[first : first + PER_PAGE + 1])
        more, page = len(page) > PER_PAGE, page[:PER_PAGE]
        pager = {
            "prev": _address({**kept, "page": n - 1}) if n > 1 else None,
            "next": _address({**kept, "page": n + 1}) if more else None, "label": "",
        }  # fmt: skip
    context = {
        "title": _("公开的代表建议"), "filters": form, "rows": [_line(r) for r in page], "pager": pager, "figures": _figures(),
        "no_search": True,
    }  # fmt: skip
    return render(request, "suggestions/public.html", context)


def _address(query):
    from urllib.parse import urlencode

    return "?" + urlencode(query)


def _line(row):
    return {
        "url": reverse("suggestions:public_item", kwargs={"code": scope.current().code, "pk": row.pk}), "title": row.title,
        "number": row.number, "author": author_name(row, public=True), "field": row.field, "unit": row.lead_unit,
        "day": timezone.localdate(row.published_at), "word": public_word(row), "again": row.rounds > 1,
    }  # fmt: skip


def _figures():
    """How much is open and how much of it was solved; looked up once in ten minutes."""
    key = f"suggestions-public:{scope.current().pk}"
    if (found := cache.get(key)) is None:
        found = published().order_by().aggregate(n=Count("pk"), solved=Count("pk", filter=Q(is_solved=True)))
        cache.set(key, found, 600)
    share = f"{100 * found['solved'] / found['n']:.1f}" if found["n"] else "—"
    return [
        {"value": trays.spell(found["n"]), "label": _("公开建议"), "unit": _("件")},
        {"value": trays.spell(found["solved"]), "label": _("答复为已经解决或者采纳"), "unit": _("件")},
        {"value": share, "label": _("公开建议办成率（历年）"), "unit": "%" if found["n"] else ""},
    ]


@require_safe
def item(request, code, pk):
    """One suggestion with its answers, how it came to them, and what the word under it stands on."""
    row = published().filter(pk=pk).first() if pk < 2**63 else None
    if row is None:
        if pk < 2**63 and (gone := withdrawn.page(request, pk)):
            return gone
        raise Http404
    today = timezone.localdate()
    classes, replies = result_words(), _checked_replies(row)
    for reply in replies:
        reply.result = classes.get(reply.result_class, "")
    word = public_word(row)
    context = {
        "title": row.title, "row": row, "author": author_name(row, public=True), "word": word, "reached": publicly.reached(row),
        "replies": replies, "closing": row.closing if _closed_before(row) else "",
        "ending": word if word == _("暂难办理") else "",
        "evidence": publicly.evidence(row), "course": publicly.course(row, until=row.published_at, today=today),
        "rating": publicly.rating(row, today), "tested": _tested(row),
    }  # fmt: skip
    return render(request, "suggestions/public_item.html", context)


def _checked_replies(row) -> list:
    """The replies of the last round that were there when the office checked and published; none that a unit withholds."""
    rows = row.replies.filter(at__lte=row.published_at, may_publish=True).select_related("handling__unit")
    found = list(rows.order_by("round", "pk"))
    last = [r for r in found if r.round == found[-1].round]
    if last and last[0].round < row.rounds:  # in hand again, perhaps of another unit
        then = units_then(row, storytelling.traces(row.case_id))
        for reply in last:
            reply.unit = then(reply.handling_id, reply.at)
    return last


def _tested(row) -> list[dict]:
    """What members of the standing committee said of it in secret, where the declared result was published (S073)."""
    rows = row.appraised.filter(appraisal__poll__state="declared", appraisal__poll__is_published=True)
    return [
        {**bar(r.counts, r.rate, r.outcome, r.appraisal.title, day=r.tested_on), "by": r.appraisal.poll.organ}
        for r in rows.select_related("appraisal__poll__organ").order_by("tested_on", "pk")
    ]


def _closed_before(row) -> bool:
    """The office's own words at the end are read with the publication, not after it."""
    return bool(row.closed_on) and row.closed_on <= timezone.localdate(row.published_at)
