"""What the steps of a thing agreed ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership, Unit
from huying.ui.forms import Day, FilesField

from ..consultations.queries import visible_to
from ..forms.base import Base, Remark, RowChoice, Text, long, offer
from ..models import Consultation
from .flow import FLOW

AFTER = ("held", "concluded", "published")


class Set(Base):
    consultation = forms.ModelChoiceField(Consultation.everywhere.none(), label=_("哪一次协商"))
    text = long(_("事项"), rows=3)
    finish_on = forms.DateField(label=_("完成日期"), widget=Day)
    unit = RowChoice(Unit, _("负责单位"), required=False)
    owner = RowChoice(Membership, _("负责人"), required=False)
    who = forms.CharField(label=_("其他负责人"), required=False, max_length=80)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.member is not None:
            offer(self, "consultation", visible_to(self.member).filter(state__in=AFTER))
        rows = Membership.objects.filter(role__in=("deputy", "keeper"), is_active=True).select_related(
            "person"
        )
        offer(self, "owner", rows.order_by("role", "person__pinyin"))


class Finish(Base):
    text = long(_("落实情况"))
    files = FilesField()  # type: ignore[assignment]


class Propose(Base):
    deputy = RowChoice(Membership, _("哪位代表"))
    text = long(_("备注"), required=False, rows=2)


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


STEPS = {"set": Set, "finish": Finish, "raise_": Remark, "propose": Propose, "drop": Text}
