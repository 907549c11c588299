"""The table of addresses for the office: look through it, take it out; it comes in by import."""

from django.http import Http404
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.kernel import tables
from huying.ui import links

from ..models import Address
from .matching import normal

PER_PAGE = 50


@require_safe
@never_cache
def index(request, code):
    """For those who keep the roster; others 404."""
    if request.member.role not in ("clerk", "admin"):
        raise Http404
    words = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    rows = Address.objects.select_related("area", "district", "station", "successor").order_by("key")
    if words:
        rows = rows.filter(key__contains=normal(words) or words)
    if request.GET.get("export") in ("xlsx", "csv"):
        return _file(request.GET["export"], rows)
    page = max(1, min(2000, links.whole(request.GET.get("page"), 1)))
    found = list(rows[(page - 1) * PER_PAGE : page * PER_PAGE + 1])
    context = {
        "title": _("地址表"), "rows": found[:PER_PAGE], "words": words, "before": page - 1,
        "after": page + 1 if len(found) > PER_PAGE else 0, "import_url": _import(code),
    }  # fmt: skip
    return render(request, "deputies/addresses.html", context)


def _import(code) -> str:
    try:
        return reverse("manage:import", kwargs={"code": code, "sheet": "addresses"})
    except NoReverseMatch:
        return ""


def _file(kind, rows):
    """The heads are those that the import knows, so that the table goes out and in again."""
    heads = [_("地址"), _("片区"), _("选区号"), _("联络站"), _("启用日期"), _("停用日期"), _("现名")]
    lines = (
        [
            a.text, a.area.name if a.area_id else "", a.district.number if a.district_id else "",
            a.station.name if a.station_id else "", a.since, a.until, a.successor.text if a.successor_id else "",
        ]
        for a in rows.iterator(chunk_size=500)
    )  # fmt: skip
    return tables.download(kind, title=_("地址表"), heads=heads, lines=lines, filters={})
