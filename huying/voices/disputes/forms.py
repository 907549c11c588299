"""What the steps of a dispute ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership
from huying.ui.forms import Day, FilesField

from .. import words
from ..forms.base import Base, RowChoice, Text, long, offer, pick
from .flow import FLOW
from .operations import HANDLERS


def handlers():
    """Who may mediate: keepers, deputies and clerks of this congress."""
    rows = Membership.objects.filter(role__in=HANDLERS, is_active=True).select_related("person")
    return rows.order_by("role", "person__pinyin")


class Assign(Base):
    handler = RowChoice(Membership, _("调解人"), required=False)
    mediator = forms.CharField(label=_("没有账号的调解人"), required=False, max_length=80)
    parties = long(_("双方当事人"), required=False, rows=2, help_text=_("加密保存，不公开。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "handler", handlers())
        if self.row is not None:
            self.initial.setdefault("handler", self.row.handler_id)
            self.initial.setdefault("mediator", self.row.mediator)


class Mediate(Base):
    autosave = True
    text = long(_("调解情况"))
    held_on = forms.DateField(label=_("哪一天"), required=False, widget=Day, help_text=_("不填则为今天。"))
    files = FilesField()  # type: ignore[assignment]


class Agree(Base):
    autosave = True
    agreement = long(_("协议内容"), help_text=_("会作为答复告诉反映人，请写得双方都看得懂。"))
    performs_on = forms.DateField(label=_("哪一天以前履行"), widget=Day)
    files = FilesField(label=_("协议书照片或者附件"))  # type: ignore[assignment]


class Fail(Base):
    way = pick(words.WAY_NAMES, _("法定途径"), help_text=_("指引文字会一并告诉群众。"))
    text = long(_("调解情况"))


class Revisit(Base):
    text = long(_("回访情况"))
    files = FilesField()  # type: ignore[assignment]


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


STEPS = {"assign": Assign, "mediate": Mediate, "agree": Agree, "fail": Fail, "keep": Revisit, "unkept": Text}
