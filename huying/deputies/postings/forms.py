"""What the steps of a posting ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership, Organ
from huying.ui.forms import StepForm

from .. import queries as seats
from ..models import Guest, Posting
from . import queries

Station: Any = Posting._meta.get_field("station").related_model


class Reason(StepForm):
    reason = forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea({"rows": 2}))


class Place(StepForm):
    """Who, and where to."""

    member = forms.ModelChoiceField(Membership.everywhere.none(), label=_("本级代表"), required=False)
    guest = forms.ModelChoiceField(
        Guest.everywhere.none(), label=_("其他级别的代表"), required=False,
        help_text=_("住在本地的上级或者下级代表；只登记姓名和级别，不能在本级办理任何事项。"),
    )  # fmt: skip
    station = forms.ModelChoiceField(Station.everywhere.none(), label=_("站点"))
    note = forms.CharField(label=_("说明"), max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = seats.active()
        self.fields["guest"].queryset = Guest.objects.filter(is_active=True).order_by("pinyin", "pk")
        rows = queries.stations()
        asks: Any = self.member  # who fills it in; at run time no field of the form bears this name
        if asks is not None and asks.role == "keeper":
            rows = rows.filter(keepers=asks)
        self.fields["station"].queryset = rows

    def clean(self):
        data = super().clean()
        if not self.errors and (data.get("member") is None) == (data.get("guest") is None):
            raise forms.ValidationError(_("请选一位本级代表，或者一位其他级别的代表。"))
        return data


class Move(Reason):
    to = forms.ModelChoiceField(Station.everywhere.none(), label=_("调到哪个站"))
    field_order = ["to", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = queries.stations().exclude(pk=self.row.station_id if self.row else None)


class Filter(forms.Form):
    station = forms.ModelChoiceField(Station.everywhere.none(), label=_("站点"), required=False)
    delegation = forms.ModelChoiceField(Organ.everywhere.none(), label=_("代表团"), required=False)
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = queries.stations()
        self.fields["delegation"].queryset = Organ.objects.filter(kind="delegation").order_by("name")

    def apply(self, rows, member):
        if station := self.cleaned_data["station"]:
            rows = rows.filter(station=station)
        if delegation := self.cleaned_data["delegation"]:
            rows = rows.filter(member__organ=delegation)
        return rows


STEPS = {"propose": Place, "post": Place, "decline": Reason, "move": Move, "end": Reason}
