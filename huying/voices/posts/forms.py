"""What the steps of a post ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import words
from ..consultations.forms import TakeDown
from ..consultations.queries import visible_to
from ..forms.base import Base, long, offer, pick
from ..models import Consultation
from .flow import FLOW


class Write(Base):
    consultation = forms.ModelChoiceField(Consultation.everywhere.none(), label=_("哪一次协商"))
    text = long(_("发言"), rows=4)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.member is not None:
            offer(self, "consultation", visible_to(self.member).filter(state="open"))


class Hide(Base):
    reason = pick({k: v for k, v in words.DECLINES.items() if k != "unconfirmed"}, _("理由"))
    text = long(_("内部说明"), required=False, rows=2)


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


STEPS = {"write": Write, "hide": Hide, "take_down": TakeDown}
