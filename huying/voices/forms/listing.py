"""The list's filters."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import remember
from huying.kernel.fields import Field
from huying.stations.models import Station
from huying.ui.sifting import Ready

from .. import words
from ..models import Voice


class Filter(forms.Form):
    """The list's filters; they stand in the address."""

    tray = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(label=_("查找"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("全部状态")), *((k, _(v)) for k, v in Voice.FLOW.states.items())],
    )
    urgency = forms.ChoiceField(
        label=_("缓急"), required=False, choices=[("", _("全部缓急")), *words.URGENCIES.items()]
    )
    kind = forms.ChoiceField(
        label=_("类型"), required=False, choices=[("", _("全部类型")), *words.KINDS.items()]
    )
    field = forms.ChoiceField(label=_("领域"), required=False)
    station = forms.ChoiceField(label=_("联络站"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, all_of_them, rows in (
            ("field", _t("全部领域"), _fields),
            ("station", _t("全部联络站"), _stations),
        ):
            choice = self.fields[name]
            assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - for the reader and the type checker
            choice.choices = Ready([("", all_of_them), *remember.until_change(f"voice-choices:{name}", rows)])

    def apply(self, rows, member):
        data = self.cleaned_data
        for name in ("state", "urgency", "kind", "station"):
            if data.get(name):
                rows = rows.filter(**{name: data[name]})
        if data.get("field"):
            rows = rows.filter(Q(field=data["field"]) | Q(field__parent=data["field"]))
        return rows


def _fields() -> list[tuple]:
    return [(f.pk, f.said) for f in Field.objects.filter(parent=None)]


def _stations() -> list[tuple]:
    return list(Station.objects.order_by("name").values_list("pk", "name"))
