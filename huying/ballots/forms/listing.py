"""What the list of polls is narrowed by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import words
from ..flow import FLOW


class Filter(forms.Form):
    fields: dict[str, Any]
    kind = forms.ChoiceField(label=_("种类"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("全部")), *((k, _(v)) for k, v in words.KINDS.items())]
        self.fields["state"].choices = [("", _("全部")), *((k, _(v)) for k, v in FLOW.states.items())]

    def apply(self, rows, member):
        asked = {k: v for k, v in self.cleaned_data.items() if v}
        return rows.filter(**asked)
