"""Hours, exceptions, position, pauses, stars."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ui import placing
from huying.ui.forms import Day, StepForm

from .. import kinds, opening
from ..models import Assessment, Station
from .registering import Basis

WEEK = ("1", "2", "3", "4", "5", "6", "7")
WRONG = {
    "format": _("看不懂“%(where)s”，请写成 8:30-11:30；一天几段用逗号隔开。"),
    "order": _("“%(where)s”的结束时间不晚于开始时间。"),
    "overlap": _("“%(where)s”和另一段时间重叠。"),
}


class SpansField(forms.CharField):
    """ "8:30-11:30, 14:00-17:00" → spans as `opening` keeps them."""

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "max_length": 120, **kwargs})

    def read(self, text: str) -> Any:
        return opening.parse(text)

    def clean(self, value):
        text = super().clean(value)
        try:
            return self.read(text)
        except opening.BadHours as wrong:
            raise forms.ValidationError(WRONG[wrong.kind], params={"where": wrong.where}) from None


class MonthField(SpansField):
    """ "每月第一个周三 9:00-11:00" → hours of days of the month."""

    widget = forms.Textarea({"rows": 2})

    def read(self, text: str) -> Any:
        return opening.parse_month(text)


class Hours(StepForm):
    """One line a weekday; empty is closed."""

    day1 = SpansField(label=_("周一"), help_text=_("如 8:30-11:30, 14:00-17:00；不开放留空。"))
    day2 = SpansField(label=_("周二"))
    day3 = SpansField(label=_("周三"))
    day4 = SpansField(label=_("周四"))
    day5 = SpansField(label=_("周五"))
    day6 = SpansField(label=_("周六"))
    day7 = SpansField(label=_("周日"))
    monthly = MonthField(
        label=_("每月的某一天"), max_length=300,
        help_text=_("如 每月第一个周三 9:00-11:00；每月15日 8:30-11:30；每月最后一个周五 14:00-17:00。"),
    )  # fmt: skip
    hours = forms.CharField(
        label=_("补充说明"),
        max_length=120,
        required=False,
        help_text=_(
            "时间以外的话，如“来人请提前打电话”。星期、日期和钟点写在上面的表里；表里全空的，才写在这里。"
        ),
    )
    off_on_holidays = forms.BooleanField(label=_("法定节假日不开放"), required=False, initial=True)
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            for day in WEEK:
                self.initial.setdefault(f"day{day}", opening.spoken(self.row.weekly.get(day, [])))
            self.initial.setdefault("monthly", opening.spoken_month(self.row.weekly))
            self.initial.setdefault("hours", self.row.hours)
            self.initial.setdefault("off_on_holidays", self.row.off_on_holidays)

    def clean(self):
        data = super().clean() or {}
        data["weekly"] = {day: data.pop(f"day{day}", []) for day in WEEK} | (data.pop("monthly", None) or {})
        return data


class Except(StepForm):
    since = forms.DateField(label=_("从哪一天"), widget=Day())
    until = forms.DateField(
        label=_("到哪一天"), widget=Day(), required=False, help_text=_("只有一天可以不填。")
    )
    usual = forms.BooleanField(
        label=_("取消变动，照常开放"), required=False, help_text=_("以前登记的变动作废。")
    )
    spans = SpansField(label=_("这几天的开放时间"), help_text=_("留空表示不开放。"))
    why = forms.CharField(label=_("原因"), max_length=60, required=False, help_text=_("群众看得到。"))


class Pin(StepForm):
    """Degrees as a map or a phone shows them; both empty takes the pin away."""

    lat, lon = placing.latitude(), placing.longitude()
    datum = forms.ChoiceField(
        label=_("坐标系"),
        choices=kinds.DATUMS,
        initial="wgs84",
        help_text=_(
            "在本页地图上点选或者用手机定位的是 WGS-84；从高德、腾讯地图抄来的是 GCJ-02，选错会偏几百米。"
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            for name in ("lat", "lon", "datum"):
                self.initial.setdefault(name, getattr(self.row, name))
            placing.around(self, filter(None, (s.spot for s in Station.objects.exclude(lat=None)[:100])))

    def clean(self):
        data = super().clean() or {}
        placing.together(self)
        for name in ("lat", "lon"):
            if data.get(name) is not None:
                data[name] = round(Decimal(str(data[name])), 6)
        return data


class Suspend(StepForm):
    reason = forms.CharField(label=_("原因"), max_length=120, help_text=_("群众看得到。"))
    until = forms.DateField(label=_("预计到哪一天"), widget=Day(), required=False)


class Star(Basis):
    star = forms.TypedChoiceField(
        label=_("星级"), coerce=int, choices=[(n, n) for n in (1, 2, 3, 4, 5)], empty_value=None
    )
    assessment = forms.ModelChoiceField(
        Assessment.everywhere.none(),
        label=_("依据的检查"),
        required=False,
        help_text=_("选了检查，星级不能高于它的得分所允许的。"),
    )
    field_order = ["star", "assessment", "basis"]
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            rows = Assessment.objects.filter(station=self.row, state="confirmed", stars__isnull=False)
            self.fields["assessment"].queryset = rows.select_related("station", "checklist").order_by(
                "-day", "-pk"
            )
        self.fields["star"].choices = [(n, _t("%(n)s 星") % {"n": n}) for n in (1, 2, 3, 4, 5)]


class Designate(Basis):
    designation = forms.ChoiceField(label=_("命名"), choices=kinds.DESIGNATIONS)
    field_order = ["designation", "basis"]
