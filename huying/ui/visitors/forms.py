"""Number and code, as people without an account type them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel import slipcodes


class Code(forms.Form):
    """The code typed by hand: the only thing that confirms."""

    code = forms.CharField(
        label=_("查询码"), max_length=40, widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class Follow(Code):
    """Which one, and that it is one's own."""

    number = forms.CharField(
        label=_("编号"), max_length=40, widget=forms.TextInput({"autocapitalize": "characters"})
    )
    field_order = ["number", "code"]

    def clean_number(self):
        return slipcodes.number(self.cleaned_data["number"])
