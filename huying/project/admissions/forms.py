"""What the acts on an account ask."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.forms.widgets import Script
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.accounts import invitations
from huying.kernel.accounts.flow import FLOW, PEOPLE
from huying.kernel.accounts.models import BELOW
from huying.kernel.roles import ROLES
from huying.kernel.roster import Area, Organ, Unit
from huying.ui.forms import StepForm

PHONE = RegexValidator(r"^[0-9 +-]{5,20}$", _("电话只能是数字。"))


class Reasoned(StepForm):
    """Whoever does this says why; it stays in the story."""

    reason = forms.CharField(
        label=_("原因和核对方式"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("如：本人持身份证当面办理。"),
    )


# where each of these is asked: for the others it has no meaning
PLACES = {"unit": ("handler",), "organ": ("deputy", "clerk", "leader", "admin"), "area": ("deputy", "keeper")}


class Invite(StepForm):
    """Somebody new. Unit, organ and area are shown as the chosen role needs them (ui/when.js)."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    role = forms.ChoiceField(label=_("身份"))
    phone = forms.CharField(label=_("手机"), max_length=20, required=False, validators=[PHONE])
    email = forms.EmailField(label=_("电子邮箱"), required=False)
    title = forms.CharField(label=_("职务"), max_length=60, required=False)
    unit = forms.ModelChoiceField(Unit.everywhere.none(), label=_("承办单位"), required=False)
    organ = forms.ModelChoiceField(Organ.everywhere.none(), label=_("代表团或委员会"), required=False)
    area = forms.ModelChoiceField(Area.everywhere.none(), label=_("片区"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = BELOW if self.member is not None and self.member.role == "clerk" else PEOPLE
        fields: dict[str, Any] = self.fields
        fields["role"].choices = [("", _("请选择")), *((role, _(ROLES[role])) for role in offered)]
        for name, roles in PLACES.items():
            fields[name].widget.attrs["data-when"] = f"role:{' '.join(roles)}"
        fields["unit"].queryset = Unit.objects.filter(is_active=True).order_by("name")
        fields["organ"].queryset = Organ.objects.filter(is_active=True).order_by("name")
        fields["area"].queryset = Area.objects.order_by("name")

    def clean(self):
        data = super().clean() or {}
        if data.get("role") == "handler" and not data.get("unit"):
            self.add_error("unit", _("承办单位经办人要选单位。"))
        for name in [n for n, roles in PLACES.items() if data.get("role") and data["role"] not in roles]:
            if data.get(name):
                words = {"role": _t(ROLES[data["role"]]), "field": self.fields[name].label}
                self.add_error(name, _t("%(role)s不选%(field)s：请改选身份，或者把这一项留空。") % words)
        return data

    class Media:
        js = (Script("ui/when.js", defer=True),)


class Issue(StepForm):
    """Asks nothing; brings a code that nobody chose."""

    def clean(self):
        super().clean()
        return {"code": invitations.fresh_code()}


class ChangeContact(Reasoned):
    phone = forms.CharField(label=_("新手机"), max_length=20, required=False, validators=[PHONE])
    email = forms.EmailField(label=_("新邮箱"), required=False)
    field_order = ["phone", "email", "reason"]

    def clean(self):
        data = super().clean() or {}
        return {**data, "phone": data.get("phone") or None, "email": data.get("email") or None}


NUMBERS = [("phone", _("手机")), ("id_card", _("身份证号"))]


class Unmask(Reasoned):
    what = forms.ChoiceField(label=_("看什么"), choices=NUMBERS)
    field_order = ["what", "reason"]


class Filter(forms.Form):
    role = forms.ChoiceField(label=_("身份"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["role"].choices = [("", _("全部")), *((r, _(ROLES[r])) for r in PEOPLE)]
        fields["state"].choices = [("", _("全部")), *((k, _(v)) for k, v in FLOW.states.items())]

    def apply(self, rows, member):
        data = self.cleaned_data
        rows = rows.filter(member__role=data["role"]) if data["role"] else rows
        return rows.filter(state=data["state"]) if data["state"] else rows


STEPS = {
    "invite": Invite,
    "issue": Issue,
    "change_contact": ChangeContact,
    "remove_factor": Reasoned,
    "unmask": Unmask,
    "leave": Reasoned,
    "readmit": Reasoned,
}
