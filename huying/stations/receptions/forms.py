"""What the steps of a reception ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership
from huying.ui.forms import Day, StepForm, attachments

from ..duties import words
from ..duties.forms import Clock, Reason, pick
from ..models import Reception, Station
from . import operations
from .models import kept_by


class Places(StepForm):
    """Fills the choice of stations: those kept for a keeper, all in use for others."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "station" in self.fields:
            rows = Station.objects.filter(is_active=True).order_by("name")
            if self.member is not None and self.member.role == "keeper":
                rows = rows.filter(pk__in=kept_by(self.member))
            self.fields["station"].queryset = rows


def station(**more):
    return forms.ModelChoiceField(
        Station.everywhere.none(), label=_("站点"), **{"required": False, "empty_label": _("请选择"), **more}
    )


class Plan(Places):
    sometimes = ("host",)
    what = pick(words.WHAT, _("做什么"))
    host = forms.ModelChoiceField(Membership.everywhere.none(), label=_("由谁"), empty_label=_("请选择"))
    station = station()
    target = forms.ModelChoiceField(
        Membership.everywhere.none(),
        label=_("走访哪位代表"),
        required=False,
        empty_label=_("不是走访代表的不选"),
    )
    day = forms.DateField(label=_("日期"), widget=Day())
    starts_at = forms.TimeField(label=_("开始时间"), widget=Clock(), initial="09:00")
    minutes = forms.IntegerField(label=_("预计分钟"), min_value=1, max_value=600, initial=60)
    is_public = forms.BooleanField(label=_("对外公告"), required=False)
    capacity = forms.IntegerField(
        label=_("可预约人数"), min_value=0, max_value=200, initial=0, help_text=_("0 为不用预约。")
    )
    notice = forms.CharField(
        label=_("公告说明"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.member is not None and self.member.role in ("deputy", "leader"):
            del self.fields["host"]
        else:
            self.fields["host"].queryset = operations.hosts_of(self.member).order_by("person__pinyin", "pk")
        deputies = Membership.objects.filter(role="deputy", is_active=True).select_related("person")
        self.fields["target"].queryset = deputies.order_by("person__pinyin", "pk")


class Announce(StepForm):
    notice = forms.CharField(label=_("公告说明"), max_length=500, required=False, widget=forms.Textarea({"rows": 2}),
                             help_text=_("例如重点听取哪方面的意见。"))  # fmt: skip


class Move(Places):
    day = forms.DateField(label=_("改到哪一天"), widget=Day())
    starts_at = forms.TimeField(label=_("开始时间"), widget=Clock())
    station = station(empty_label=_("地点不变"))
    reason = forms.CharField(label=_("原因"), max_length=500, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if isinstance(self.row, Reception):
            self.initial.setdefault("day", self.row.day)
            self.initial.setdefault("starts_at", self.row.starts_at)


class SignIn(StepForm):
    """The station's code; a keeper who enters it for somebody is not asked for one."""

    sometimes = ("code", "latitude", "longitude")
    code = forms.CharField(
        label=_("签到码"), max_length=20, required=False,
        help_text=_("站点屏幕上的八位数字，两分钟一换；扫屏幕上的二维码不用输入。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    latitude = forms.DecimalField(
        required=False, min_value=-90, max_value=90, widget=forms.HiddenInput(attrs={"data-latitude": ""})
    )
    longitude = forms.DecimalField(
        required=False, min_value=-180, max_value=180, widget=forms.HiddenInput(attrs={"data-longitude": ""})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mine = self.row is None or self.member is None or self.row.host_id in (
            self.member.pk, *(hat.pk for hat in self.member.standing_in_for))  # fmt: skip
        if not mine:
            for name in self.sometimes:
                del self.fields[name]


class Report(StepForm):
    autosave = True
    sometimes = ("came", "nobody")
    lasted = forms.IntegerField(label=_("实际分钟"), min_value=1, max_value=900)
    visitors = forms.IntegerField(label=_("接待人数"), min_value=0, max_value=2000, initial=0)
    summary = forms.CharField(label=_("记录"), max_length=20_000, required=False, widget=forms.Textarea({"rows": 6}),
                              help_text=_("谈了什么、答应了什么；不要写群众的姓名和电话，反映的事请登记为民情。"))  # fmt: skip
    numbers = forms.CharField(
        label=_("民情编号"), max_length=2000, required=False, help_text=_("当场登记的民情编号，用空格隔开。")
    )
    came = forms.MultipleChoiceField(
        label=_("预约的群众，谁来了"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("勾选了来的，其余的记为没有来谈；一个也不勾选就先不登记，可以逐件办结，过几天仍没有办结的自动结束，不记为没有来谈。"),
    )  # fmt: skip
    nobody = forms.BooleanField(label=_("预约的群众都没有来"), required=False)
    files = attachments(label=_("照片"), help_text=_("照片里的拍摄位置会自动去掉。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if isinstance(self.row, Reception):
            self.initial.setdefault("lasted", self.row.minutes)
            self.fields["summary"].required = self.row.needs_minutes
            booked = self.row.bookings.filter(state="booked").order_by("pk") if self.row.capacity else ()
            self.fields["came"].choices = [(b.pk, f"{b.number} {b.called}") for b in booked]
        if not self.fields["came"].choices:
            del self.fields["came"], self.fields["nobody"]

    def clean(self):
        """Nobody is made absent by silence: `came` is None unless somebody is ticked, or said to have stayed away."""
        found = super().clean() or {}
        nobody, came = found.pop("nobody", False), found.get("came")
        if nobody and came:
            self.add_error("nobody", _("已经勾选了来谈的群众，不能又说都没有来。"))
        return found | {"came": came or ([] if nobody else None)}


class AddMatters(StepForm):
    numbers = forms.CharField(label=_("民情编号"), max_length=2000, help_text=_("用空格隔开。"))


class MakeUp(StepForm):
    day = forms.DateField(label=_("补办日期"), widget=Day())
    reason = forms.CharField(
        label=_("说明"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )


class Excuse(StepForm):
    reason = forms.CharField(label=_("依据"), max_length=500, widget=forms.Textarea({"rows": 2}),
                             help_text=_("例如纸质签到簿第几页、现场照片。"))  # fmt: skip


class Filter(forms.Form):
    """The list's filters; they stand in the address."""

    state = forms.ChoiceField(label=_("状态"), required=False,
                              choices=[("", _("全部状态")), *((k, _(v)) for k, v in Reception.FLOW.states.items())])  # fmt: skip
    what = forms.ChoiceField(label=_("内容"), required=False, choices=[("", _("全部")), *words.WHAT.items()])
    since = forms.DateField(label=_("从"), required=False, widget=Day())
    until = forms.DateField(label=_("到"), required=False, widget=Day())

    def apply(self, rows, member):
        data = self.cleaned_data
        for name in ("state", "what"):
            if data.get(name):
                rows = rows.filter(**{name: data[name]})
        rows = rows.filter(day__gte=data["since"]) if data.get("since") else rows
        return rows.filter(day__lte=data["until"]) if data.get("until") else rows


STEPS = {
    "plan": Plan, "announce": Announce, "move": Move, "cancel": Reason, "sign_in": SignIn, "report": Report,
    "add_matters": AddMatters, "make_up": MakeUp, "excuse": Excuse,
}  # fmt: skip
