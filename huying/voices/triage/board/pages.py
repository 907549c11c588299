"""The board of hot matters: list, map, chart, one matter with its voices; reckoned anew on demand, handed out as a table."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from huying.kernel import access, jobs, scope, tables
from huying.rules.flow import N_
from huying.stations.datum import spot
from huying.stations.models import Station
from huying.ui import charts
from huying.ui.links import whole
from huying.ui.map import Pin, places_map
from huying.ui.stepping import stamp
from huying.ui.switches import OUTLINE

from ... import queries
from ...flow import FLOW
from ...models import HotMatter, HotRun, areas_of
from ..notes import FORMULA, PEOPLE
from . import forms
from .jobs import work_out
from .periods import DAYS, SPANS, buckets, period

RECKONS = ("clerk", "leader")
SEES = (*RECKONS, "keeper")  # a keeper the matters of the own area
SHOWN = 30
MERGEABLE = ("heard", "consulting", "handed", "adopted")
PARTS = {
    "people": N_("人数"), "messages": N_("件数"), "ups": N_("赞同"), "downs": N_("反对"), "lately": N_("近期占比"),
    "density": N_("集中程度"),
}  # fmt: skip


def _may(request, roles=SEES):
    if request.member.role not in roles:
        raise Http404


def _matters(member):
    """All matters, or those of the area and the stations that a keeper keeps."""
    rows = HotMatter.objects.all()
    if member.role != "keeper":
        return rows
    near = [pk for pk in {member.area_id, *areas_of(member)} if pk]
    return rows.filter(Q(area__in=near) | Q(area__parent__in=near))


def _run(request):
    runs = HotRun.objects.select_related("by__person")
    if pk := whole(request.GET.get("run"), 0):
        return get_object_or_404(runs, pk=pk)
    span = request.GET.get("span", "month")
    return runs.filter(span=span if span in SPANS else "month").order_by("-pk").first()


@require_safe
@never_cache
def hot(request, code):
    """The newest run of a span (?span=), or one run (?run=); ?export=xlsx|csv."""
    _may(request)
    run = _run(request)
    rows = _matters(request.member).filter(run=run).select_related("area", "field")
    matters = list(rows[:SHOWN]) if run else []
    if run and (kind := request.GET.get("export")) in ("xlsx", "csv"):
        return _file(run, rows, kind)
    span = run.span if run else request.GET.get("span", "month")
    context = {
        "title": _("热点"), "run": run, "matters": [_matter(m) for m in matters], "formula": _(FORMULA), "people": _(PEOPLE),
        "spans": [{"label": label, "url": f"?span={key}", "current": key == span} for key, label in SPANS.items()],
        "span": span if span in DAYS else "", "form": forms.Period(auto_id="hot_%s"),
        "work_url": reverse("voices:hot_work", kwargs={"code": code}) if request.member.role in RECKONS else "",
        "own_area": request.member.role == "keeper", **_drawn(run, matters),
        "exports": [{"label": kind.upper(), "url": f"?run={run.pk}&export={kind}"} for kind in ("xlsx", "csv")] if run else [],
        "crumbs": [{"label": _("民情"), "url": reverse("voices:list", kwargs={"code": code})}, {"label": _("热点")}],
    }  # fmt: skip
    return render(request, "voices/triage/hot.html", context)


def _matter(m) -> dict:
    return {"row": m, "url": reverse("voices:hot_matter", kwargs={"code": scope.current().code, "pk": m.pk})}


def _drawn(run, matters) -> dict:
    """Bars of heat, a strip over time, and pins where a station of the area stands."""
    if not matters:
        return {}
    top = matters[:8]
    labels = _labels(run)
    pins = _pins(matters)
    return {
        "bars": charts.bars(_("热度"), [(_short(m.title), round(m.heat, 1)) for m in top]),
        "strip": charts.heat_strip(
            _("每段时间的件数"), labels, [(_short(m.title), m.trend) for m in top], unit=_(" 件")
        ),
        "map": places_map(pins, OUTLINE.of(), label=_("热点地图")) if pins else None,
    }


def _labels(run) -> list[str]:
    return [label for label, _end in buckets(run.since, run.until)]


def _pins(matters) -> list[Pin]:
    areas = {pk for m in matters if m.area_id for pk in (m.area_id, m.area.parent_id) if pk}
    spots: dict = {}
    for station in Station.objects.filter(area__in=areas, lat__isnull=False).order_by("-pk"):
        spots[station.area_id] = spot(station.lat, station.lon, station.datum)
    made = []
    for m in matters:
        found = m.area_id and (spots.get(m.area_id) or spots.get(m.area.parent_id))
        lat, lon = found or (None, None)
        kind = _("%(n)s 件 · 热度 %(heat)s") % {"n": m.messages, "heat": round(m.heat, 1)}
        made.append(
            Pin(
                lat,
                lon,
                m.title,
                url=_matter(m)["url"],
                kind=kind,
                tone="late" if m.rank <= 3 else "warn",
                number=m.rank,
            )
        )
    return made if any(p.lat is not None for p in made) else []


def _short(title: str) -> str:
    return title if len(title) <= 14 else f"{title[:13]}…"


def _file(run, rows, kind):
    lines = (
        [
            m.rank,
            m.title,
            m.place or str(m.area or ""),
            str(m.field or ""),
            m.first_on,
            m.last_on,
            m.people,
            m.messages,
            m.heat,
        ]
        for m in rows
    )
    filters = {_("从"): run.since.isoformat(), _("到"): run.until.isoformat()}
    heads = [
        _("名次"),
        _("事项"),
        _("地点"),
        _("领域"),
        _("最早"),
        _("最近"),
        _("人数"),
        _("件数"),
        _("热度"),
    ]
    return tables.download(kind, title=str(_("热点")), heads=heads, lines=lines, filters=filters)


@require_safe
@never_cache
def matter(request, code, pk):
    """One matter: what its heat is made of, its voices, and what can be done with them."""
    _may(request)
    row = get_object_or_404(_matters(request.member).select_related("run", "area", "field"), pk=pk)
    linked = list(
        queries.visible_to(request.member)
        .filter(pk__in=row.links.values("voice"))
        .order_by("heard_on", "pk")[:100]
    )
    lead = next((v for v in linked if v.state in MERGEABLE), None)
    able = lead is not None and access.may(request.member, FLOW["merge"])
    context = {
        "title": row.title, "row": row, "voices": [_voice(v, lead, able) for v in linked],
        "lead": lead if able else None, "formula": _(FORMULA), "people": _(PEOPLE),
        "parts": [(_(PARTS.get(k, k)), round(v, 2)) for k, v in row.parts.items() if v],
        "chart": charts.columns(_("每段时间的件数"), list(zip(_labels(row.run), row.trend, strict=True)), _(" 件")),
        "adopt_url": reverse("voices:adopt", kwargs={"code": code, "pk": lead.pk})
        if lead and lead.state in FLOW["adopt"].source and access.may(request.member, FLOW["adopt"], lead) else "",
        "crumbs": [{"label": _("热点"), "url": f"{reverse('voices:hot', kwargs={'code': code})}?run={row.run_id}"},
                   {"label": row.title}],
    }  # fmt: skip
    return render(request, "voices/triage/hot_matter.html", context)


def _voice(v, lead, able) -> dict:
    """A voice of the matter, with the press that puts it to the leading one where that may be."""
    found = {"row": v, "merge": "", "stamp": None}
    if able and v.pk != lead.pk and v.state in FLOW["merge"].source:
        found["merge"] = reverse("voices:merge", kwargs={"code": scope.current().code, "pk": v.pk})
        found["stamp"] = stamp(v)
        found["stamp"].auto_id = False
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def hot_work(request, code):
    """Start a reckoning; leads to its progress."""
    _may(request, RECKONS)
    if request.method != "POST":
        return redirect("voices:hot", code=code)
    today, span = timezone.localdate(), request.POST.get("span", "")
    if span in DAYS:
        since, until = period(span, today)
    else:
        form = forms.Period(request.POST, auto_id="hot_%s")
        if not form.is_valid():
            context = {
                "title": _("热点"),
                "form": form,
                "work_url": request.path,
                "spans": [],
                "formula": _(FORMULA),
            }
            return render(request, "voices/triage/hot.html", context, status=422)
        span, since, until = "custom", form.cleaned_data["since"], form.cleaned_data["until"]
    title = _("计算热点 %(since)s — %(until)s") % {"since": since.isoformat(), "until": until.isoformat()}
    days = {"since": since.isoformat(), "until": until.isoformat()}
    shown = jobs.start(title, work_out, by=request.member, at=timezone.now(), total=3, span=span, **days)
    return redirect("job", code=code, pk=shown.pk)
