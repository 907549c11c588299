"""The API's description of a form: what a step asks, as JSON schema."""

from django import forms
from django.forms.models import ModelChoiceField, ModelMultipleChoiceField


def of_form(form_class) -> dict:
    """JSON schema of a form class's fields; choices that depend on the reader are plain ids."""
    fields = form_class.base_fields
    shape = {name: of_field(field) for name, field in fields.items()}
    shape["_seen"] = {
        "type": "integer",
        "description": "version of the row that you saw; 409 when it moved on",
    }
    shape["_key"] = {
        "type": "string",
        "maxLength": 40,
        "description": "your own key: the same key is done once",
    }
    required = [name for name, field in fields.items() if field.required]
    return {"type": "object", "properties": shape, **({"required": required} if required else {})}


def of_field(field) -> dict:
    about = {"description": str(field.help_text or field.label or "")}
    if isinstance(field, ModelMultipleChoiceField):
        return {"type": "array", "items": {"type": "integer"}, **about}
    if isinstance(field, ModelChoiceField):
        return {"type": "integer", **about}
    if isinstance(field, forms.MultipleChoiceField):
        return {"type": "array", "items": {"type": "string"}, **about}
    if isinstance(field, forms.ChoiceField):
        values = [str(v) for v, _label in field.choices if v != ""] if not callable(field.choices) else []
        return {"type": "string", **({"enum": values} if values else {}), **about}
    if isinstance(field, forms.FileField):
        return {"type": "array", "items": {"type": "string", "format": "binary"}, **about}
    if isinstance(field, forms.BooleanField):
        return {"type": "boolean", **about}
    if isinstance(field, forms.IntegerField):
        return {"type": "integer", **about}
    if isinstance(field, forms.DateTimeField):
        return {"type": "string", "format": "date-time", **about}
    if isinstance(field, forms.DateField):
        return {"type": "string", "format": "date", **about}
    most = getattr(field, "max_length", None)
    return {"type": "string", **({"maxLength": most} if most else {}), **about}
