"""Abstract bases of whatever walks a flow (Subject) and of what is written once on the way (Record)."""

from collections.abc import Callable
from datetime import UTC
from functools import cache
from typing import ClassVar, cast

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.utils.translation import gettext

from huying.rules.flow import Flow

from . import roles
from .prepared import Prepared, insert, is_plain, put
from .scope import Owned, current

SUBJECTS: dict[str, type["Subject"]] = {}
RECORDS: dict[str, type["Record"]] = {}


def content(row, leave_out=()) -> dict:
    """The row's own columns in one spelling, the same before saving and after loading, on every database."""
    return {
        name: spell(getattr(row, name))
        for name, field, spell in _columns(row.__class__)
        if field not in leave_out
    }


@cache
def _columns(model) -> tuple[tuple[str, str, Callable], ...]:
    """(attribute, field name, how its value is spelled) of each column."""
    return tuple((f.attname, f.name, _speller(f)) for f in model._meta.concrete_fields)


@cache
def _row_of(model) -> Prepared:
    """(congress, key) → the row's columns, locked where the database locks rows."""
    names = [name for name, _field, _spell in _columns(model)]

    def build(congress, pk):
        rows = model.everywhere.filter(congress_id=congress, pk=pk)
        if connection.features.has_select_for_update:
            rows = rows.select_for_update()
        return rows.values_list(*names)

    return Prepared(build, int, int)


@cache
def _lock_of(model) -> Prepared:
    """(congress, key) → the key, of a row that is locked by asking."""
    return Prepared(
        lambda congress, pk: (
            model.everywhere.filter(congress_id=congress, pk=pk).select_for_update().values_list("pk")
        ),
        int,
        int,
    )


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
    BESIDE: ClassVar[str] = (
        ""  # dotted path of what the verifier compares beside the rows: rows that steps keep changing
    )
    # Columns added after rows were first traced: left at their default they are no part of the content, so that digests
    # made before stay true; set, they are.
    LATER: ClassVar[tuple[str, ...]] = ()
    FOUND_BY: ClassVar[tuple[str, ...]] = ()  # what rows without search_text() are found by: finding.py
    LOCKS_FIRST: ClassVar[
        tuple[str, ...]
    ] = ()  # keys to the rows that are locked before this one: wholes before parts
    case = models.ForeignKey("kernel.Case", models.PROTECT, related_name="+")
    state = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=1)
    due_on = models.DateField(null=True, blank=True, editable=False)  # nearest duty, kept by the gate
    born_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if "FLOW" in cls.__dict__:
            roles.check(cls.FLOW)
            SUBJECTS[cls.FLOW.subject] = cls

    def forget(self) -> None:
        """Drop what was read along with the row: it may have changed since."""
        self._state.fields_cache.clear()
        self.__dict__.pop("_prefetched_objects_cache", None)

    def refresh_from_db(self, *args, **kwargs):
        self.forget()
        super().refresh_from_db(*args, **kwargs)

    def hold(self) -> None:
        """Lock what stands above: a step from above and one from below come one after the other, never into each other."""
        if not connection.features.has_select_for_update:
            return
        for name in self.LOCKS_FIRST:
            column = cast("models.ForeignKey", self._meta.get_field(name))
            if (pk := getattr(self, column.attname)) is not None:
                _lock_of(column.related_model)(current().pk, pk)

    def take(self) -> None:
        """Lock and re-read the row; save_changes() then writes what differs from it. DoesNotExist where it is gone."""
        if not (found := _row_of(type(self))(current().pk, self.pk)):
            raise type(self).DoesNotExist
        self.forget()
        names = [name for name, _field, _spell in _columns(type(self))]
        self.__dict__.update(zip(names, found[0], strict=True))
        self.__dict__["_taken"] = found[0]

    def save_changes(self) -> None:
        """Write the columns that differ from what take() read; all where a step inside this one took the row again."""
        if (before := self.__dict__.pop("_taken", None)) is None:
            self.save(force_update=True)
            return
        changed = {
            field: getattr(self, name)
            for (name, field, _spell), old in zip(_columns(type(self)), before, strict=True)
            if isinstance(old, list | dict) or getattr(self, name) != old
        }
        self.write(changed)

    def save_new(self) -> None:
        """The first save(), worded once where it may be."""
        if self.pk is not None or not _is_plainly_saved(type(self), Subject):
            self.save()
            return
        if self.congress_id is None:
            self.congress = current()
        insert([self])

    def write(self, columns: dict) -> None:
        """save() of these columns (field name → value as it stands in the column), worded once where it may be."""
        if not columns:
            return
        if not _is_plainly_saved(type(self), Subject):
            self.save(update_fields=list(columns))
        elif put(type(self), [self.pk], **columns) != 1:
            raise type(self).DoesNotExist

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
        return gettext(self.FLOW.states[self.state])

    def ledger_content(self) -> dict:
        """What the ledger vouches for: every column but the gate's own bookkeeping (due_on); of LATER ones, what was set."""
        unset = tuple(name for name in self.LATER if _is_unset(self, name))
        return content(self, leave_out=("due_on", *unset))


def _is_plainly_saved(cls, base) -> bool:
    """May its rows be written by statements worded once: nobody listens, and save() is our own?"""
    return cls.save is base.save and is_plain(cls)


def _is_unset(row, name: str) -> bool:
    field = row._meta.get_field(name)
    return bool(getattr(row, field.attname) == field.get_default())


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
        elsewhere = kwargs.get("using", DEFAULT_DB_ALIAS) != DEFAULT_DB_ALIAS
        if args or elsewhere or self.pk is not None or not _is_plainly_saved(type(self), Record):
            super().save(*args, **kwargs)
        else:
            if self.congress_id is None:
                self.congress = current()
            insert([self])
        process.witness(self)  # RuntimeError outside the gate

    def ledger_content(self) -> dict:
        return content(self)
