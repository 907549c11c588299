"""Fields that several steps ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def prose(label, *, rows=4, required=True, most=5000, help_text="") -> Any:
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=most, help_text=help_text, widget=widget
    )


def choose(label, choices, **more) -> Any:
    return forms.ChoiceField(label=label, choices=[(k, _(v)) for k, v in choices.items()], **more)


def whole(label, low, high, **more) -> Any:
    return forms.IntegerField(label=label, min_value=low, max_value=high, **{"required": False, **more})
