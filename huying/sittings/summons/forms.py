"""What answering a notice asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Congress

from ..asking import PEOPLE, SITTINGS, UNITS, Asks, One, Reason, Remark, line, pick, prose
from ..choices import OfSitting
from .models import Summons
from .queries import homes


class Call(Asks):
    sitting = One(SITTINGS, _("哪次会议"))
    right = pick(
        Summons.RIGHTS, _("身份"), initial="guest", help_text=_("组成人员只有通知发出以后新进名册的才要补。")
    )
    member = One(PEOPLE, _("人员（名册）"), required=False)
    name = line(_("姓名"), 60, required=False, help_text=_("不在名册上的填写，例如上级、下级人大代表。"))
    post = line(_("职务"), 120, required=False)
    level = pick({"": _("不填"), **Summons.LEVELS}, _("哪一级代表"), required=False)
    home = forms.ModelChoiceField(
        Congress.objects.none(), label=_("所属人大"), required=False, empty_label=_("不在这个平台上"),
        help_text=_("上级、下级人大的代表在这里选所属的人大，那边的办公室会收到通知。"),
    )  # fmt: skip
    unit = One(UNITS, _("单位"), required=False)
    why = line(_("列席理由"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["home"].queryset = homes()


class AskLeave(Asks):
    autosave = True
    reason = prose(_("请假原因"), 2000, help_text=_("只有办公室和批准的人看得到。"))


class Note(Asks):
    note = line(_("批复意见"), required=False)


class Replace(Asks):
    member = One(PEOPLE, _("改派谁"), required=False, empty_label=_("由系统按轮次推选（限列席代表）"))
    name = line(_("姓名"), 60, required=False)
    reason = line(_("原因"), required=False)


STEPS = {
    "call": Call, "ask_leave": AskLeave, "grant_leave": Note, "refuse_leave": Reason, "decline": Remark, "replace": Replace,
    "release": Reason,
}  # fmt: skip


class Filter(OfSitting):
    """The office's list of one sitting: who has answered what."""

    state = forms.ChoiceField(label=_("回执"), required=False)
    right = forms.ChoiceField(
        label=_("身份"), required=False, choices=[("", _("全部")), *Summons.RIGHTS.items()]
    )

    fields: dict[str, Any]  # choices are given per request

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [
            ("", _t("全部")),
            *((k, _t(v)) for k, v in Summons.FLOW.states.items()),
        ]

    def apply(self, rows, member):
        data = {k: v for k, v in self.cleaned_data.items() if v}
        return super().apply(rows, member).filter(**data)
