"""What measuring a place asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.ui.forms import Day, StepForm, attachments

from ..checklists import queries as checklists
from ..models import Checklist, Station
from .models import ANSWERS


def stations_for(member):
    """Places that this member may enter things for: the office all, a keeper their own."""
    rows = Station.objects.exclude(state="closed").order_by("name")
    return (
        rows if member is None or member.role in ("admin", "clerk", "house") else rows.filter(keepers=member)
    )


class Start(StepForm):
    station = forms.ModelChoiceField(Station.everywhere.none(), label=_("站点"))
    checklist = forms.ModelChoiceField(Checklist.everywhere.none(), label=_("检查清单"))
    day = forms.DateField(label=_("检查日期"), widget=Day(), required=False, help_text=_("不填为今天。"))
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations_for(self.member)
        self.fields["checklist"].queryset = checklists.in_force()


class Tick(StepForm):
    item = forms.ChoiceField(label=_("检查项"), choices=())
    met = forms.ChoiceField(label=_("是否达标"), choices=ANSWERS, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("说明"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("没有达标的写明差在哪里。"),
    )
    files = attachments(label=_("照片和材料"))
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.fields["item"].choices = [(i["key"], f"{i['key']}. {i['text']}") for i in self.row.items]
            first = next(iter(self.row.unanswered()), None)
            self.initial.setdefault("item", first["key"] if first else "1")
            known = self.row.answers.get(self.initial["item"])
            if known:
                self.initial.setdefault("met", known["met"])
                self.initial.setdefault("note", known["note"])


class SendBack(StepForm):
    remark = forms.CharField(label=_("要补充什么"), max_length=500, widget=forms.Textarea({"rows": 3}))


class Confirm(StepForm):
    remark = forms.CharField(
        label=_("意见"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )


class Cancel(StepForm):
    reason = forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea({"rows": 2}))


class Filter(forms.Form):
    checklist = forms.ModelChoiceField(Checklist.everywhere.none(), label=_("检查清单"), required=False)
    station = forms.ModelChoiceField(Station.everywhere.none(), label=_("站点"), required=False)
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["checklist"].queryset = Checklist.objects.exclude(state="draft").order_by("name", "pk")
        self.fields["station"].queryset = Station.objects.order_by("name")

    def apply(self, rows, member):
        return rows.filter(**{k: v for k, v in self.cleaned_data.items() if v is not None})


STEPS = {"start": Start, "tick": Tick, "send_back": SendBack, "confirm": Confirm, "cancel": Cancel}
