"""What the steps of an idea ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.ui.links import whole

from .. import words
from ..calls.queries import public
from ..forms.base import Base, Text, long, pick
from ..models import Call
from .flow import FLOW


class Enter(Base):
    call = forms.ModelChoiceField(Call.everywhere.none(), label=_("哪一次征集"))
    text = long(_("意见"))
    author = forms.CharField(label=_("姓名"), required=False, max_length=60)
    phone = forms.CharField(label=_("手机号"), required=False, max_length=40)
    may_publish = forms.BooleanField(label=_("同意不署名公开这条意见"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["call"].queryset = public().filter(state="open")


class Answer(Text):
    text = long(_("答复"), help_text=_("写明怎样采纳，或者为什么没有采纳；会原样告诉提意见的人。"))


class Withhold(Base):
    reason = pick({k: v for k, v in words.DECLINES.items() if k != "unconfirmed"}, _("理由"))
    text = long(_("给提意见的人的说明"), required=False, rows=3)


class Filter(forms.Form):
    tray = forms.CharField(required=False, widget=forms.HiddenInput)
    call = forms.CharField(required=False, widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("全部状态")), *((k, _(v)) for k, v in FLOW.states.items())],
    )

    def apply(self, rows, member):
        if state := self.cleaned_data.get("state"):
            rows = rows.filter(state=state)
        if call := whole(self.cleaned_data.get("call"), 0):
            rows = rows.filter(call=call)
        return rows


STEPS = {"enter": Enter, "adopt": Answer, "adopt_partly": Answer, "refuse": Answer, "withhold": Withhold}
