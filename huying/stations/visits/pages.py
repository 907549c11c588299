"""Visits in lists, on their page, and summed up."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.kernel import scope, visibility
from huying.ui import when
from huying.ui.columns import Column

from . import forms, queries
from .models import OUTCOMES

TONES = {"planned": "wait", "done": "ok", "cancelled": "wait"}
LAMPS = {"handed": "warn", "answered": "warn", "solved": "ok", "declined": "wait"}


def _solved(visit):
    if not visit.found:
        return ""
    word = _t("%(solved)s / %(found)s 已解决") % {"solved": visit.solved, "found": visit.found}
    return {"text": "", "lamp": {"tone": "ok" if visit.solved == visit.found else "warn", "word": word}}


COLUMNS = [
    Column(key="day", label=_("日期"), cell=lambda v: when.day_words(v.day, timezone.localdate()),
           export=lambda v: str(v.day), sort="day"),
    Column(key="place", label=_("去哪里"), cell=lambda v: {"text": v.place or str(v.area or ""), "main": True,
                                                            "sub": v.get_kind_display()},
           export=lambda v: v.place or str(v.area or "")),
    Column(key="host", label=_("由谁"), cell=lambda v: str(v.host), sort="host__person__pinyin"),
    Column(key="found", label=_("发现的问题"), cell=_solved,
           export=lambda v: f"{v.solved}/{v.found}" if v.found else "", sort="found"),
    Column(key="state", label=_("状态"), cell=lambda v: {"text": "", "lamp": {"tone": TONES[v.state], "word": _t(v.state_label)}},
           export=lambda v: _t(v.state_label), sort="state"),
]  # fmt: skip


def title(visit) -> str:
    return visit.place or str(visit.area or "") or str(visit.get_kind_display())


def facts(visit, member):
    seen_place = visit.latitude is not None and (
        member.pk == visit.host_id or member.role in ("clerk", "admin", "leader")
    )
    rows = [
        (_("类别"), visit.get_kind_display()), (_("日期"), when.day_words(visit.day, timezone.localdate())),
        (_("由谁"), visit.host),
        (_("同行"), visit.with_whom), (_("片区"), visit.area), (_("走访户数"), visit.households or ""),
        (_("见到人数"), visit.people or ""),
        (_("位置"), f"{visit.latitude}, {visit.longitude}" if seen_place else ""), (_("原因"), visit.reason),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value not in (None, "")]


def sections(visit, member):
    made = [{"title": _("走访情况"), "text": visit.summary}] if visit.summary else []
    if visit.findings:
        made.append(
            {
                "title": _("发现的问题"),
                "template": "visits/_findings.html",
                "findings": findings(visit, member),
            }
        )
    return made + ([{"title": _("当场办成的实事"), "text": visit.benefits}] if visit.benefits else [])


def findings(visit, member) -> list[dict]:
    """Each finding with what became of it, and a way to the voice for who may see that."""
    rows = visibility.rows("voices", member)
    numbers = [f["number"] for f in visit.findings if f["number"]]
    seen = (
        {}
        if rows is None or not numbers
        else dict(rows.filter(number__in=numbers).order_by().values_list("number", "pk"))
    )
    code = scope.current().code
    return [
        {**f, "lamp": {"tone": LAMPS.get(f["outcome"], "wait"), "word": OUTCOMES.get(f["outcome"], _t("待登记"))},
         "url": reverse("voices:detail", kwargs={"code": code, "pk": seen[f["number"]]}) if f["number"] in seen else ""}
        for f in visit.findings
    ]  # fmt: skip


def api_row(visit, member):
    return {
        "kind": visit.kind, "host": visit.host_id, "host_name": str(visit.host), "area": visit.area_id, "place": visit.place,
        "day": visit.day, "households": visit.households, "people": visit.people, "summary": visit.summary,
        "findings": [{k: f[k] for k in ("text", "number", "outcome")} for f in visit.findings],
    }  # fmt: skip


@require_safe
@never_cache
def results(request, code):
    """What visits found and what was solved, by person and town, over a span of days."""
    member, today = request.member, timezone.localdate()
    if member.role not in ("admin", "clerk", "leader", "keeper", "deputy"):
        raise Http404
    form = forms.Filter(request.GET or None)
    rows = queries.visible_to(member)
    if form.is_bound and form.is_valid():
        rows = form.apply(rows, member)
    if not _day(request.GET.get("since")):
        rows = rows.filter(day__gte=today.replace(month=1, day=1))
    context = {"title": _t("走访成效"), "filters": form, **queries.figures(rows), "year": today.year}
    return render(request, "visits/results.html", context)


def _day(text):
    try:
        return parse_date(text or "")
    except ValueError:
        return None


def links(visit, member):
    return [
        {"label": _t("走访成效"), "url": reverse("visits:results", kwargs={"code": scope.current().code})}
    ]
