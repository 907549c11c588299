"""What was done to the roster."""

from .. import visibility
from ..case import Trace
from .models import Entry

MOST = 100


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


visibility.register(Entry.FLOW.subject, visible_to)
