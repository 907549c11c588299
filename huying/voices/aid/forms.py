"""What the steps of legal advice ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import words
from ..forms.base import Base, Remark, Text, long, pick
from ..forms.triage import moment
from .flow import FLOW


class Book(Base):
    adviser = forms.CharField(label=_("解答人"), max_length=80)
    office = forms.CharField(label=_("律师事务所、法律援助中心"), required=False, max_length=80)
    meets_at = moment(_("时间"))
    place = forms.CharField(label=_("地点"), max_length=120)


class Advise(Base):
    autosave = True
    adviser = forms.CharField(label=_("解答人"), required=False, max_length=80)
    text = long(_("解答的要点"), help_text=_("会作为答复告诉群众。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.initial.setdefault("adviser", self.row.adviser)


class Refer(Base):
    way = pick(words.WAY_NAMES, _("法定途径"), initial="litigation")
    text = long(_("补充说明"), required=False, rows=3)


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


STEPS = {"book": Book, "miss": Remark, "advise": Advise, "refer": Refer, "cancel": Text}
