"""Choices among rows of the congress being served, filled when a form is made."""

from typing import Any

from django import forms
from django.utils.choices import BaseChoiceIterator
from django.utils.translation import gettext_lazy as _

from .forms import ManyRows, StepForm


class Source:
    """Where a choice's rows come from: `rows(form)` inside the congress being served.

    `pairs()`: the same rows, in the same order, as (key, words), where they can be had without making objects of them.
    """

    def __init__(self, model, rows, pairs=None):
        self.model, self.rows, self.pairs = model, rows, pairs


class Rows:
    """Marks a choice among rows; there are none until a form is made."""

    source: Source
    queryset: Any


class One(Rows, forms.ModelChoiceField):
    def __init__(self, source, label, **more):
        super().__init__(source.model.everywhere.none(), label=label, **{"empty_label": _("请选择"), **more})
        self.source = source


class Many(Rows, ManyRows):
    """Several of the rows; boxes to tick, for nobody knows that a list wants the Ctrl key."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, source, label, **more):
        super().__init__(source.model.everywhere.none(), label=label, **more)
        self.source = source


class Pairs(BaseChoiceIterator):
    """What the field's own choices say, asked for when they are drawn: a hundred objects cost more than the whole form."""

    def __init__(self, field: One):
        self.field = field

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        yield from self.field.source.pairs()


class Asks(StepForm):
    """Fills the choices that come from the congress's own rows."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, Rows):
                field.queryset = field.source.rows(self)
                if isinstance(field, One) and field.source.pairs:
                    field.widget.choices = Pairs(field)
