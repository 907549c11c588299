"""Questions about assessments: what waits, what a place stands at, where the gaps are."""

from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..models import Assessment
from ..queries import OFFICE, in_office, kept


def visible_to(member):
    """The office all; a keeper those of the places they keep."""
    rows = Assessment.objects.select_related("checklist", "station__area", "case").order_by("-pk")
    if in_office(member):
        return rows
    return rows.filter(station__in=kept(member)) if member.role in ("keeper", "deputy") else rows.none()


def latest():
    """The last confirmed assessment of each place by each list."""
    return (
        Assessment.objects.filter(is_latest=True)
        .select_related("checklist", "station__area")
        .order_by("-day", "-pk")
    )


def gaps(rows=None) -> list[dict]:
    """{"station", "checklist", "item", "note", "assessment"} of each item that the last confirmed assessments left unmet."""
    return [
        {
            "station": row.station,
            "checklist": row.checklist,
            "item": gap["text"],
            "note": gap["note"],
            "assessment": row,
        }
        for row in (latest() if rows is None else rows)
        for gap in row.gaps()
    ]


def with_gaps(member):
    return visible_to(member).filter(is_latest=True, percent__lt=100)


def _state(state):
    return lambda member: visible_to(member).filter(state=state)


TRAYS = [
    Tray(name="to_confirm", label=_("达标检查待确认"), roles=("admin", "clerk"), rows=_state("finished"),
         empty=_("没有等待确认的检查。")),
    Tray(name="open", label=_("达标检查填报中"), roles=("keeper", "deputy"), rows=_state("open"),
         empty=_("没有正在填报的检查。")),
    Tray(name="under_way", label=_("填报中"), roles=OFFICE, rows=_state("open"), waits=False, empty=_("没有正在填报的检查。")),
    Tray(name="gaps", label=_("有差距"), roles=(*OFFICE, "keeper", "deputy"), rows=with_gaps, waits=False,
         empty=_("已确认的检查都达标。")),
    Tray(name="confirmed", label=_("已确认"), roles=(*OFFICE, "keeper", "deputy"), rows=_state("confirmed"), waits=False,
         empty=_("确认以后的检查会出现在这里。")),
]  # fmt: skip
