"""What a visit asks: made for a phone held in one hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Area, Membership
from huying.ui.forms import Day, StepForm, attachments

from ..duties.forms import Reason, pick
from ..models import Visit
from .operations import LONGEST


class Where(StepForm):
    """Fills the areas: one's own town first."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "area" in self.fields:
            rows = Area.objects.order_by("parent__name", "name")
            own = (
                self.member.area_id
                if self.member is not None and self.member.role in ("deputy", "keeper")
                else None
            )
            self.fields["area"].queryset = (rows.filter(pk=own) | rows.filter(parent=own)) if own else rows
        if "host" in self.fields:
            if self.member is not None and self.member.role != "clerk":
                del self.fields["host"]
            else:
                people = Membership.objects.filter(
                    role__in=("leader", "deputy", "keeper"), is_active=True
                ).select_related("person")
                self.fields["host"].queryset = people.order_by("person__pinyin", "pk")


def area():
    return forms.ModelChoiceField(
        Area.everywhere.none(), label=_("村、社区或者乡镇"), required=False, empty_label=_("请选择")
    )


def kind():
    return pick(Visit.KINDS, _("类别"))


def place():
    return forms.CharField(
        label=_("走访对象或地点"),
        required=False,
        max_length=200,
        help_text=_("例如三组沿河几户、某某合作社；不用写姓名。"),
    )


class Plan(Where):
    sometimes = ("host",)
    kind, area, place = kind(), area(), place()
    host = forms.ModelChoiceField(
        Membership.everywhere.none(), label=_("由谁"), required=False, empty_label=_("本人")
    )
    day = forms.DateField(label=_("日期"), widget=Day())
    with_whom = forms.CharField(label=_("同行"), required=False, max_length=200)


class Seen(StepForm):
    """What was seen and heard. Each line of findings becomes a voice."""

    autosave = True
    summary = forms.CharField(label=_("走访情况"), max_length=20_000, widget=forms.Textarea({"rows": 4}))
    findings = forms.CharField(
        label=_("发现的问题"), required=False, max_length=20_000, widget=forms.Textarea({"rows": 4}),
        help_text=_("一行写一个问题，写清在哪里、希望怎么办；每一行登记为一件民情。不用写姓名。"),
    )  # fmt: skip
    benefits = forms.CharField(
        label=_("当场办成的实事"), required=False, max_length=20_000, widget=forms.Textarea({"rows": 2})
    )
    households = forms.IntegerField(label=_("走访户数"), required=False, min_value=0, max_value=2000)
    people = forms.IntegerField(label=_("见到人数"), required=False, min_value=0, max_value=20_000)
    files: Any = attachments(label=_("照片"), help_text=_("照片里的拍摄位置会自动去掉。"))
    consent = forms.BooleanField(label=_("同意记录我现在的位置（约十米）"), required=False)
    latitude = forms.DecimalField(
        required=False, min_value=-90, max_value=90, widget=forms.HiddenInput({"data-latitude": ""})
    )
    longitude = forms.DecimalField(
        required=False, min_value=-180, max_value=180, widget=forms.HiddenInput({"data-longitude": ""})
    )


class Note(Seen, Where):
    kind, area, place = kind(), area(), place()
    day = forms.DateField(label=_("日期"), required=False, widget=Day(), help_text=_("不填就是今天。"))
    with_whom = forms.CharField(label=_("同行"), required=False, max_length=200)
    field_order = ["kind", "area", "place", "summary", "findings", "benefits", "households", "people", "files", "consent",
                   "day", "with_whom"]  # fmt: skip


class Finding(StepForm):
    text = forms.CharField(label=_("发现的问题"), max_length=LONGEST, widget=forms.Textarea({"rows": 3}))
    place = forms.CharField(label=_("地点"), required=False, max_length=200)
    urgent = forms.BooleanField(label=_("急难愁盼"), required=False)


class Move(StepForm):
    day = forms.DateField(label=_("改到哪一天"), widget=Day())
    reason = forms.CharField(label=_("原因"), max_length=500, widget=forms.Textarea({"rows": 2}))


class Filter(forms.Form):
    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[("", _("全部")), *Visit.KINDS.items()])
    since = forms.DateField(label=_("从"), required=False, widget=Day())
    until = forms.DateField(label=_("到"), required=False, widget=Day())

    def apply(self, rows, member):
        data = self.cleaned_data
        rows = rows.filter(kind=data["kind"]) if data.get("kind") else rows
        rows = rows.filter(day__gte=data["since"]) if data.get("since") else rows
        return rows.filter(day__lte=data["until"]) if data.get("until") else rows


STEPS = {"plan": Plan, "note": Note, "record": Seen, "move": Move, "cancel": Reason, "add_finding": Finding}
