"""Who reads the books, and what the table of routes proposes."""

from types import SimpleNamespace

from django.db.models import QuerySet

from huying.kernel.trays import Tray

from .models import Chain, Plan, Route, WatchList

STAFF = ("clerk", "leader", "house")
TRAYS: list[Tray] = []


def visible_routes(member) -> QuerySet:
    rows = Route.objects.select_related("field__parent", "area", "unit").order_by("-pk")
    return rows if member.role in (*STAFF, "keeper") else rows.none()


def visible_chains(member) -> QuerySet:
    rows = Chain.objects.select_related("deputy__person", "area").order_by("-pk")
    if member.role in (*STAFF, "keeper"):
        return rows
    return rows.filter(deputy=member) if member.role == "deputy" else rows.none()


def visible_watch(member) -> QuerySet:
    rows = WatchList.objects.order_by("-pk")
    return rows if member.role in STAFF else rows.none()


def visible_plans(member) -> QuerySet:
    rows = Plan.objects.order_by("-pk")
    return rows if member.role in (*STAFF, "keeper") else rows.none()


routes = SimpleNamespace(visible_to=visible_routes, TRAYS=TRAYS)
chains = SimpleNamespace(visible_to=visible_chains, TRAYS=TRAYS)
watchlists = SimpleNamespace(visible_to=visible_watch, TRAYS=TRAYS)
plans = SimpleNamespace(visible_to=visible_plans, TRAYS=TRAYS)


def propose(voice, most: int = 3) -> list[Route]:
    """The lines of the table of routes that fit a voice, the most particular first; units out of use are left out.

    A line fits where each of its field (or the field above), area (or the area above) and kind is the voice's or empty.
    """
    fields = {voice.field_id, voice.field.parent_id} if voice.field_id else set()
    areas = {voice.area_id, voice.area.parent_id} if voice.area_id else set()
    found = []
    for row in Route.objects.filter(state="listed", unit__is_active=True).select_related(
        "unit", "field", "area"
    ):
        if (row.field_id and row.field_id not in fields) or (row.area_id and row.area_id not in areas):
            continue
        if row.kind and row.kind != voice.kind:
            continue
        near = (
            (row.field_id == voice.field_id) * 4
            + bool(row.field_id) * 2
            + bool(row.area_id) * 2
            + bool(row.kind)
        )
        found.append((-near, row.pk, row))
    return [row for _near, _pk, row in sorted(found)[:most]]
