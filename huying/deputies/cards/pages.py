"""Cards for those who keep them; publishing all at once; the sheet to print."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from huying.kernel import access, scope
from huying.kernel.process import Refused
from huying.kernel.roster import Organ
from huying.ui.columns import Column
from huying.ui.links import whole

from .. import queries as seats
from ..models import DeputyCard
from ..postings.queries import stations
from . import operations, queries
from .flow import FLOW

MOST = 60  # cards on one sheet to print
TONES = {"shown": "ok", "hidden": "wait"}

COLUMNS = [
    Column(key="name", label=_("代表"), cell=lambda r: {"text": str(r.member), "sub": str(r.member.organ or ""), "main": True},
           export=lambda r: str(r.member), sort="member__person__pinyin"),
    Column(key="code", label=_("代表码"), cell=lambda r: r.code, sort="code"),
    Column(key="tags", label=_("专长"), cell=lambda r: "、".join(r.tags)),
    Column(key="letters", label=_("接收来信"), cell=lambda r: _t("是") if r.takes_letters else _t("否")),
    Column(key="state", label=_("状态"), cell=lambda r: {"text": "", "lamp": {"tone": TONES[r.state], "word": _t(r.state_label)}},
           export=lambda r: _t(r.state_label), sort="state"),
]  # fmt: skip


def facts(row, member):
    shown = [
        (_t("代表码"), row.code), (_t("代表团"), row.member.organ), (_t("专长"), "、".join(row.tags)),
        (_t("自我介绍"), row.intro), (_t("接收来信"), _t("是") if row.takes_letters else _t("否")),
    ]  # fmt: skip
    return [(label, value) for label, value in shown if value]


def links(row, member) -> list[dict]:
    if row.state != "shown":
        return []
    url = reverse("deputies:one", kwargs={"code": scope.current().code, "pk": row.pk})
    return [{"label": _t("群众看到的页面"), "url": url}]


def api_row(row, member) -> dict:
    return {
        "deputy": row.member_id, "name": str(row.member), "code": row.code, "intro": row.intro, "tags": row.tags,
        "takes_letters": row.takes_letters,
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def publish_all(request, code):
    """Cards for every deputy in office at one press; those who have one keep it."""
    if not access.may(request.member, FLOW["publish"]):
        raise Http404
    waiting = seats.active().filter(person__isnull=False, cards=None)
    if request.method == "POST":
        try:
            made = operations.publish_many(list(waiting), by=request.member, at=timezone.now())
        except Refused as reason:
            messages.warning(request, str(reason))
            return redirect("deputy_cards:publish_all", code=code)
        said = ngettext("已公开 %(n)s 位代表的名片。", "已公开 %(n)s 位代表的名片。", len(made))
        messages.success(request, said % {"n": len(made)})
        return redirect("deputy_cards:list", code=code)
    context = {
        "title": _t("公开全部在任代表的名片"),
        "count": waiting.count(),
        "known": DeputyCard.objects.count(),
    }
    return render(request, "deputy_cards/publish_all.html", context)


@require_safe
def sheet(request, code):
    """Cards of deputies, or signs of stations, with their codes: A4, many on a page."""
    if request.member.role not in ("clerk", "admin", "keeper", "leader"):
        raise Http404
    of_stations = request.GET.get("of") == "stations"
    delegation, page = whole(request.GET.get("delegation"), 0), whole(request.GET.get("page"), 1)
    rows = stations() if of_stations else queries.published()
    if delegation and not of_stations:
        rows = rows.filter(member__organ=delegation)
    first = max(0, min(5000, page - 1)) * MOST
    found = list(rows[first : first + MOST + 1])
    made = _signs(request, found[:MOST], code) if of_stations else _cards(request, found[:MOST], code)
    context = {
        "title": _t("站点二维码") if of_stations else _t("代表名片（打印）"), "cards": made, "of_stations": of_stations,
        "organs": Organ.objects.filter(kind="delegation", is_active=True).order_by("name"), "delegation": delegation,
        "next_page": page + 1 if len(found) > MOST else 0, "page": page,
    }  # fmt: skip
    return render(request, "deputy_cards/sheet.html", context)


def _cards(request, rows, code):
    members = [c.member_id for c in rows]
    seat_of, at = queries.seats_of(members), queries.stations_of(members)
    return [
        {
            "name": str(c.member), "code": c.code, "seat": seat_of.get(c.member_id), "stations": at.get(c.member_id, [])[:2],
            "delegation": c.member.organ, "url": request.build_absolute_uri(reverse("deputies:one", args=[code, c.pk])),
        }
        for c in rows
    ]  # fmt: skip


def _signs(request, rows, code):
    return [
        {
            "name": s.name, "code": "", "address": s.address, "hours": s.hours, "telephone": s.telephone,
            "url": request.build_absolute_uri(reverse("stations:detail", args=[code, s.pk])),
        }
        for s in rows
    ]  # fmt: skip
