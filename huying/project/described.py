"""What a form that could not be taken said, in the words of its page: labels, and the choices as they read there."""

from contextlib import suppress
from typing import Any

from django import forms
from django.db import models
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.kernel.roster import Area, Organ, Unit
from huying.ui.choosing import Rows

NAMES = (
    Unit,
    Area,
    Organ,
)  # anybody may read what they are called; of other rows nothing is said to who is not signed in


def door(request) -> tuple[Any, Any] | None:
    """(room, step) whose form was sent; None for any other page."""
    try:
        return getattr(resolve(request.path_info).func, "door", None)
    except Resolver404:
        return None


def is_for_members(request) -> bool:
    """Is it a step that nobody takes without signing in?"""
    found = door(request)
    return found is not None and "public" not in {who.partition("/")[0] for who in found[1].by}


def described(request, given: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """(label, words) of what was typed and chosen; what nobody can read (keys of rows) is left out, not lost."""
    found = door(request)
    fields = found[0].form_for(found[1]).base_fields if found else {}
    said = [(str(fields[n].label or "") if n in fields else "", _said(fields.get(n), v)) for n, v in given]
    return [(label, words) for label, words in said if words]


def _said(field, value: str) -> str:
    if isinstance(field, Rows | forms.ModelChoiceField):
        return _named(field.source.model if isinstance(field, Rows) else field.queryset.model, value)
    if isinstance(field, forms.BooleanField):
        return _("是")
    if isinstance(field, forms.ChoiceField):
        return str(dict(_flat(field.choices)).get(value, value))
    return "" if field is None and (value.isdigit() or value == "on") else value


def _named(model: type[models.Model], value: str) -> str:
    row = None
    if model in NAMES and value.isdigit() and len(value) < 19:
        with suppress(scope.NoCongress):  # a congress that is closed or unknown has no names to tell
            row = model._default_manager.filter(pk=value).first()
    return str(row or _("（已经选好）"))


def _flat(choices):
    for key, label in choices:
        yield from label if isinstance(label, list | tuple) else [(key, label)]
