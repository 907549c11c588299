"""What the lists of the roster can be narrowed by."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

USE = [("", _("全部")), ("yes", _("使用中")), ("no", _("已停用"))]


class InUse(forms.Form):
    """Rows in use, out of use, or all."""

    use = forms.ChoiceField(label=_("状态"), choices=USE, required=False)

    def apply(self, rows):
        wanted = self.cleaned_data["use"]
        return rows.filter(is_active=wanted == "yes") if wanted else rows


def by_choice(field: str, label, choices, use=False):
    """A filter form over a column with fixed choices."""

    base: Any = InUse if use else forms.Form

    class ByChoice(base):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            options = [("", _("全部")), *choices.items()]
            self.fields[field] = forms.ChoiceField(label=label, choices=options, required=False)
            self.order_fields([field])

        def apply(self, rows):
            rows = super().apply(rows) if use else rows
            wanted = self.cleaned_data[field]
            return rows.filter(**{field: wanted}) if wanted else rows

    return ByChoice


def in_use(row) -> dict:
    """A cell that says in a word and a lamp whether the row is in use."""
    active = row.is_active
    return {
        "text": "",
        "lamp": {"tone": "ok" if active else "wait", "word": _t("使用中") if active else _t("已停用")},
    }


def in_use_word(row) -> str:
    return _t("使用中") if row.is_active else _t("已停用")
