"""驾驶舱: two minutes for a leader: what is overdue and whose, satisfaction beside the solved rate, where people press."""

from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.kernel import fields, remember
from huying.suggestions import figures, queries
from huying.ui import charts, clocks, links, when
from huying.voices import queries as voices

from . import side_by_side

MOST, MISSED = 12, 100


@require_safe
@never_cache
def page(request, code):
    """Leaders, clerks and admins; everybody else 404."""
    if request.member.role not in ("leader", "clerk", "admin"):
        raise Http404
    today = timezone.localdate()
    year = links.whole(request.GET.get("year"), today.year)
    if not 1954 <= year <= today.year:
        year = today.year
    facts = remember.until_change(f"board:{year}", lambda: _facts(year, today), day=today)
    owed = queries.overdue(request.member)
    late = [
        {
            "title": str(s),
            "unit": str(s.lead_unit or _(s.state_label)),  # before it is assigned no unit owes it
            "url": f"/c/{code}/suggestions/{s.pk}/",
            "lamp": clocks.lamp_of(s.due_on, today),
        }
        for s in owed[:MOST]
    ]
    lists = reverse("suggestions:list", kwargs={"code": code})
    reads = request.member.role in ("clerk", "leader")  # an administrator has rates, no matters
    to = {
        "said": f"{reverse('voices:figures', kwargs={'code': code})}?since={year}-01-01&until={min(today, date(year, 12, 31))}",
        "rates": f"{reverse('suggestions:rates', kwargs={'code': code})}?year={year}",
        "overdue": f"{lists}?tray=overdue",
        "missed": "#missed",
    }
    years = [{"year": y, "current": y == year} for y in range(today.year, today.year - 4, -1)]
    context = {
        "title": _("驾驶舱"), "year": year, "years": years, "late": late, "now_late": owed.count(),
        "to": to if reads else {}, **facts,
    }  # fmt: skip
    return render(request, "project/board.html", context)


def _missed(row) -> dict:
    told = {"pk": row.pk, "title": row.suggestion.title, "unit": str(row.unit)}
    return {**told, "due_on": row.due_on, "replied_on": row.first_replied_on}


def _facts(year: int, today: date) -> dict:
    until = min(today, date(year, 12, 31))
    said = voices.figures(since=date(year, 1, 1), until=until)
    rates = figures.rates(year, day=today)
    total = side_by_side.totals(rates)
    ranked = [r for r in rates if r["replied"]][:MOST]
    by_field: dict = {}
    for row in said["fields"]:
        name = fields.said(row["field__parent__name"] or row["field__name"] or "") or _("未分类")
        by_field[name] = by_field.get(name, 0) + row["said"]
    return {
        "said": said["total"],
        "total": total, "missed": [_missed(row) for row in figures.late(year, day=today)[:MISSED]],
        "on_time_rate": figures.share(total["on_time"], total["on_time"] + total["late"]),
        "pair": side_by_side.inside(total),
        "charts": [
            charts.line(
                _("群众反映：每月说了、答复、落实"),
                [when.month(m["month"].month) for m in said["months"]],
                [(_("已收到"), [m["heard"] for m in said["months"]]), (_("已答复"), [m["answered"] for m in said["months"]]),
                 (_("已落实"), [m["done"] for m in said["months"]])],
                _("件"),
            ),
            charts.bars(_("群众反映最多的领域"), sorted(by_field.items(), key=lambda pair: -pair[1])[:10], _("件")),
            charts.paired_bars(
                _("各单位：代表满意率旁边是办成率"),
                [(r["name"], r["result_rate"], r["solved_rate"]) for r in ranked],
                _("代表满意率"), _("办成率"),
            ),
            charts.funnel(_("从反映到落实"), [
                (_("群众提交"), said["total"]["said"]), (_("确认收到"), said["total"]["heard"]),
                (_("答复"), said["total"]["answered"]), (_("落实"), said["total"]["done"]),
            ]),
        ],
    }  # fmt: skip
