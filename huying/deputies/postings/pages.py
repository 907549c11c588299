"""Postings in lists and on their page; the page of nearest stations; guests from other congresses."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huying.kernel import access
from huying.kernel.process import Refused
from huying.ui.columns import Column
from huying.ui.links import whole

from ..models import Guest
from . import operations, queries
from .flow import FLOW
from .guests import GuestForm, keep
from .words import spelled

TONES = {"proposed": "warn", "confirmed": "ok", "declined": "wait", "ended": "wait"}
MOST = 300  # rows on the page of proposals


def _who(row):
    sub = row.guest.get_level_display() if row.guest_id else ""
    return {"text": row.name, "sub": sub, "main": True}


def _state(row):
    days = " — ".join(d.isoformat() for d in (row.since, row.until) if d)
    return {"text": "", "lamp": {"tone": TONES[row.state], "word": _t(row.state_label)}, "sub": days}


COLUMNS = [
    Column(key="name", label=_("代表"), cell=_who, export=lambda r: r.name, sort="member__person__pinyin"),
    Column(key="station", label=_("站点"), cell=lambda r: r.station.name, sort="station__name"),
    Column(key="why", label=_("依据"), cell=lambda r: spelled(r.why)),
    Column(key="state", label=_("状态"), cell=_state, export=lambda r: _t(r.state_label), sort="state"),
]  # fmt: skip


def facts(row, member):
    shown = [
        (_t("代表"), row.name), (_t("站点"), row.station), (_t("依据"), spelled(row.why)), (_t("自"), row.since),
        (_t("至"), row.until), (_t("原因"), row.reason),
    ]  # fmt: skip
    if row.guest_id:
        shown.insert(1, (_t("几级代表"), f"{row.guest.get_level_display()} · {row.guest.of}"))
    return [(label, value) for label, value in shown if value]


def api_row(row, member) -> dict:
    return {
        "name": row.name, "deputy": row.member_id, "guest": row.guest_id, "level": row.guest.level if row.guest_id else None,
        "station": row.station_id, "since": row.since, "until": row.until, "why": row.why,
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def proposals(request, code):
    """Everybody without a station with the nearest ones and why; those ticked become proposals."""
    if not access.may(request.member, FLOW["propose"]) or request.member.role == "keeper":
        raise Http404
    if request.method == "POST":
        chosen = {whole(pk, 0) for pk in request.POST.getlist("pk")}
        made = operations.propose_all(by=request.member, at=timezone.now(), chosen=chosen)
        said = ngettext("已提出 %(n)s 件编站，确认后生效。", "已提出 %(n)s 件编站，确认后生效。", len(made))
        (messages.success if made else messages.warning)(
            request, said % {"n": len(made)} if made else _t("没有选中任何代表。")
        )
        return redirect("postings:list", code=code)
    rows = [
        {"member": m, "best": c[0] if c else None, "why": spelled(c[0].reasons) if c else "", "others": c[1:]}
        for m, c in queries.suggestions()
    ]
    found, lost = [r for r in rows if r["best"]], [r for r in rows if not r["best"]]
    context = {
        "title": _t("就近编站建议"),
        "rows": found[:MOST],
        "lost": lost[:MOST],
        "more": max(0, len(found) - MOST),
    }
    return render(request, "postings/proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def guests(request, code):
    """Deputies of other congresses who live here: name and level, entered through the register."""
    if not access.may(request.member, FLOW["post"]):
        raise Http404
    row = None
    if given := whole(request.GET.get("pk"), 0):
        row = Guest.objects.filter(pk=given).first()
        if row is None:
            raise Http404
    form = GuestForm(request.POST if request.method == "POST" else None, instance=row)
    if form.is_bound and form.is_valid():
        try:
            keep(form, by=request.member, at=timezone.now())
            messages.success(request, _t("已登记。"))
            return redirect("postings:guests", code=code)
        except Refused as reason:
            form.add_error(None, str(reason))
    context = {
        "title": _t("住在本地的其他级别代表"), "form": form, "row": row,
        "guests": Guest.objects.order_by("-is_active", "pinyin", "pk")[:MOST],
    }  # fmt: skip
    return render(request, "postings/guests.html", context, status=422 if form.errors else 200)
