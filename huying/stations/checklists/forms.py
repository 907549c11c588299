"""What drafting and filling a checklist asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.ui.forms import StepForm

from .. import kinds
from . import lines
from .presets import PRESETS, PURPOSES

WRONG = {
    "points": _(
        "第 %(line)s 行看不懂：请写成“内容 | 分值”或者“内容 | 分值 | 附材料”，分值是 1 到 1000 的整数。"
    ),
    "long": _("第 %(line)s 行太长，一项最多 200 字。"),
    "twice": _("第 %(line)s 行和前面的一项相同。"),
    "many": _("最多 60 项。"),
}
STARS = ("1", "2", "3", "4", "5")


class Draft(StepForm):
    preset = forms.ChoiceField(label=_("从模板开始"), choices=[(k, v[0]) for k, v in PRESETS.items()])
    name = forms.CharField(label=_("名称"), max_length=80, required=False, help_text=_("不填用模板的名称。"))


class Items(forms.CharField):
    widget = forms.Textarea({"rows": 10})

    def clean(self, value):
        try:
            return lines.parse(super().clean(value))
        except lines.BadLine as wrong:
            raise forms.ValidationError(WRONG[wrong.kind], params={"line": wrong.line}) from None


class Edit(StepForm):
    name = forms.CharField(label=_("名称"), max_length=80)
    purpose = forms.ChoiceField(label=_("用途"), choices=PURPOSES)
    items = Items(
        label=_("检查项"),
        max_length=20_000,
        help_text=_(
            "一行一项，可以在竖线后写分值，如“场所达标 | 25”；不写算 1 分。"
            "没有材料不算达标的再写“附材料”，如“场所达标 | 25 | 附材料”。"
        ),
    )
    kinds = forms.MultipleChoiceField(
        label=_("适用站点"),
        choices=kinds.KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("不选为各类站点。"),
    )
    star1 = forms.IntegerField(label=_("一星不低于（%）"), min_value=1, max_value=100, required=False)
    star2 = forms.IntegerField(label=_("二星不低于（%）"), min_value=1, max_value=100, required=False)
    star3 = forms.IntegerField(label=_("三星不低于（%）"), min_value=1, max_value=100, required=False)
    star4 = forms.IntegerField(label=_("四星不低于（%）"), min_value=1, max_value=100, required=False)
    star5 = forms.IntegerField(
        label=_("五星不低于（%）"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=_("星级评定标准才需要填；由本级规定。"),
    )
    source = forms.CharField(
        label=_("依据"), max_length=200, required=False, help_text=_("文件名称或者文号。")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            for name in ("name", "purpose", "kinds", "source"):
                self.initial.setdefault(name, getattr(self.row, name))
            self.initial.setdefault("items", lines.spoken(self.row.items))
            for star in STARS:
                self.initial.setdefault(f"star{star}", self.row.thresholds.get(star))

    def clean(self):
        data = super().clean() or {}
        found = {star: data.pop(f"star{star}", None) for star in STARS}
        data["thresholds"] = {star: least for star, least in found.items() if least is not None}
        ordered = list(data["thresholds"].values())
        if ordered != sorted(ordered):
            raise forms.ValidationError(_("星级越高，要求的百分比不能越低。"))
        return data


class Filter(forms.Form):
    purpose = forms.ChoiceField(
        label=_("用途"), required=False, choices=[("", _("全部用途")), *PURPOSES.items()]
    )

    def apply(self, rows, member):
        return rows.filter(purpose=self.cleaned_data["purpose"]) if self.cleaned_data["purpose"] else rows


STEPS = {"draft": Draft, "edit": Edit}
