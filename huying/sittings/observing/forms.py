"""What offering seats and applying for one ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.ui.visitors.guard import Guarded

from ..asking import SITTINGS, Asks, Moment, One, Reason, Remark, figure, line, prose
from . import queries


class Offer(Asks):
    sitting = One(SITTINGS, _("哪次会议"))
    seats = figure(_("旁听名额"), 1, 500, required=False, help_text=_("不填按本级设置。"))
    closes_at = forms.DateTimeField(label=_("报名截止时间"), widget=Moment())
    notice = prose(_("旁听须知"), 4000, required=False)


class Extend(Asks):
    seats = figure(_("旁听名额"), 1, 500, required=False)
    closes_at = forms.DateTimeField(label=_("报名截止时间"), widget=Moment(), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.initial.setdefault("seats", self.row.seats)
            self.initial.setdefault("closes_at", self.row.closes_at)


class Word(Asks):
    word = line(_("现场说出的数"), 40, required=False,
                help_text=_("请在场的人随口说一个数填在这里，连系统自己也无法提前算出结果。"))  # fmt: skip


DRAW_STEPS = {"offer": Offer, "extend": Extend, "draw": Word, "cancel": Reason}


OBSERVER_STEPS = {"take_back": Remark, "reject": Reason}


class Apply(Guarded):
    """A citizen without an account."""

    required_css_class = "required"
    name = line(_("姓名"), 30)
    phone = line(_("手机"), 40, help_text=_("只用来通知您结果，会后按规定删除。"))
    job = line(_("职业"), 60, required=False)
    reason = line(_("想旁听什么"), required=False)
    consent = forms.BooleanField(label=_("我已阅读隐私说明和旁听须知，愿意遵守会场纪律"))


class Write(forms.Form):
    required_css_class = "required"
    text = prose(_("意见"), 10_000)


class Filter(forms.Form):
    """The office's list of one draw."""

    draw = forms.IntegerField(required=False, min_value=1, max_value=2**53, widget=forms.HiddenInput)

    def within(self) -> dict:
        return {"draw": self.cleaned_data["draw"]} if self.cleaned_data.get("draw") else {}

    def whose(self, member) -> str:
        row = queries.draws_visible_to(member).filter(pk=self.cleaned_data["draw"]).first()
        return row.sitting.title if row else ""

    def apply(self, rows, member):
        return rows.filter(**self.within())
