"""The public list of places and the page of one."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huying.kernel.roster import Area

from .. import openness, queries

MOST = 300


@require_safe
def index(request, code):
    """All stations, narrowed by town and words; both stand in the address."""
    rows, words, area = (
        queries.open_ones(),
        request.GET.get("q", "").strip()[:60],
        request.GET.get("area", ""),
    )
    if words:
        rows = rows.filter(
            Q(name__icontains=words) | Q(address__icontains=words) | Q(area__name__icontains=words)
        )
    if area.isascii() and area.isdigit() and len(area) < 12:
        rows = rows.filter(Q(area=area) | Q(area__parent=area))
    areas = Area.objects.filter(kind__in=["town", "street"]).order_by("name")
    context = {
        "title": _("代表联络站"),
        "stations": list(rows[:MOST]),
        "areas": areas,
        "area": area,
        "words": words,
    }
    return render(request, "stations/public_list.html", context)


@require_safe
def one(request, code, pk):
    station = get_object_or_404(queries.open_ones(), pk=pk)
    context = {
        "title": station.name, "station": station, "points": station.points.filter(is_active=True).order_by("name"),
        "hours": openness.table(station, timezone.localtime()),
        "say_url": reverse("voices:say", kwargs={"code": code}) + f"?s={station.pk}",
        "say_address": request.build_absolute_uri(reverse("voices:say", kwargs={"code": code}) + f"?s={station.pk}"),
    }  # fmt: skip
    return render(request, "stations/place.html", context)
