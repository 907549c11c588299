"""What the steps of a lecture ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership
from huying.ui.forms import StepForm, attachments

from .. import words
from ..forms import pick, prose

PLAN = ("title", "lecturer", "speaker", "place", "starts_at", "meant_for", "outline", "is_open")


class Moment(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class Plan(StepForm):
    sometimes = ("lecturer", "speaker")
    title = forms.CharField(label=_("主题"), max_length=120)
    lecturer = forms.ModelChoiceField(
        Membership.everywhere.none(), label=_("宣讲的代表"), required=False, empty_label=_("不是代表")
    )
    speaker = forms.CharField(
        label=_("宣讲人"), max_length=40, required=False, help_text=_("由代表宣讲的不用填。")
    )
    place = forms.CharField(label=_("地点"), max_length=120)
    starts_at = forms.DateTimeField(
        label=_("时间"),
        widget=Moment(),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )
    meant_for = forms.CharField(
        label=_("对象"), max_length=60, required=False, help_text=_("如：东街社区居民、县一中学生。")
    )
    outline = prose(_("宣讲提纲"), rows=6, required=False, most=20_000)
    is_open = forms.BooleanField(label=_("向群众公开"), required=False, initial=True)
    files = attachments(label=_("宣讲材料"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.member is not None and self.member.role == "deputy":
            del self.fields["lecturer"], self.fields["speaker"]
        else:
            rows = Membership.objects.filter(role="deputy", is_active=True).select_related("person")
            self.fields["lecturer"].queryset = rows.order_by("person__pinyin", "pk")
        if self.row is not None:
            for name in PLAN:
                self.initial.setdefault(name, getattr(self.row, name))


class Held(StepForm):
    audience = forms.IntegerField(label=_("到场人数"), min_value=0, max_value=1_000_000)
    note = prose(_("情况"), rows=3, required=False, most=2000)
    files = attachments(label=_("照片"))


class Said(StepForm):
    kind = pick(_("类别"), words.FEEDBACK)
    text = prose(_("内容"), rows=3, most=500, help_text=_("不写姓名和电话。"))


class Conclude(StepForm):
    outcome = prose(_("反馈汇总"), rows=6, most=5000)


class Reason(StepForm):
    reason = prose(_("取消的理由"), rows=2, most=300)


STEPS = {
    "plan": Plan, "reschedule": Plan, "hold": Held, "log_feedback": Said, "conclude": Conclude, "cancel": Reason,
}  # fmt: skip
