"""What the steps of a poll ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.ui.forms import StepForm

STEPS: dict[str, type[StepForm]] = {}


class Filter(forms.Form):
    q = forms.CharField(label=_("查找"), required=False)

    def apply(self, rows, member):
        return rows
