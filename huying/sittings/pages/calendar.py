"""Months of sittings, and the private address under which a phone subscribes to one's own."""

from datetime import date

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from huying.kernel.roster import Membership
from huying.rules.deadlines import months

from .. import feeds, queries
from ..models import Sitting
from .door import calendar_file
from .entry import lamp

MOST = 200


@require_safe
@never_cache
def page(request, code):
    """One month, day by day."""
    today = timezone.localdate()
    first = _month(request.GET.get("month", ""), today)
    after = months(first, 1)
    before = date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
    rows = (
        queries.visible_to(request.member)
        .filter(day__lt=after, until__gte=first)
        .order_by("day", "starts_at", "pk")
    )
    days: dict = {}
    for row in rows[:MOST]:
        days.setdefault(max(row.day, first), []).append(
            {"row": row, "lamp": lamp(row), "time": f"{row.starts_at:%H:%M}"}
        )
    context = {
        "title": _("会议日历"), "label": f"{first:%Y-%m}", "before": before, "after": after,
        "days": [{"day": d, "rows": found} for d, found in sorted(days.items())],
        "feed_url": reverse("sittings:subscribe", kwargs={"code": code}) if request.member.person_id else "",
    }  # fmt: skip
    layout = "ui/public.html" if request.member.role == "public" else "ui/desk.html"
    return render(request, "sittings/calendar.html", context | {"layout": layout})


def _month(text: str, today: date) -> date:
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return found if 1950 <= found.year <= 2199 else today.replace(day=1)


@require_safe
@never_cache
def subscribe(request, code):
    """The private address of one's own calendar."""
    member = request.member
    if member.person_id is None:
        raise Http404
    where = {"code": code, "pk": member.pk, "key": feeds.key_of(member.pk)}
    url = request.build_absolute_uri(reverse("sittings:feed", kwargs=where))
    return render(request, "sittings/subscribe.html", {"title": _("订阅会议日程"), "url": url})


@require_POST
def renew(request, code):
    """A new address; whoever had the old one sees nothing more."""
    if request.member.person_id is None:
        raise Http404
    feeds.draw_new(request.member.pk)
    return redirect("sittings:subscribe", code=code)


@require_safe
@never_cache
def feed(request, code, pk, key):
    """What a calendar program fetches: no sign-in, only the key; 404 for anything else."""
    if not feeds.opens(pk, key):
        raise Http404
    owner = (
        Membership.objects.filter(pk=pk, is_active=True, person__isnull=False)
        .select_related("person")
        .first()
    )
    if owner is None:
        raise Http404
    rows = Sitting.objects.filter(pk__in=queries.called(owner), state__in=(*queries.TOLD, "cancelled"))
    today, at = timezone.localdate(), timezone.now()
    return calendar_file(feeds.calendar(feeds.around(rows, today), str(owner), at=at), "huying-sittings.ics")
