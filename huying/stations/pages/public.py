"""The public list of places with its map, the page of one, and the sheet to hang on its wall."""

from typing import Any

from django import forms
from django.db.models import F, Q
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huying.kernel.roster import Area
from huying.kernel.switches import PRIVATE
from huying.ui.map import Pin, places_map
from huying.ui.switches import OUTLINE

from .. import kinds, openness, popularity, queries
from ..models import Station
from ..upgrades import queries as upgrades
from .entry import figures, stars

MOST = 300  # places on one page


class Search(forms.Form):
    """What the public narrows the list by; what is not understood narrows nothing."""

    q = forms.CharField(required=False, max_length=60)
    area = forms.ModelChoiceField(Area.everywhere.none(), required=False)
    kind = forms.ChoiceField(required=False, choices=kinds.KINDS)
    star = forms.IntegerField(required=False, min_value=1, max_value=5)
    open = forms.BooleanField(required=False)
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.filter(kind__in=["town", "street"]).order_by("name")

    def rows(self):
        data = self.cleaned_data if self.is_valid() else {k: v for k, v in self.cleaned_data.items() if v}
        rows = queries.open_ones()
        if words := data.get("q"):
            rows = rows.filter(
                Q(name__icontains=words)
                | Q(address__icontains=words)
                | Q(area__name__icontains=words)
                | Q(trade__icontains=words)
            )
        if area := data.get("area"):
            rows = rows.filter(Q(area=area) | Q(area__parent=area))
        if kind := data.get("kind"):
            rows = rows.filter(kind=kind)
        if star := data.get("star"):
            rows = rows.filter(star__gte=star)
        return rows


@require_safe
def index(request, code):
    """All places in use, narrowed by what stands in the address."""
    search, now = Search(request.GET), timezone.localtime()
    off, shown = openness.off_days(), []
    for station in search.rows()[:MOST]:
        lamp = openness.lamp(station, now, off)
        if lamp["open"] or not search.cleaned_data.get("open"):
            shown.append(
                {
                    "station": station,
                    "lamp": lamp,
                    "stars": stars(station.star),
                    "url": _url("detail", code, station),
                }
            )
    pins = [
        Pin(
            *_where(one["station"]), one["station"].name, one["url"], one["lamp"]["word"], one["lamp"]["tone"]
        )
        for one in shown
    ]
    context = {
        "title": _("各处代表联络站"), "stations": shown, "search": search, "now_open": sum(one["lamp"]["open"] for one in shown),
        "areas": search.fields["area"].queryset, "kinds": kinds.KINDS, "stars": [(n, stars(n)) for n in (5, 4, 3, 2, 1)],
        "map": {**places_map(pins, OUTLINE.of(), label=_("联络站地图")), "is_listed": True}
        if any(one["station"].lat is not None for one in shown) else None,
    }  # fmt: skip
    return render(request, "stations/public_list.html", context)


@require_safe
def one(request, code, pk):
    """One place: where, when, who sits there, what comes next, what was done."""
    station = get_object_or_404(queries.open_ones(), pk=pk)
    now = timezone.localtime()
    below = Station.objects.filter(Q(parent=station) | Q(base=station), is_active=True).order_by("name")
    say = reverse("voices:say", kwargs={"code": code}) + f"?s={station.pk}"
    context = {
        "title": station.name, "station": station, "hours": openness.table(station, now), "points": list(below),
        "stars": stars(station.star), "honour": kinds.DESIGNATIONS.get(station.designation, ""),
        "deputies": deputies(station, code), "receptions": coming(station, now.date()),
        "figures": figures(station, now.date(), public=True), "formula": popularity.formula(),
        "upgrades": list(upgrades.done(station)[:3]),
        "map": _here(station),
        "say_url": say, "say_address": request.build_absolute_uri(say),
        "poster_url": reverse("stations:poster", kwargs={"code": code, "pk": pk}),
    }  # fmt: skip
    return render(request, "stations/place.html", context)


@require_safe
def poster(request, code, pk):
    """A sheet for the wall: name, hours, telephone, deputies, and the code to scan."""
    station = get_object_or_404(queries.open_ones(), pk=pk)
    say = reverse("voices:say", kwargs={"code": code}) + f"?s={station.pk}"
    page = reverse("stations:place", kwargs={"code": code, "pk": pk})
    context = {
        "title": station.name, "station": station, "hours": openness.table(station, timezone.localtime()),
        "deputies": deputies(station, code), "say_address": request.build_absolute_uri(say),
        "page_address": request.build_absolute_uri(page), "back": page, "stars": stars(station.star),
    }  # fmt: skip
    return render(request, "stations/poster.html", context)


def _where(station) -> tuple[float | None, float | None]:
    return station.spot or (None, None)


def _here(station):
    if (spot := station.spot) is None:
        return None
    lat, lon = spot
    return places_map([Pin(lat, lon, station.name, kind=station.address)], height="low", label=_("位置"))


def deputies(station, code) -> list[dict]:
    """{"name", "sub", "url"} of those stationed here now, as the room of deputies keeps its postings.

    Nobody without a published card or who left office, nobody at all of the own ones where the congress keeps them private;
    the link leads to the card of that deputy, where there is one.
    """
    rows = station.postings.filter(state="confirmed").exclude(member__is_active=False)
    rows = rows.annotate(card=F("member__cards__pk"), card_state=F("member__cards__state"))
    if PRIVATE.of():
        rows = rows.filter(guest__isnull=False)
    rows = rows.filter(Q(guest__isnull=False) | Q(card_state="shown"))
    found = []
    for row in rows.select_related("member__person", "member__organ", "guest").order_by("pk")[:60]:
        sub = (
            row.guest.get_level_display()
            if row.guest_id
            else str(row.member.organ or row.member.title or _("人大代表"))
        )
        found.append({"name": row.name, "sub": sub, "url": _deputy(code, row.card) if row.card else ""})
    return found


def coming(station, today) -> list:
    """The next receptions that were announced."""
    rows = station.receptions.filter(state="announced", is_public=True, day__gte=today)
    return list(rows.select_related("host__person", "duty").order_by("day", "starts_at", "pk")[:5])


def _url(name, code, station) -> str:
    return reverse(f"stations:{name}", kwargs={"code": code, "pk": station.pk})


def _deputy(code, pk) -> str:
    try:
        return reverse("deputies:one", kwargs={"code": code, "pk": pk})
    except NoReverseMatch:  # the room of deputies may be switched off
        return ""
