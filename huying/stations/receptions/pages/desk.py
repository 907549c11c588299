"""Signing in at the station: its screen with the changing code, and the page that the code opens on a phone."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huying.kernel.process import Refused
from huying.kernel.roster import Membership
from huying.ui.stepping import Stamp, stamp

from ...models import Reception, Station
from .. import feeds, forms, operations, queries, signing
from ..models import kept_by
from . import entry

KEEPS = ("keeper", "clerk", "admin")


def _kept(request, pk) -> Station:
    """The station, for who keeps it or serves in the office."""
    station = get_object_or_404(Station.objects.filter(is_active=True), pk=pk)
    if request.member.role not in KEEPS or (
        request.member.role == "keeper" and station.pk not in kept_by(request.member)
    ):
        raise Http404
    return station


@require_safe
@never_cache
def screen(request, code, pk):
    """What the station shows: the code in figures and as a picture, for two minutes; the page renews itself."""
    station, at = _kept(request, pk), timezone.now()
    shown = signing.code_at(station, at)
    url = (
        request.build_absolute_uri(reverse("receptions:arrive", kwargs={"code": code, "pk": pk}))
        + f"?k={shown}"
    )
    context = {
        "title": _("签到码"), "station": station, "shown": signing.spell(shown), "url": url, "left": signing.left(at) + 1,
        "rows": [entry_line(r) for r in _today(station, at)],
    }  # fmt: skip
    part = "receptions/_screen.html" if request.htmx else "receptions/screen.html"
    return render(request, part, context)


def _today(station, at):
    rows = Reception.objects.filter(station=station, day=timezone.localdate(at)).exclude(state="cancelled")
    return rows.select_related(*queries.FOR_LISTS).order_by("starts_at", "pk")[:60]


def entry_line(row) -> dict:
    return {"row": row, "lamp": entry.lamp(row), "time": f"{row.starts_at:%H:%M}", "name": row.name}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def arrive(request, code, pk):
    """Opened by scanning: one's own turns of today at this station; one press signs in."""
    member, at = request.member, timezone.now()
    if member.person_id is None:
        return redirect(f"/sign-in/?{urlencode({'next': request.get_full_path()})}")
    station = get_object_or_404(Station.objects.filter(is_active=True), pk=pk)
    rows = list(queries.of_day(member, timezone.localdate(at), station))
    form = forms.SignIn(
        request.POST if request.method == "POST" else None, initial={"code": request.GET.get("k", "")[:20]}
    )
    status = 200
    if request.method == "POST":
        row = next((r for r in rows if str(r.pk) == request.POST.get("row", "")), None)
        status = 422
        if row is not None and form.is_valid():
            sent = Stamp(request.POST)
            key = sent.cleaned_data["_key"] if sent.is_valid() else None
            try:
                operations.sign_in(row, by=member, at=at, key=key or None, **form.cleaned_data)
                return redirect("receptions:detail", code=code, pk=row.pk)
            except Refused as reason:
                form.add_error("code", str(reason))
                status = 409
        elif row is None:
            form.add_error(None, _("请选择要签到的一项。"))
    context = {
        "title": _("签到"),
        "station": station,
        "rows": [entry_line(r) for r in rows],
        "form": form,
        "stamp": stamp(),
    }
    return render(request, "receptions/arrive.html", context, status=status)


@require_safe
@never_cache
def ics(request, code, pk):
    """One turn as a file for a phone's calendar: for who may see it, and for everybody once it is announced."""
    rows = Reception.objects.select_related(*queries.FOR_LISTS)
    row, public = queries.visible_to(request.member).filter(pk=pk).first(), False
    if row is None:
        row, public = rows.filter(pk=pk, state="announced", is_public=True).first(), True
    if row is None:
        raise Http404
    body = feeds.calendar([row], row.what_words, at=timezone.now(), public=public)
    return _file(body, f"reception-{pk}.ics")


@require_safe
@never_cache
def subscribe(request, code):
    """The private addresses of one's own calendar and of the stations one keeps."""
    member = request.member
    if member.person_id is None or member.role not in ("admin", "clerk", "leader", "keeper", "deputy"):
        raise Http404
    mine = [("m", member.pk, _("我的日程"))] if member.role in ("deputy", "leader", "keeper", "clerk") else []
    mine += [
        ("s", s.pk, s.name) for s in Station.objects.filter(keepers=member, is_active=True).order_by("name")
    ]
    rows = [
        {"kind": kind, "pk": pk, "name": name, "url": _address(request, kind, pk)} for kind, pk, name in mine
    ]
    return render(request, "receptions/subscribe.html", {"title": _("订阅日程"), "rows": rows})


def _address(request, kind, pk):
    where = {"code": request.congress.code, "kind": kind, "pk": pk, "key": feeds.key_of(kind, pk)}
    return request.build_absolute_uri(reverse("receptions:feed", kwargs=where))


@require_POST
def renew(request, code):
    """A new address for a calendar of one's own; whoever had the old one sees nothing more."""
    kind, pk = request.POST.get("kind", ""), request.POST.get("pk", "")
    own = kind == "m" and pk == str(request.member.pk)
    kept = (
        kind == "s" and pk.isascii() and pk.isdigit() and len(pk) < 18 and int(pk) in kept_by(request.member)
    )
    if request.member.person_id is None or not (own or kept):
        raise Http404
    feeds.draw_new(kind, int(pk))
    return redirect("receptions:subscribe", code=code)


@require_safe
def feed(request, code, kind, pk, key):
    """The subscription that a calendar program fetches: no sign-in, only the key; 404 for anything else."""
    if not feeds.opens(kind, pk, key):
        raise Http404
    rows, at = Reception.objects.select_related(*queries.FOR_LISTS), timezone.now()
    owner: Membership | Station | None
    if kind == "m":
        owner = (
            Membership.objects.filter(pk=pk, is_active=True, person__isnull=False)
            .select_related("person")
            .first()
        )
        rows = rows.filter(host=pk)
    else:
        owner = Station.objects.filter(pk=pk, is_active=True).first()
        rows = rows.filter(station=pk)
    if owner is None:
        raise Http404
    return _file(feeds.calendar(feeds.around(rows, timezone.localdate(at)), str(owner), at=at), "huying.ics")


def _file(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
