"""The congress's public front page: say something, follow it, and what came of it all."""

from datetime import date

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import remember
from huying.kernel.roster import Congress
from huying.stations import queries as stations
from huying.suggestions import figures as suggestion_figures
from huying.suggestions import queries as suggestions
from huying.voices import queries as voices

NEWEST = 6


def home(request):
    """The installation's door: the congresses it serves; straight on where there is only one."""
    rows = list(Congress.objects.filter(is_active=True).order_by("division", "pk")[:200])
    if len(rows) == 1:
        return redirect("desk", code=rows[0].code)
    return render(request, "project/home.html", {"title": _("人民代表大会"), "congresses": rows})


def page(request, code):
    today = timezone.localdate()
    facts = remember.until_change("front", lambda: _facts(today), day=today)
    return render(request, "project/front.html", {"title": request.congress.name, **facts})


def _facts(today: date) -> dict:
    """This year's figures, the newest published suggestions, the stations."""
    since = date(today.year, 1, 1)
    said = voices.figures(since=since, until=today)["total"]
    rates = suggestion_figures.rates(today.year, day=today)
    totals = {name: sum(r[name] for r in rates) for name in ("assigned", "replied", "solved")}
    good, basic, no = (sum(r[f"result_{level}"] for r in rates) for level in ("good", "basic", "no"))
    return {
        "year": today.year,
        "said": said,
        "suggestions": totals,
        "solved_rate": suggestion_figures.share(totals["solved"], totals["replied"]),
        "satisfied_rate": suggestion_figures.satisfied(good, basic, no),
        "newest": [
            {"pk": s.pk, "title": s.title, "unit": str(s.lead_unit or ""), "on": s.published_at}
            for s in suggestions.published()[:NEWEST]
        ],
        "stations": list(stations.open_ones().values("pk", "name", "address", "hours")[:4]),
    }
