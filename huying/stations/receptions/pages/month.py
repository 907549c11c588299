"""The calendar: a month at a glance on a desk, a list of days on a phone."""

from calendar import Calendar
from datetime import date, timedelta

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.kernel.clocks import rules
from huying.rules.calendar import UnknownYear
from huying.ui import when

from ...models import Station
from .. import queries
from . import entry

IN_A_CELL = 4
IN_A_LIST = 400
ROLES = ("admin", "clerk", "leader", "keeper", "deputy")


@require_safe
@never_cache
def page(request, code):
    """Everything one may see in a month; `mine` narrows it to oneself or one's stations."""
    member, today = request.member, timezone.localdate()
    if member.role not in ROLES:
        raise Http404
    first = chosen(request.GET.get("month", ""), today)
    after = _next(first)
    rows = queries.visible_to(member).exclude(state="cancelled").filter(day__gte=first, day__lt=after)
    if mine := request.GET.get("mine", "1" if member.role in ("deputy", "leader") else "") == "1":
        rows = rows.filter(host=member) if member.role in ("deputy", "leader") else rows
    found = list(rows.order_by("day", "starts_at", "pk")[:IN_A_LIST])
    days = listed(found, today)
    begins = today if first <= today < after else first  # what has passed of this month is folded
    context = {
        "title": _("接待日程"), "month": first, "label": f"{first.year}-{first.month:02d}", "weeks": weeks(first, found, today),
        "days": [d for d in days if d["day"] >= begins], "past": [d for d in days if d["day"] < begins],
        "before": _before(first), "after": after, "mine": mine,
        "may_narrow": member.role in ("deputy", "leader"), "heads": [when.weekday(date(2024, 1, n)) for n in range(1, 8)],
        "screens": _screens(member),
        "feed_url": reverse("receptions:subscribe", kwargs={"code": code}), "full": len(found) == IN_A_LIST,
    }  # fmt: skip
    return render(request, "receptions/month.html", context)


def _screens(member) -> list:
    """The stations whose sign-in code this keeper shows."""
    if member.role != "keeper":
        return []
    return list(Station.objects.filter(keepers=member, is_active=True).order_by("name"))


def chosen(text: str, today: date) -> date:
    """The first of the month that the address names ("2026-11"), or of this one."""
    try:
        year, _dash, number = text.partition("-")
        first = date(int(year), int(number), 1)
    except ValueError:
        return today.replace(day=1)
    return first if 2000 <= first.year <= 2100 else today.replace(day=1)


def _next(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


def weeks(first: date, rows, today: date) -> list[list[dict]]:
    """The month as weeks of seven cells; each knows whether it is off, today, and its first few turns."""
    by_day: dict[date, list] = {}
    for row in rows:
        by_day.setdefault(row.day, []).append(row)
    is_workday = rules()[1].is_workday
    return [
        [
            {
                "day": day, "in": day.month == first.month, "today": day == today, "off": _off(is_workday, day),
                "rows": [_short(r) for r in by_day.get(day, ())[:IN_A_CELL]],
                "more": max(0, len(by_day.get(day, ())) - IN_A_CELL),
            }
            for day in week
        ]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]  # fmt: skip


def _off(is_workday, day) -> bool:
    try:
        return not is_workday(day)
    except UnknownYear:
        return day.weekday() > 4


def _short(row) -> dict:
    return {
        "row": row,
        "lamp": entry.lamp(row),
        "time": f"{row.starts_at:%H:%M}",
        "name": row.name,
        "what": row.what_words,
    }


def listed(rows, today: date) -> list[dict]:
    """The days that have something, with their turns."""
    days: list[dict] = []
    for row in rows:
        if not days or days[-1]["day"] != row.day:
            days.append({"day": row.day, "today": row.day == today, "rows": []})
        days[-1]["rows"].append(_short(row))
    return days
