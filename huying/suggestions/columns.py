"""What a list of suggestions shows of each."""

from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from huying.ui import clocks
from huying.ui import units as standing
from huying.ui.columns import Column

from . import numbers
from .queries import author_name

MOVING = ("submitted", "accepted", "assigned", "replied", "meeting")


def clock_cell(row, states=MOVING):
    if row.due_on is None or row.state not in states:
        return ""
    return clocks.cell(row.due_on, timezone.localdate())


def _title(row):
    marks = [row.field.said] if row.field_id else []
    if row.cosign_count:
        marks.append(_g("联名 %(n)s 人") % {"n": row.cosign_count})
    if row.rounds > 1:
        marks.append(_g("第 %(n)s 次办理") % {"n": row.rounds})
    lamp = {"tone": "honour", "word": _g("重点")} if row.is_key else None
    return {"text": str(row), "sub": " · ".join(marks), "lamp": lamp, "main": True}


def _author(row):
    return author_name(row, for_unit=getattr(row, "seen_by_unit", False))


def _unit(row):
    if row.lead_unit_id:
        name = row.lead_unit.short or row.lead_unit.name
        return name + (standing.ended(row.lead_unit) if row.state in MOVING else "")
    return _g("分别办理") if row.mode == "separate" else ""


COLUMNS = [
    Column(key="number", label=_("编号"), cell=numbers.shown, sort="number"),
    Column(key="title", label=_("建议"), cell=_title, export=str),
    Column(key="author", label=_("领衔代表"), cell=_author),
    Column(key="unit", label=_("承办单位"), cell=_unit, sort="lead_unit__name"),
    Column(
        key="due",
        label=_("期限"),
        cell=clock_cell,
        sort="due_on",
        export=lambda r: r.due_on.isoformat() if r.due_on else "",
    ),
    Column(key="state", label=_("状态"), cell=lambda r: r.state_label, sort="state"),
]


SHOWN = (  # the columns that a list reads; texts are long, telephones encrypted
    "congress_id", "state", "due_on", "title", "number", "cosign_count", "rounds", "is_key", "hide_name", "author_text",
    "mode", "secret", "source", "rated_on", "met_on", "case__number", "field__name", "author__role", "author__person__name",
    "lead_unit__name", "lead_unit__short", "lead_unit__is_active", "lead_unit__successor__name",
)  # fmt: skip
