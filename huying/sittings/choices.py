"""Fields with which the doings of a sitting ask, on top of asking.py."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership, Unit
from huying.ui.forms import Day

from . import asking
from . import queries as sittings
from .asking import line, pick
from .models import AgendaItem

__all__ = [
    "Asks",
    "ItemChoice",
    "Many",
    "One",
    "Reason",
    "ReasonLine",
    "Remark",
    "day",
    "deputies",
    "items",
    "line",
    "pick",
    "prose",
    "units",
]
LONGEST = 200_000
FINISHED = ("archived", "cancelled")


def prose(label, **more) -> Any:
    """A long text; nothing is cut silently."""
    return asking.prose(label, LONGEST, **more)


def day(label, *, required=True, help_text="") -> Any:
    return asking.forms.DateField(label=label, required=required, widget=Day, help_text=help_text)


class One(asking.One):
    """One of the rows that `rows(form)` gives."""

    def __init__(self, model, rows, label, **more):
        super().__init__(asking.Source(model, rows), label, **more)


class Many(asking.Many):
    """Several of them."""

    def __init__(self, model, rows, label, **more):
        super().__init__(asking.Source(model, rows), label, **more)


class Asks(asking.Asks):
    def picked(self, name: str) -> str:
        """What the address or the form sent for a field, before it is cleaned."""
        return str(self.data.get(self.add_prefix(name)) or self.initial.get(name) or "")


class Reason(Asks):
    reason = prose(_("理由"), rows=3)


class ReasonLine(Asks):
    reason = line(_("理由"), 300)


class Remark(Asks):
    reason = line(_("说明"), 300, required=False)


def units(_form):
    return Unit.objects.filter(is_active=True).order_by("parent__name", "name")


def deputies(_form):
    rows = Membership.objects.filter(role="deputy", is_active=True).select_related("person")
    return rows.order_by("person__pinyin", "pk")


def items(_form, *kinds):
    """Items of sittings that go on, lie ahead or are being worked up, the newest sitting first."""
    rows = AgendaItem.objects.exclude(state__in=("dropped", "draft", "untaken", "carried")).exclude(
        sitting__state__in=FINISHED
    )
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return rows.select_related("sitting").order_by("-sitting__day", "-sitting", "place", "pk")


class ItemChoice(One):
    """An item of an agenda, named with its sitting."""

    def __init__(self, *kinds, label="", **more):
        super().__init__(AgendaItem, lambda form: items(form, *kinds), label or _("议题"), **more)

    def label_from_instance(self, obj):
        return f"{obj.title}（{obj.sitting}）"  # on a phone the end is cut off


class OfSitting(asking.forms.Form):
    """The filter of a list that a sitting's page leads to; the list says of which sitting it is and counts within it."""

    sitting = asking.forms.IntegerField(
        required=False, min_value=1, max_value=2**31 - 1, widget=asking.forms.HiddenInput
    )

    def within(self) -> dict:
        return {"sitting": self.cleaned_data["sitting"]} if self.cleaned_data.get("sitting") else {}

    def whose(self, member) -> str:
        row = sittings.visible_to(member).filter(pk=self.cleaned_data["sitting"]).first()
        return row.title if row else ""

    def apply(self, rows, member):
        return rows.filter(**self.within())
