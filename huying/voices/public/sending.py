"""What all public forms share: the trap for robots, the limits of the address, a form that is pressed twice."""

import uuid

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from . import flood


class Guarded(forms.Form):
    """A public form with the trap, the moment at which it was shown, and its own key."""

    website = forms.CharField(
        label=_("请不要填写这一格"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    _shown = forms.CharField(required=False, widget=forms.HiddenInput)
    _key = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def asked(self) -> list:
        """The fields that people see."""
        return [field for field in self.visible_fields() if field.name != "website"]


def fresh(at) -> dict:
    """What a form begins with."""
    return {"_shown": flood.stamp(at), "_key": uuid.uuid4().hex}


def refusal(request, data: dict, at) -> str:
    """Why nothing is taken just now, "" when it is. Takes the guards out of `data`; what is left are the answers."""
    trap, shown = data.pop("website"), data.pop("_shown")
    if trap:
        return _t("有一格请不要填写，请清空后再提交。")
    if flood.too_fast(shown, at):
        return _t("提交得太快了，请核对一遍，几秒后再按一次“提交”。")
    return flood.refusal(request, at)
