"""A long list of people to tick: by delegation, with a word on how many are ticked."""

from itertools import groupby

from django import forms
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.forms.models import ModelChoiceIterator
from django.forms.widgets import Script
from django.utils.translation import gettext as _

from huying.deputies.models import Seat
from huying.kernel.roster import Membership

from .asking import Many, Source


def by_delegation(_form):
    """Deputies in office with `delegation` and `card`, in the order of their delegations."""
    held = Seat.objects.filter(member=OuterRef("pk"), state__in=("held", "suspended")).order_by("-pk")
    rows = Membership.objects.filter(role="deputy", is_active=True, person__isnull=False).select_related(
        "person"
    )
    rows = rows.annotate(
        delegation=Coalesce(Subquery(held.values("delegation__name")[:1]), "organ__name"),
        card=Subquery(held.values("card")[:1]),
    )
    return rows.order_by("delegation", "person__pinyin", "pk")


class Grouped(ModelChoiceIterator):
    """The rows under the names of their delegations."""

    def __iter__(self):
        for name, rows in groupby(self.queryset, key=lambda row: row.delegation or ""):
            yield name or _("未编团"), [self.choice(row) for row in rows]


class Boxes(forms.CheckboxSelectMultiple):
    template_name = "sittings/widgets/boxes.html"

    class Media:
        css = {"all": ("sittings/sittings.css",)}
        js = (Script("sittings/counting.js", defer=True),)


class Deputies(Many):
    """Several deputies, ticked delegation by delegation."""

    widget = Boxes
    iterator = Grouped

    def __init__(self, label, **more):
        super().__init__(Source(Membership, by_delegation), label, **more)
