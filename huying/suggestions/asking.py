"""Fields that several forms of this room ask with."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.kernel.clocks import rules
from huying.kernel.fields import Field, spelled
from huying.kernel.prepared import Prepared
from huying.kernel.roster import Membership, Organ, Unit
from huying.ui import rule_words
from huying.ui.choosing import Asks, Many, One, Source
from huying.ui.forms import Day

LONGEST = 200_000


def prose(label, *, required=True, help_text="", rows=6):
    """A long text; nothing is cut silently."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def pick(choices, label, **more):
    return forms.ChoiceField(label=label, choices=list(choices.items()), **more)


def listed(key: str) -> list[tuple[str, str]]:
    """The entries of a list in the congress's profile, as choices."""
    words = [(e["code"], rule_words.said(e["label"])) for e in rules()[0].value(key)]
    return [(code, f"{code} {label}" if len(code) == 1 else label) for code, label in words]


def _deputies(form):
    rows = Membership.objects.filter(role="deputy", is_active=True).select_related("person")
    return rows.order_by("person__pinyin", "pk")


def _units(congress=None):
    rows = Unit.objects if congress is None else Unit.everywhere.filter(congress_id=congress)
    return rows.filter(is_active=True).order_by("parent__name", "name")


def _fields(congress=None):
    rows = Field.objects if congress is None else Field.everywhere.filter(congress_id=congress)
    return rows.filter(is_active=True).select_related("parent").order_by("parent__order", "order", "pk")


_unit_words = Prepared(lambda congress: _units(congress).values_list("pk", "name"), int)
_field_words = Prepared(lambda congress: _fields(congress).values_list("pk", "name", "parent__name"), int)


def _of_fields():
    """As a field spells itself."""
    return [(pk, spelled(name, above)) for pk, name, above in _field_words(scope.current().pk)]


UNITS = Source(Unit, lambda form: _units(), pairs=lambda: _unit_words(scope.current().pk))
DEPUTIES = Source(Membership, _deputies)
FIELDS = Source(Field, lambda form: _fields(), pairs=_of_fields)
DELEGATIONS = Source(
    Organ, lambda form: Organ.objects.filter(kind="delegation", is_active=True).order_by("name")
)

__all__ = [
    "DELEGATIONS", "DEPUTIES", "FIELDS", "UNITS", "Asks", "Day", "Many", "One", "Source", "listed",
    "pick", "prose",
]  # fmt: skip


class Reason(Asks):
    """A step that asks why."""

    reason = prose(_("理由"), help_text=_("写明具体原因；当事人可以看到。"))


class Note(Asks):
    note = prose(_("说明"), required=False, rows=3)


class Urge(Asks):
    """Hurry up, with a word or without; of a secret nothing is said but that."""

    sometimes = ("note",)
    note = prose(_("催办意见"), required=False, rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None and getattr(self.row, "suggestion", self.row).secret:
            del self.fields["note"]
