"""A person's own year by the duty rules, counted and turn by turn: the sheet for 年述职 (月进站、季回家、年述职, S026)."""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.kernel import tables
from huying.kernel.roster import Membership
from huying.ui.links import whole

from ..receptions.queries import visible_to
from . import planning, queries

OFFICE = ("admin", "clerk", "leader")
MOST = 400  # turns of one person in one year
OWING = ("planned", "announced", "present")


@require_safe
@never_cache
def year(request, code):
    """One's own year; the office chooses whose (`m`) and everybody which (`y`). A sheet to print and a file."""
    today, member = timezone.localdate(), request.member
    if member.role not in queries.STAFF:
        raise Http404
    asked = whole(request.GET.get("m"), 0)
    if asked and asked != member.pk and member.role not in OFFICE:
        raise Http404
    people = Membership.objects.filter(person__isnull=False).select_related("person", "organ")
    host = get_object_or_404(people, pk=asked or member.pk)
    chosen = min(max(whole(request.GET.get("y"), today.year), 2000), today.year + 1)
    rows = turns(member, host, chosen)
    if (kind := request.GET.get("export")) in ("xlsx", "csv"):
        return _file(kind, host, chosen, rows)
    context = {
        "title": _("%(name)s的%(year)s年履职记录") % {"name": host, "year": chosen}, "host": host, "year": chosen, "rows": rows,
        "sums": sums(rows, today), "years": range(today.year, today.year - 5, -1), "mine": host.pk == member.pk,
        "back": reverse("duties:board", kwargs={"code": code}),
    }  # fmt: skip
    return render(request, "duties/year.html", context)


def turns(member, host, chosen: int) -> list:
    """The host's turns of that year that `member` may see, in their order; one query."""
    first, last = date(chosen, 1, 1), date(chosen, 12, 31)
    rows = visible_to(member).filter(host=host, day__range=(first, last)).exclude(state="cancelled")
    return list(rows.order_by("day", "starts_at", "pk")[:MOST])


def sums(rows: list, today: date) -> list[dict]:
    """By rule (by kind where there is none): {name, planned, held, missed, open, percent, periods}.

    `periods` says "3/4": of the periods that have begun, in how many something was done."""
    found: dict[str, dict] = {}
    for row in rows:
        one = found.setdefault(
            row.what_words,
            {"planned": 0, "held": 0, "missed": 0, "open": 0, "begun": set(), "kept": set()},
        )
        one["planned"] += 1
        one["held"] += row.state == "held"
        one["missed"] += row.state == "missed"
        one["open"] += row.state in OWING
        if row.duty and planning.period_of(row.duty.every, row.day).first <= today:
            one["begun"].add(row.period)
            if row.state == "held":
                one["kept"].add(row.period)
    return [
        {
            "name": name, **{n: one[n] for n in ("planned", "held", "missed", "open")},
            "percent": queries.percent(one["held"], one["planned"] - one["open"]),
            "periods": f"{len(one['kept'])}/{len(one['begun'])}" if one["begun"] else "",
        }
        for name, one in found.items()
    ]  # fmt: skip


def _file(kind, host, chosen, rows):
    heads = [_("日期"), _("安排"), _("站点"), _("状态"), _("接待人数"), _("记录")]
    lines = (
        [
            r.day,
            r.what_words,
            r.station.name if r.station_id else "",
            _(r.state_label),
            r.visitors if r.visitors is not None else "",
            r.summary,
        ]
        for r in rows
    )
    title = _("%(name)s的%(year)s年履职记录") % {"name": host, "year": chosen}
    return tables.download(kind, title=title, heads=heads, lines=lines, filters={})
