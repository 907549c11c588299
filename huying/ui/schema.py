"""The API's description of a form: what a step asks, as JSON schema, and what it asks here and now with its choices."""

from itertools import islice
from typing import Any

from django import forms
from django.forms.models import ModelChoiceField, ModelMultipleChoiceField
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from .api import books
from .forms import FilesField

MOST = 500  # choices told with a form; the books of the roster hold all
STAMP = {
    "_seen": {
        "type": "integer",
        "minimum": 0,
        "maximum": 2**31 - 1,
        "description": _("版本号：您看到的那一版。别人先办了，答复 409，并说明有什么变化。"),
    },
    "_key": {
        "type": "string",
        "maxLength": 40,
        "description": _("您自己取的一次性标识：同一个标识只办一次，再送得到同样的答复。"),
    },
}


def of_form(form_class, birth: bool = False) -> dict:
    """JSON schema of a form class's fields; choices that depend on the reader are plain ids."""
    fields, sometimes = form_class.base_fields, form_class.sometimes
    shape = {
        name: of_field(field) for name, field in fields.items() if not isinstance(field, forms.FileField)
    }
    stamp = {"_key": STAMP["_key"]} if birth else STAMP
    required = [name for name in shape if fields[name].required and name not in sometimes]
    made = {"type": "object", "additionalProperties": False, "properties": {**shape, **stamp}}
    return {**made, "required": required} if required else made


def with_files(form_class, birth: bool = False) -> dict | None:
    """The same as multipart form data; None where the step takes no files."""
    fields = form_class.base_fields
    uploads = {name: of_field(field) for name, field in fields.items() if isinstance(field, forms.FileField)}
    if not uploads:
        return None
    made = of_form(form_class, birth)
    return {**made, "properties": {**made["properties"], **uploads}}


def of_field(field) -> dict:
    """The JSON schema of what a program sends for one field."""
    about = {"description": _described(field)}
    if isinstance(field, ModelChoiceField):
        model = getattr(field.queryset, "model", None)
        if model is not None and (where := books.of_model(model)):
            about["x-list"] = where
        one = {"type": "integer", "minimum": 1, "maximum": 2**63 - 1}
        return {"type": "array", "items": one, **about} if takes_many(field) else {**one, **about}
    if isinstance(field, forms.ChoiceField):
        return _choice(field, about)
    if isinstance(field, forms.FileField):
        one = {"type": "string", "contentMediaType": "application/octet-stream"}
        return {"type": "array", "items": one, **about} if takes_many(field) else {**one, **about}
    return {**_plain(field), **about}


def _description(field) -> str:
    """Label, help and what the values mean; put together when it is read, in the reader's language."""
    said = ""
    if isinstance(field, forms.ChoiceField) and not isinstance(field, ModelChoiceField):
        said = _("；").join(
            f"{v}＝{label}" for v, label in _flat(field.choices) if v not in ("", None, label)
        )
    parts = (
        str(field.label or "").rstrip("。"),
        str(field.help_text or "").rstrip("。") if said else field.help_text,
        said,
    )
    return _("。").join(str(p) for p in parts if p)


_described = lazy(_description, str)


def _plain(field) -> dict:
    if isinstance(field, forms.BooleanField):
        return {"type": "boolean", **({"const": True} if field.required else {})}
    if isinstance(field, forms.FloatField | forms.DecimalField):
        return {"type": "number"}
    if isinstance(field, forms.IntegerField):
        edges = {"minimum": field.min_value, "maximum": field.max_value}
        return {"type": "integer", **{k: v for k, v in edges.items() if v is not None}}
    if isinstance(field, forms.DateTimeField):
        return {"type": "string", "format": "date-time"}
    if isinstance(field, forms.DateField):
        return {"type": "string", "format": "date"}
    edges = {"minLength": 1 if field.required else None, "maxLength": getattr(field, "max_length", None)}
    return {"type": "string", **{k: v for k, v in edges.items() if v is not None}}


def _choice(field, about) -> dict:
    values = [str(v) for v, _label in _flat(field.choices) if v not in ("", None)]
    one: dict = {"type": "string"}
    if values:
        one["enum"] = values + ([] if field.required or takes_many(field) else [""])
    return {"type": "array", "items": one, **about} if takes_many(field) else {**one, **about}


def takes_many(field) -> bool:
    return isinstance(field, ModelMultipleChoiceField | forms.MultipleChoiceField | FilesField)


def _flat(choices: Any):
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


def asked(form) -> list[dict]:
    """The fields of a form made for a person and a row: name, label, kind, required, what stands in it, choices."""
    return [_asked(form, name, field) for name, field in form.fields.items()]


def _asked(form, name, field) -> dict:
    made = {
        "name": name, "label": str(field.label or ""), "help": str(field.help_text or ""),
        "required": field.required, "schema": of_field(field), "initial": _initial(form, field, name),
    }  # fmt: skip
    if isinstance(field, forms.ChoiceField):
        pairs = islice(((v, label) for v, label in _flat(field.choices) if v not in ("", None)), MOST)
        made["choices"] = [{"value": str(v), "label": str(label)} for v, label in pairs]
    return made


def _initial(form, field, name):
    if isinstance(field, forms.FileField):
        return None
    value = form.get_initial_for_field(field, name)
    if isinstance(value, list | tuple):
        return [getattr(v, "pk", v) for v in value]
    value = getattr(value, "pk", value)
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
