"""What the steps of a duty rule ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.ui.forms import Day, StepForm

from ..models import Duty
from . import words
from .presets import PRESETS


def pick(choices, label, **more):
    return forms.ChoiceField(label=label, choices=list(choices.items()), **more)


class Clock(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class Reason(StepForm):
    reason = forms.CharField(label=_("原因"), max_length=500, widget=forms.Textarea({"rows": 2}))


class Remark(StepForm):
    reason = forms.CharField(
        label=_("说明"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )


class Rule(StepForm):
    """All columns of a rule; begins with what stands there."""

    name = forms.CharField(label=_("名称"), max_length=60)
    what = pick(words.WHAT, _("做什么"))
    every = pick(words.EVERY, _("多久一次"))
    times = forms.IntegerField(label=_("每期次数"), min_value=1, max_value=31, initial=1)
    who = pick(words.WHO, _("由谁"))
    where = pick(words.WHERE, _("在哪里"))
    weekday = forms.TypedChoiceField(
        label=_("优先安排在"), required=False, coerce=int, empty_value=None,
        choices=[("", _("哪天都可以")), *words.WEEKDAYS.items()], help_text=_("放假的自动避开，改到同一期的其他工作日。"),
    )  # fmt: skip
    starts_at = forms.TimeField(label=_("开始时间"), widget=Clock(), initial="09:00")
    minutes = forms.IntegerField(label=_("至少多少分钟"), min_value=0, max_value=600, initial=60)
    needs_minutes = forms.BooleanField(label=_("必须写记录"), required=False)
    is_public = forms.BooleanField(label=_("对外公告"), required=False)
    capacity = forms.IntegerField(
        label=_("可预约人数"), min_value=0, max_value=200, initial=0, help_text=_("0 为不用预约。")
    )
    starts_on = forms.DateField(label=_("自哪一天起"), widget=Day())
    ends_on = forms.DateField(label=_("到哪一天止"), required=False, widget=Day())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.fields if isinstance(self.row, Duty) else ():
            if hasattr(self.row, name):
                self.initial.setdefault(name, getattr(self.row, name))


class Change(Rule):
    reason = forms.CharField(label=_("为什么修改"), max_length=500, required=False)


class Adopt(forms.Form):
    """Take over a ready-made set."""

    preset = forms.ChoiceField(label=_("模板"), choices=[(k, v["title"]) for k, v in PRESETS.items()])
    starts_on = forms.DateField(label=_("自哪一天起"), widget=Day())


class Until(forms.Form):
    until = forms.DateField(label=_("排到哪一天"), widget=Day())


STEPS = {"draft": Rule, "change": Change, "end": Reason, "resume": Remark}
