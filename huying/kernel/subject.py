"""Abstract bases of whatever walks a flow (Subject) and of what is written once on the way (Record)."""

from collections.abc import Callable
from datetime import UTC
from functools import cache
from typing import ClassVar

from django.db import models

from huying.rules.flow import Flow

from . import roles
from .scope import Owned

SUBJECTS: dict[str, type["Subject"]] = {}
RECORDS: dict[str, type["Record"]] = {}


def content(row, leave_out=()) -> dict:
    """The row's own columns in one spelling, the same before saving and after loading, on every database."""
    return {
        name: spell(getattr(row, name))
        for name, field, spell in _columns(type(row))
        if field not in leave_out
    }


@cache
def _columns(model) -> tuple[tuple[str, str, Callable], ...]:
    """(attribute, field name, how its value is spelled) of each column."""
    return tuple((f.attname, f.name, _speller(f)) for f in model._meta.concrete_fields)


def _speller(field) -> Callable:
    if isinstance(field, models.ForeignKey | models.JSONField):
        return lambda value: value
    if isinstance(field, models.FileField):
        return lambda value: None if value is None else value.name
    if isinstance(field, models.DecimalField):
        return lambda value: None if value is None else f"{field.to_python(value):.{field.decimal_places}f}"
    if isinstance(field, models.DateTimeField):
        return lambda value: None if value is None else field.to_python(value).astimezone(UTC).isoformat()
    if isinstance(field, models.CharField | models.TextField):
        return lambda value: value if value is None or type(value) is str else str(field.to_python(value))
    return lambda value: None if value is None else str(field.to_python(value))


class Subject(Owned):
    """Anything that walks through a flow. Only the gate (process.py) may save a change of it."""

    FLOW: ClassVar[Flow]
    case = models.ForeignKey("kernel.Case", models.PROTECT, related_name="+")
    state = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=1)
    due_on = models.DateField(null=True, blank=True, editable=False)  # nearest open clock, kept by the gate
    born_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if "FLOW" in cls.__dict__:
            roles.check(cls.FLOW)
            SUBJECTS[cls.FLOW.subject] = cls

    def save(self, *args, **kwargs):
        from . import process

        if not process.is_open():
            raise RuntimeError(f"{type(self).__name__} is changed by a step, or not at all")
        super().save(*args, **kwargs)

    def counts_from(self, kind: str, day):
        """The day from which a clock that a step starts is counted; None: this row has no such clock."""
        return day

    @property
    def state_label(self) -> str:
        return self.FLOW.states[self.state]

    def ledger_content(self) -> dict:
        """What the ledger vouches for: every column but the gate's own bookkeeping (due_on)."""
        return content(self, leave_out=("due_on",))


class Record(Owned):
    """Written once inside a step and never changed: a reply, a rating, a contact. The trace carries its digest."""

    case = models.ForeignKey("kernel.Case", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        RECORDS[f"{cls.__module__}.{cls.__name__}"] = cls

    def save(self, *args, **kwargs):
        from . import process

        if not self._state.adding:
            raise RuntimeError(f"{type(self).__name__} is written once")
        super().save(*args, **kwargs)
        process.witness(self)  # RuntimeError outside the gate

    def ledger_content(self) -> dict:
        return content(self)
