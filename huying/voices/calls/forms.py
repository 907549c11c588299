"""What the steps of a call ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.fields import Field
from huying.ui.forms import Day, FilesField

from .. import words
from ..forms.base import Base, RowChoice, long, pick
from .flow import FLOW


class Draft(Base):
    autosave = True
    title = forms.CharField(label=_("标题"), max_length=120)
    text = long(_("征集什么"), help_text=_("写清背景、想听哪些方面的意见、结果会用在哪里。"))
    closes_on = forms.DateField(label=_("截止日期"), widget=Day)
    field = RowChoice(Field, _("领域"), required=False)
    contact = forms.CharField(label=_("联系方式"), required=False, max_length=120)
    files = FilesField(help_text=_("草案、说明等；发布后公开。"))  # type: ignore[assignment]


class Change(Draft):
    autosave = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            for name in ("title", "text", "closes_on", "contact"):
                self.initial.setdefault(name, getattr(self.row, name))
            self.initial.setdefault("field", self.row.field_id)


class Prolong(Base):
    closes_on = forms.DateField(label=_("新的截止日期"), widget=Day)


class Publish(Base):
    autosave = True
    summary = long(_("结果说明"), help_text=_("采纳了什么、怎样采纳，没有采纳的主要是为什么。"))


class TakeDown(Base):
    reason = pick(words.TAKEN_DOWN, _("理由"), help_text=_("公开的撤下记录里只写这一条理由。"))
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


STEPS = {"draft": Draft, "change": Change, "prolong": Prolong, "publish": Publish, "take_down": TakeDown}
