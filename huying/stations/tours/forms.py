"""What booking and receiving a group asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.ui.forms import Day, StepForm, attachments

from ..assessments.forms import stations_for
from ..models import Station


class Clock(forms.TimeInput):
    input_type = "time"


class Visit(StepForm):
    station = forms.ModelChoiceField(Station.everywhere.none(), label=_("站点"))
    group = forms.CharField(label=_("来访单位"), max_length=120)
    day = forms.DateField(label=_("日期"), widget=Day())
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations_for(self.member)


class Book(Visit):
    starts = forms.TimeField(label=_("时间"), widget=Clock(), required=False)
    expected = forms.IntegerField(label=_("预计人数"), min_value=1, max_value=5000, required=False)
    purpose = forms.CharField(label=_("事由"), max_length=200, required=False)
    contact = forms.CharField(label=_("联系人"), max_length=40, required=False)
    phone = forms.CharField(label=_("联系电话"), max_length=40, required=False)
    note = forms.CharField(label=_("备注"), max_length=300, required=False)


class Log(Visit):
    people = forms.IntegerField(label=_("实到人数"), min_value=1, max_value=5000)
    purpose = forms.CharField(label=_("事由"), max_length=200, required=False)
    note = forms.CharField(label=_("备注"), max_length=300, required=False)
    files = attachments(label=_("照片"))


class Move(StepForm):
    day = forms.DateField(label=_("日期"), widget=Day())
    starts = forms.TimeField(label=_("时间"), widget=Clock(), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.initial.setdefault("day", self.row.day)
            self.initial.setdefault("starts", self.row.starts)


class Receive(StepForm):
    people = forms.IntegerField(label=_("实到人数"), min_value=1, max_value=5000)
    note = forms.CharField(label=_("备注"), max_length=300, required=False)
    files = attachments(label=_("照片"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.initial.setdefault("people", self.row.expected)


class Correct(StepForm):
    people = forms.IntegerField(label=_("实到人数"), min_value=1, max_value=5000)
    reason = forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea({"rows": 2}))


class Cancel(StepForm):
    reason = forms.CharField(
        label=_("原因"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )


class Filter(forms.Form):
    station = forms.ModelChoiceField(Station.everywhere.none(), label=_("站点"), required=False)
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = Station.objects.order_by("name")

    def apply(self, rows, member):
        return rows.filter(station=self.cleaned_data["station"]) if self.cleaned_data["station"] else rows


STEPS = {"book": Book, "log": Log, "move": Move, "receive": Receive, "correct": Correct, "cancel": Cancel}
