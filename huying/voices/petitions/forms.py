"""What the steps of a petition ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Unit
from huying.ui.forms import FilesField

from .. import words
from ..forms.base import Base, RowChoice, long, pick
from .flow import FLOW
from .models import RESULTS, UPHELD


class Accept(Base):
    unit = RowChoice(Unit, _("承办单位"))
    visitors = forms.IntegerField(
        label=_("共同走访人数"), min_value=1, max_value=9999, initial=1, required=False
    )
    representatives = forms.IntegerField(
        label=_("推选的代表人数"),
        min_value=0,
        max_value=99,
        initial=0,
        required=False,
        help_text=_("多人走访的填写，不超过五人。"),
    )
    text = long(_("告知内容"), required=False, rows=3, help_text=_("不填则写明已受理和承办单位。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.initial.setdefault("unit", self.row.unit_id)

    def clean_visitors(self):
        return self.cleaned_data.get("visitors") or 1

    def clean_representatives(self):
        return self.cleaned_data.get("representatives") or 0


class TurnAway(Base):
    way = pick(words.WAY_NAMES, _("法定途径"), help_text=_("指引文字会一并告诉信访人。"))
    text = long(_("补充说明"), required=False, rows=3)


class Extend(Base):
    sometimes = ("approver",)
    text = long(_("延期理由"), help_text=_("会告知信访人。"))
    approver = forms.CharField(label=_("批准的负责人"), max_length=80)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.member is not None and self.member.role == "leader":
            del self.fields["approver"]


class Reply(Base):
    autosave = True
    result = pick(RESULTS, _("处理结果"))
    text = long(_("处理意见"), help_text=_("写明信访人的请求、认定的事实、依据和结论。"))
    files = FilesField()  # type: ignore[assignment]


class Ask(Base):
    reason = long(_("理由"))


class Review(Base):
    result = pick(UPHELD, _("结果"))
    organ = forms.CharField(label=_("作出意见的机关"), max_length=120)
    text = long(_("意见"))


class Filter(forms.Form):
    tray = forms.CharField(required=False, widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("全部状态")), *((k, _(v)) for k, v in FLOW.states.items())],
    )

    def apply(self, rows, member):
        state = self.cleaned_data.get("state")
        return rows.filter(state=state) if state else rows


STEPS = {
    "accept": Accept, "turn_away": TurnAway, "extend": Extend, "reply": Reply, "ask_review": Ask, "review": Review,
    "ask_rereview": Ask, "rereview": Review,
}  # fmt: skip
