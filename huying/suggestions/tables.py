"""Pages of figures: the units side by side, and the year at a glance."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.ballots import words
from huying.kernel import remember
from huying.kernel.fields import said
from huying.ui import charts, links, when

from . import figures

READERS = ("clerk", "leader", "handler", "deputy")


def _appraised(tested) -> list[str]:
    """What the members of the standing committee said of a unit and of its suggestions, in words."""
    made = []
    if tested and (tested["rate"] or tested["outcome"]):
        outcome = words.OUTCOMES.get(tested["outcome"], "")
        made.append(" ".join(filter(None, (tested["rate"] and f"{tested['rate']}%", outcome and _(outcome)))))
    if tested and tested["suggestions"]:
        counts = {"n": tested["suggestions"], "failed": tested["failed"]}
        made.append(_("%(n)s 件测评，%(failed)s 件未达到满意") % counts)
    return made


@require_safe
@never_cache
def rates(request, code):
    """What was answered beside what was solved, per unit and year; satisfaction never stands alone."""
    member, today = request.member, timezone.localdate()
    if member.role not in READERS:
        raise Http404
    year = links.whole(request.GET.get("year"), today.year)
    found = remember.until_change(
        f"rates:{year}:{member.role in figures.INSIDE}",
        lambda: {
            "rows": figures.rates(year, member=member, day=today),
            "tests": figures.tests(year),
            "years": figures.years(),
            **figures.statistics(year=year, parts=("months", "fields")),
        },
        day=today,
    )
    rows = [{**row, "appraised": _appraised(found["tests"].get(row["unit"]))} for row in found["rows"]]
    top = [(said(name), n) for name, n in sorted(found["fields"], key=lambda p: -p[1])[:12]]
    pairs = [(r["name"], r["result_rate"], r["solved_rate"]) for r in rows if r["replied"]]
    context = {
        "title": _("%(year)s年办理统计") % {"year": year}, "year": year, "rows": rows,
        "years": sorted({*found["years"], today.year}, reverse=True),
        "pairs": charts.paired_bars(_("结果满意率与办成率"), pairs[:20], _("结果满意率"), _("办成率")),
        "months": charts.columns(_("各月提出"), [(when.month(m.month), n) for m, n in found["months"]], _("件")),
        "fields": charts.bars(_("领域"), top, _("件")),
    }  # fmt: skip
    return render(request, "suggestions/rates.html", context)
