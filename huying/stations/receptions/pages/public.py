"""The roster that everybody reads: who receives where in the coming weeks (S027, S035)."""

from datetime import timedelta

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huying.kernel.roster import Area
from huying.ui.links import whole

from .. import queries
from .month import listed

WEEKS = 6
MOST = 200


@require_safe
def roster(request, code):
    """Announced receptions of the coming weeks by day, narrowed by town; a booking where places are left."""
    today = timezone.localdate()
    rows = queries.announced(today, today + timedelta(weeks=WEEKS))
    area, station = whole(request.GET.get("area"), 0), whole(request.GET.get("station"), 0)
    if area:
        rows = rows.filter(station__area=area) | rows.filter(station__area__parent=area)
    if station:
        rows = rows.filter(station=station)
    found = list(rows[:MOST])
    left = _left(found)
    days = listed(found, today)
    for day in days:
        for one in day["rows"]:
            row = one["row"]
            one["left"] = left.get(row.pk)
            if one["left"] and row.day >= today:
                one["book_url"] = reverse("bookings:make", kwargs={"code": code}) + f"?r={row.pk}"
    context = {
        "title": _("接待公告"), "days": days, "area": area,
        "areas": Area.objects.filter(kind__in=["town", "street"]).order_by("name"),
    }  # fmt: skip
    return render(request, "receptions/roster.html", context)


def _left(rows) -> dict[int, int]:
    """Places left of each that takes bookings."""
    from ...bookings.queries import taken

    booked = taken("reception", [r.pk for r in rows if r.capacity])
    return {r.pk: max(0, r.capacity - booked.get(r.pk, 0)) for r in rows if r.capacity}
