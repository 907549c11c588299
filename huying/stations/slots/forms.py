"""What the steps of an hour online ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership
from huying.ui.forms import Day, StepForm

from ..duties.forms import Clock, Reason
from ..models import Slot
from ..receptions import operations as receptions
from ..receptions.forms import Places, station


class Hour(Places):
    day = forms.DateField(label=_("日期"), widget=Day())
    starts_at = forms.TimeField(label=_("开始时间"), widget=Clock(), initial="19:00")
    minutes = forms.IntegerField(label=_("时长（分钟）"), min_value=10, max_value=480, initial=60)
    capacity = forms.IntegerField(label=_("可预约人数"), min_value=1, max_value=200, initial=6)
    topic = forms.CharField(label=_("主题"), max_length=100, required=False)
    video = forms.CharField(
        label=_("视频会议链接"), max_length=300, required=False, widget=forms.URLInput,
        help_text=_("可以不填，只用文字交谈。填了，预约的群众当天在“我的预约”里看到；内容记录仍写在这里。"),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if isinstance(self.row, Slot):
            for name in ("day", "starts_at", "minutes", "capacity", "topic", "video"):
                self.initial.setdefault(name, getattr(self.row, name))


class Offer(Hour):
    sometimes = ("host",)
    host = forms.ModelChoiceField(Membership.everywhere.none(), label=_("由谁"), empty_label=_("请选择"))
    station = station()
    field_order = ["host", "station", "day", "starts_at", "minutes", "capacity", "topic", "video"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.member is not None and self.member.role in ("deputy", "leader"):
            del self.fields["host"]
        else:
            self.fields["host"].queryset = receptions.hosts_of(self.member).order_by("person__pinyin", "pk")


class Change(Hour):
    reason = forms.CharField(label=_("原因"), max_length=500, required=False)


class Close(StepForm):
    autosave = True
    summary = forms.CharField(label=_("记录"), max_length=20_000, widget=forms.Textarea({"rows": 6}),
                              help_text=_("谈了哪些事、答应了什么；不要写群众的姓名和电话。"))  # fmt: skip


STEPS = {"offer": Offer, "change": Change, "cancel": Reason, "close": Close}
