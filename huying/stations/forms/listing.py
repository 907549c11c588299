"""What the list of places can be narrowed by."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Area

from .. import kinds


class Filter(forms.Form):
    kind = forms.ChoiceField(
        label=_("类别"), required=False, choices=[("", _("全部类别")), *kinds.KINDS.items()]
    )
    area = forms.ModelChoiceField(
        Area.everywhere.none(), label=_("乡镇、街道"), required=False, empty_label=_("全部")
    )
    star = forms.TypedChoiceField(
        label=_("星级"), required=False, coerce=int, empty_value=None,
        choices=[("", _("全部星级")), (0, _("未评星")), *((n, n) for n in (1, 2, 3, 4, 5))],
    )  # fmt: skip
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.filter(kind__in=["town", "street"]).order_by("name")

    def apply(self, rows, member):
        data = self.cleaned_data
        if data["kind"]:
            rows = rows.filter(kind=data["kind"])
        if data["area"] is not None:
            rows = rows.filter(Q(area=data["area"]) | Q(area__parent=data["area"]))
        if data["star"] is not None:
            rows = rows.filter(star=data["star"] or None)
        return rows
