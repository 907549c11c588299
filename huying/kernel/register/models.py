"""One entry for each row of the roster. The entry walks the flow; the ledger vouches for entry and row together."""

from django.apps import apps
from django.db import models

from ..scope import Owned
from ..subject import Subject, content
from .flow import FLOW

# What a clerk may not touch: who may do what, and what the law lets the office itself decide.
ADMIN_ONLY = ("kernel.congress", "kernel.term", "kernel.calendarnotice", "kernel.token")
BELOW = ("deputy", "keeper", "handler")
# Columns that other parts of the house keep up to date by themselves, so that the entry cannot vouch for them.
LEFT_OUT = {
    "kernel.congress": ("host", "switches", "rules_version", "digest", "is_active", "code"),
    "kernel.token": ("used_on",),
}


class Entry(Subject):
    """`kind` and `row_id` name a row of the roster ("kernel.unit", 7). A person's own data stay out: they can be erased."""

    FLOW = FLOW
    kind = models.CharField(max_length=40)
    row_id = models.PositiveBigIntegerField()

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "kind", "row_id"], name="one_entry")]

    def __str__(self):
        return str(self.row() or self.kind)

    def row(self):
        """The row itself, read now; None where it is gone or belongs to another congress."""
        if (
            given := self.__dict__.pop("given", None)
        ) is not None:  # just written by a batch: not asked for again
            return given
        model = apps.get_model(self.kind)
        found = getattr(model, "everywhere", model.objects).filter(pk=self.row_id).first()
        owner = self.row_id if self.kind == "kernel.congress" else getattr(found, "congress_id", None)
        return found if owner in (None, self.congress_id) else None

    def clerical(self, member) -> bool:
        """Relation of the flow: may a clerk keep this row? Not the congress itself, its terms, nor offices above a clerk."""
        if self.kind == "kernel.membership":
            row = self.row()
            return row is not None and row.role in BELOW
        return self.kind not in ADMIN_ONLY

    def ledger_content(self) -> dict:
        """The entry's columns and the row's: a row changed by direct SQL no longer fits the last trace."""
        return super().ledger_content() | {"row": fingerprint(self.row())}


def fingerprint(row) -> dict | None:
    """All columns of a row of the roster that its entry vouches for, keepers of a station and the like included.

    A row that an upgrade made a subject of its own is vouched for by its own traces; its old entry says only which it was.
    """
    if row is None:
        return None
    if isinstance(row, Subject):
        return {"id": row.pk}
    found = content(row, leave_out=LEFT_OUT.get(row._meta.label_lower, ()))
    for field in row._meta.many_to_many:
        # asked of the link table: the other side's manager serves one congress only
        through = field.remote_field.through._base_manager.filter(**{field.m2m_field_name(): row.pk})
        found[field.name] = sorted(through.values_list(f"{field.m2m_reverse_field_name()}_id", flat=True))
    return found


class Origin(Owned):
    """From which row of an imported table something came. `said`: column → keyed digest of what the table said last;
    empty once the person's data were deleted: the row is known and not taken again."""

    sheet = models.CharField(max_length=40)
    identity = models.CharField(max_length=120)
    said = models.JSONField(default=dict)
    row_id = models.PositiveBigIntegerField()

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "sheet", "identity"], name="one_origin")]
        indexes = [models.Index(fields=["congress", "sheet", "row_id"], name="origin_row")]
