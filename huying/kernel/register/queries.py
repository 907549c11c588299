"""What was done to the roster."""

from .. import scope, visibility
from ..case import Trace
from .models import Entry
from .sealing import seal_of

MOST = 100
SWITCH = "roster.switch"


def visible_to(member):
    """Entries with their attached documents are for the office."""
    rows = Entry.objects.all() if member.role in ("admin", "clerk") else Entry.objects.none()
    return rows.order_by("-pk")


def history(row) -> list[Trace]:
    """The traces of one row, oldest first; empty for a row that never went through the register."""
    entries = Entry.objects.filter(kind=row._meta.label_lower, row_id=row.pk).values("pk")
    rows = Trace.objects.filter(subject_kind=Entry.FLOW.subject, subject_id__in=entries)
    return list(rows.select_related("by__person", "by__unit", "acted_for__person").order_by("-seq")[:MOST])[
        ::-1
    ]


def version_of(congress) -> int:
    """The version of the congress's own entry; 0 while it has none."""
    found = Entry.objects.filter(kind="kernel.congress", row_id=congress.pk).values_list("version", flat=True)
    return next(iter(found), 0)


def switched(congress, name: str = "") -> list[Trace]:
    """Who set the congress's switches (or this one), newest first."""
    entries = Entry.objects.filter(kind="kernel.congress", row_id=congress.pk).values("pk")
    rows = Trace.objects.filter(subject_kind=Entry.FLOW.subject, subject_id__in=entries, step=SWITCH)
    rows = rows.filter(facts__switch=name) if name else rows
    return list(rows.select_related("by__person", "by__unit").order_by("-seq")[:MOST])


def switched_past(congress) -> bool:
    """Do the switches differ from what their last step left? False where none was ever taken."""
    with scope.congress(congress):
        last = switched(congress)[:1]
    return bool(last) and last[0].facts.get("all") != seal_of(congress.switches)


visibility.register(Entry.FLOW.subject, visible_to)
