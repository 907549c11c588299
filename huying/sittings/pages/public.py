"""What everybody sees: coming sittings with their agenda, papers that are public, seats for citizens (R-STR-33)."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .. import queries
from ..materials import queries as materials
from .entry import items, lamp, moment, program

MOST = 60


@require_safe
@never_cache
def public_list(request, code):
    """Public sittings whose notice is out, newest first."""
    rows = [
        {"row": r, "lamp": lamp(r), "moment": moment(r)} for r in queries.public(timezone.localdate())[:MOST]
    ]
    return render(request, "sittings/public.html", {"title": _("会议公开"), "rows": rows})


@require_safe
@never_cache
def public_detail(request, code, pk):
    """One sitting: when, where, its agenda, what was decided, papers, how to observe."""
    row = queries.public(timezone.localdate()).filter(pk=pk).first()
    if row is None:
        raise Http404
    draw = row.draws.exclude(state="void").first()
    listed = items(row, request.member)
    papers = materials.visible_to(request.member).filter(sitting=row, state="offered")
    context = {
        "title": row.title, "row": row, "lamp": lamp(row), "moment": moment(row), "draw": draw,
        "section": {"items": listed, "papers": list(papers[:100]), "program": program(row, listed), "sitting": row},
        "may_apply": draw is not None and draw.state == "taking" and timezone.now() < draw.closes_at,
    }  # fmt: skip
    return render(request, "sittings/place.html", context)
