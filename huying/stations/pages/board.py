"""The office's view of all places: counts, gaps, what was invested, where people go."""

from collections import Counter

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.kernel import remember
from huying.ui import charts
from huying.ui.map import Pin, places_map
from huying.ui.switches import OUTLINE

from .. import kinds, openness, popularity
from ..assessments import queries as assessments
from ..models import Station
from ..queries import OFFICE
from ..upgrades import queries as upgrades
from .entry import stars
from .public import MOST

RANKED, GAPS = 15, 30


@require_safe
@never_cache
def board(request, code):
    """The office; everybody else 404."""
    if request.member.role not in OFFICE:
        raise Http404
    now = timezone.localtime()
    facts = remember.until_change("stations:board", lambda: _facts(now.date()), day=now.date())
    rows, off = list(_live()), openness.off_days()
    pins = [
        Pin(lat, lon, s.name, reverse("stations:detail", args=[code, s.pk]), str(kinds.KINDS[s.kind]),
            openness.lamp(s, now, off)["tone"])
        for s in rows if s.spot for lat, lon in [s.spot]
    ]  # fmt: skip
    context = {
        "title": _("联络站总览"), **facts, "formula": popularity.formula(),
        "open_now": sum(openness.lamp(s, now, off)["open"] for s in rows),
        "map": places_map(pins, OUTLINE.of(), label=_("联络站地图")) if pins else None,
        "rules_url": reverse("manage:rules", kwargs={"code": code}),
    }  # fmt: skip
    return render(request, "stations/board.html", context)


def _live():
    return (
        Station.objects.filter(state__in=["open", "suspended"])
        .select_related("area__parent")
        .order_by("name")[:MOST]
    )


def _facts(today) -> dict:
    rows = list(_live())
    names = {s.pk: s.name for s in rows}
    found = popularity.lines(today, names)
    ranked = sorted(((popularity.index(lines), names[pk]) for pk, lines in found.items()), reverse=True)
    towns = Counter(_town(s) for s in rows)
    by_star = Counter(s.star for s in rows if s.star)
    kept = set(Station.objects.filter(pk__in=names, keepers__is_active=True).values_list("pk", flat=True))
    latest = list(assessments.latest()[:MOST])
    found_gaps = assessments.gaps(latest)
    gaps = Counter((g["checklist"].name, g["item"]) for g in found_gaps)
    return {
        "count": len(rows),
        "unstaffed": sum(pk not in kept for pk in names),
        "unplaced": sum(s.lat is None for s in rows),
        "suspended": sum(s.state == "suspended" for s in rows),
        "money": upgrades.spent(),
        "assessed": len(latest),
        "full": sum(row.percent == 100 for row in latest),
        "gaps": [
            {"station": g["station"].name, "list": g["checklist"].name, "item": g["item"], "note": g["note"],
             "pk": g["assessment"].pk}
            for g in found_gaps[:GAPS]
        ],
        "ranked": [(name, points) for points, name in ranked[:RANKED]],
        "charts": [
            charts.bars(_("各类站点"), [(str(kinds.KINDS[k]), n) for k, n in Counter(s.kind for s in rows).most_common()]),
            charts.bars(_("各乡镇、街道"), towns.most_common(20)),
            charts.bars(_("星级"), [(stars(n), by_star[n]) for n in (5, 4, 3, 2, 1) if by_star[n]]),
            charts.bars(_("人气指数前列"), [(name, points) for points, name in ranked[:RANKED] if points]),
            charts.bars(_("差距最多的检查项"), [(text, n) for (_list, text), n in gaps.most_common(12)]),
        ],
    }  # fmt: skip


def _town(station) -> str:
    if station.area is None:
        return _("驻外")
    above = station.area.parent if station.area.kind in ("village", "community") else None
    return str((above or station.area).name)
