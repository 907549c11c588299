"""What planning and recording an upgrade asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.ui.forms import Day, StepForm, attachments

from ..assessments.forms import stations_for
from ..models import Station
from .models import MOMENTS


class Amend(StepForm):
    title = forms.CharField(label=_("项目"), max_length=120)
    text = forms.CharField(
        label=_("计划内容"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4})
    )
    budget = forms.DecimalField(
        label=_("计划投入（元）"), max_digits=12, decimal_places=2, min_value=0, required=False
    )
    finish_by = forms.DateField(label=_("计划完成"), widget=Day(), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            for name in ("title", "text", "budget", "finish_by"):
                self.initial.setdefault(name, getattr(self.row, name))


class Plan(Amend):
    station = forms.ModelChoiceField(Station.everywhere.none(), label=_("站点"))
    field_order = ["station", "title", "text", "budget", "finish_by"]
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations_for(self.member)


class Fund(StepForm):
    amount = forms.DecimalField(
        label=_("金额（元）"), max_digits=12, decimal_places=2, help_text=_("登记错了，用负数冲减。")
    )
    source = forms.CharField(label=_("资金来源"), max_length=80, help_text=_("如：财政预算、街道自筹。"))
    paid_on = forms.DateField(label=_("投入日期"), widget=Day(), required=False, help_text=_("不填为今天。"))


class Photograph(StepForm):
    moment = forms.ChoiceField(label=_("什么时候"), choices=MOMENTS, widget=forms.RadioSelect)
    files = attachments(label=_("照片"), required=True)
    caption = forms.CharField(label=_("说明"), max_length=80, required=False)


class Finish(StepForm):
    result = forms.CharField(label=_("完成情况"), max_length=2000, widget=forms.Textarea({"rows": 4}))
    done_on = forms.DateField(label=_("完成日期"), widget=Day(), required=False, help_text=_("不填为今天。"))


class Cancel(StepForm):
    reason = forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea({"rows": 2}))


STEPS = {
    "plan": Plan,
    "amend": Amend,
    "fund": Fund,
    "photograph": Photograph,
    "finish": Finish,
    "cancel": Cancel,
}
