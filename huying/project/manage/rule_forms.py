"""What is asked when a congress enters a rule of its own, or chooses another preset."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.rules import profiles
from huying.ui import rule_words
from huying.ui.forms import Day

UNITS = {"months": _("个月"), "days": _("日"), "workdays": _("个工作日")}


class LocalValue(forms.Form):
    """One value of this congress with the law it rests on. `setting` is the one in force."""

    law = forms.CharField(
        label=_("依据的法规或者文件"),
        max_length=200,
        required=False,
        help_text=_("如：《某某市代表建议办理规定》。不写则记为本级人大自行设定。"),
    )
    article = forms.CharField(label=_("条款"), max_length=80, required=False)
    adopted_on = forms.DateField(label=_("通过或者施行日期"), widget=Day(), required=False)

    def __init__(self, *args, setting, **kwargs):
        self.setting = setting
        super().__init__(*args, **kwargs)
        make = getattr(self, f"_as_{setting.kind}")
        self.fields = {**make(setting), **self.fields}
        if setting.kind == "term":
            self.fields["none"] = forms.BooleanField(label=_("不设这个期限"), required=False)
            self.fields["roll"] = forms.BooleanField(
                label=_("最后一日遇放假顺延到下一个工作日"), required=False, initial=setting.roll
            )

    def _as_term(self, setting):
        value = setting.value
        unit = next((u for u in UNITS if value and getattr(value, u)), "days")
        number = getattr(value, unit) if value else None
        return {
            "number": forms.IntegerField(
                label=_("期限"), min_value=1, max_value=1200, required=False, initial=number
            ),
            "unit": forms.ChoiceField(label=_("单位"), choices=list(UNITS.items()), initial=unit),
        }

    def _as_choice(self, setting):
        words = [(o, rule_words.of_value(setting.key, o)) for o in setting.order]
        return {"value": forms.ChoiceField(label=_("取值"), choices=words, initial=setting.value)}

    def _as_flag(self, setting):
        return {"value": forms.BooleanField(label=_("是"), required=False, initial=setting.value)}

    def _as_number(self, setting):
        return {
            "value": forms.IntegerField(label=_("数值"), min_value=1, max_value=10_000, initial=setting.value)
        }

    def _as_list(self, setting):
        lines = "\n".join(f"{i['code']} {i['label']}" for i in setting.value or ())
        box = forms.Textarea({"rows": 6})
        return {
            "value": forms.CharField(
                label=_("各项"), widget=box, initial=lines, help_text=_("每行一项：代码、空格、名称。")
            )
        }

    def clean(self):
        data = super().clean()
        if (
            self.setting.kind == "term"
            and not data.get("none")
            and not data.get("number")
            and "number" not in self.errors
        ):
            self.add_error("number", _t("请填写期限；没有这个期限的，勾选“不设这个期限”。"))
        return data

    def entry(self) -> dict:
        """What the profile loader takes: value, law, article, date, roll."""
        data = self.cleaned_data
        found = {"value": self._value(data), "law": data["law"].strip(), "article": data["article"].strip()}
        found["date"] = data["adopted_on"].isoformat() if data["adopted_on"] else ""
        if self.setting.kind == "term":
            found["roll"] = data["roll"]
        return found

    def _value(self, data):
        if self.setting.kind == "term":
            return None if data["none"] else f"{data['number']} {data['unit']}"
        if self.setting.kind == "list":
            lines = [line.split(None, 1) for line in data["value"].splitlines() if line.strip()]
            return [{"code": parts[0], "label": parts[-1].strip()} for parts in lines]
        return data["value"]


class Preset(forms.Form):
    profile = forms.ChoiceField(label=_("规则方案"))
    source = forms.CharField(label=_("依据"), max_length=200, help_text=_("如：主任会议决定的日期和文号。"))
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["profile"].choices = [
            (n, rule_words.said(profiles.load(n).title)) for n in profiles.names()
        ]
