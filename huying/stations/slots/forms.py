"""What the steps of an hour online ask."""

from django import forms
from django.db.models import Case, IntegerField, When
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership
from huying.ui.forms import Day, StepForm

from ..duties.forms import Clock, Reason
from ..models import Slot, Station
from ..receptions import operations as receptions
from ..receptions.forms import Places, station
from ..receptions.models import kept_by


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
    station = station()
    field_order = ["station", "day", "starts_at", "minutes", "capacity", "topic", "video"]


class Ask(Offer):
    """Those posted at one's own stations stand first."""

    host = forms.ModelChoiceField(Membership.everywhere.none(), label=_("由谁"), empty_label=_("请选择"))
    field_order = ["host", *Offer.field_order]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kept = kept_by(self.member) if self.member is not None else ()
        posted = Station.objects.filter(pk__in=kept, postings__state="confirmed").values("postings__member")
        rows = receptions.hosts_of(self.member).annotate(
            far=Case(When(pk__in=posted, then=0), default=1, output_field=IntegerField())
        )
        self.fields["host"].queryset = rows.order_by("far", "person__pinyin", "pk")


class Change(Hour):
    reason = forms.CharField(label=_("原因"), max_length=500, required=False)


class Close(StepForm):
    autosave = True
    summary = forms.CharField(label=_("记录"), max_length=20_000, widget=forms.Textarea({"rows": 6}),
                              help_text=_("谈了哪些事、答应了什么；不要写群众的姓名和电话。"))  # fmt: skip


STEPS = {"offer": Offer, "ask": Ask, "change": Change, "cancel": Reason, "close": Close}
