"""Questions about visits."""

from datetime import timedelta

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..models import Visit

OFFICE = ("admin", "clerk", "leader", "house")
MOST = 200  # lines of a table of sums


def visible_to(member) -> QuerySet:
    """The office all; a keeper those of the town and their own; a deputy their own."""
    rows = Visit.objects.select_related("host__person", "area", "case").order_by("-day", "-pk")
    if member.role in OFFICE:
        return rows
    seen = Q(pk__in=[])
    for hat in (member, *member.standing_in_for):
        seen |= Q(host=hat)
        if hat.role == "keeper" and hat.area_id:
            seen |= Q(area=hat.area_id) | Q(area__parent=hat.area_id)
    return rows.filter(seen) if member.person_id else rows.none()


def _today():
    from django.utils import timezone

    return timezone.localdate()  # a tray is a door: it asks the day once, at the counter


def to_do(member) -> QuerySet:
    """Planned and due within the week, or overdue."""
    rows = visible_to(member).filter(state="planned", day__lte=_today() + timedelta(days=7))
    return rows.filter(host=member).order_by("day", "pk")


def unsolved(member) -> QuerySet:
    """Done, with findings that are not solved yet."""
    return visible_to(member).filter(state="done", solved__lt=F("found"))


TRAYS = [
    Tray(name="to_do", label=_("要去走访的"), roles=("deputy", "leader", "keeper"), rows=to_do,
         empty=_("一周以内没有计划走访。")),
    Tray(name="unsolved", label=_("问题还没有都解决"), roles=("deputy", "leader", "keeper", "clerk"), rows=unsolved, waits=False,
         empty=_("走访发现的问题都解决了。")),
]  # fmt: skip


def figures(rows) -> dict:
    """Visits, households, people, findings, solved; in all, by person and by town. Three queries."""
    done = rows.filter(state="done").select_related(None).order_by()
    sums = {
        "visits": Count("pk"),
        "households": Sum("households"),
        "people": Sum("people"),
        "found": Sum("found"),
        "solved": Sum("solved"),
    }
    people = done.values("host", "host__person__name").annotate(**sums).order_by("-visits", "host")
    areas = done.values("area__parent__name", "area__name").annotate(**sums).order_by("-visits")
    return {
        "total": {name: n or 0 for name, n in done.aggregate(**sums).items()},
        "people": [_line(r, r["host__person__name"]) for r in people[:MOST]],
        "areas": [_line(r, r["area__parent__name"] or r["area__name"] or "") for r in areas[:MOST]],
    }  # fmt: skip


def _line(row, name) -> dict:
    found, solved = row["found"] or 0, row["solved"] or 0
    return {
        "name": name, "visits": row["visits"], "households": row["households"] or 0, "found": found, "solved": solved,
        "percent": solved * 100 // found if found else None,
    }  # fmt: skip
