"""The fields of a list's filter. Drawn by ui/_field.html, and kept where everything that it reads is the same again."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.template import engines
from django.utils.choices import BaseChoiceIterator
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from .forms import Day
from .keeping import Unknown, frozen, kept

# What these draw follows from the field's words, its value, the widget's attributes and its choices: key() has them all.
PLAIN = frozenset(
    (forms.Select, forms.TextInput, forms.DateInput, forms.NumberInput, forms.CheckboxInput, Day)
)


class Ready(BaseChoiceIterator):
    """Choices that are pairs already: Django need not put a hundred of them in order, twice for every form."""

    def __init__(self, pairs: list[tuple]):
        self.pairs = pairs

    def __iter__(self):
        return iter(self.pairs)


def fields(form: forms.BaseForm) -> SafeString:
    """All visible fields of a filter, one after another."""
    return format_html_join("", "{}", ((_field(bound),) for bound in form.visible_fields()))


def _field(bound: BoundField) -> SafeString:
    try:
        return kept(key(bound), lambda: _drawn(bound))
    except Unknown:
        return _drawn(bound)


def _drawn(bound: BoundField) -> SafeString:
    page = engines["django"].get_template("ui/_field.html")
    return SafeString(page.render({"field": bound, "quiet": True}))


def key(bound: BoundField) -> tuple:
    """What ui/_field.html and the widget read. Raises Unknown for a field of which that is not known."""
    field, widget, form = bound.field, bound.field.widget, bound.form
    if type(widget) not in PLAIN or type(bound) is not BoundField:
        raise Unknown(type(widget))
    said = bound.label, bound.help_text, list(map(str, bound.errors)), bound.value()
    about = field.required, field.disabled, field.localize, widget.is_required, form.use_required_attribute
    where = bound.html_name, bound.auto_id, widget.attrs, widget.template_name, form.is_bound
    return type(widget), type(form.renderer), frozen([said, about, where]), _choices(widget)


def _choices(widget: Any) -> tuple:
    pairs = getattr(widget, "choices", ())
    if type(pairs) not in (list, tuple, Ready):  # rows of the database are asked for when they are drawn
        raise Unknown(type(pairs))
    if any(type(label) is list or type(label) is tuple for _value, label in pairs):
        raise Unknown("groups")
    return tuple((type(value), value, type(label), label) for value, label in pairs)
