"""What the Party organs of a session ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..asking import CHAIRS, DELEGATIONS, SESSIONS, Asks, Day, One, Remark, line, pick, prose
from .models import PartyOrgan


class SetUp(Asks):
    session = One(SESSIONS, _("哪次会议"))
    kind = pick(PartyOrgan.KINDS, _("类别"))
    name = line(_("名称"), 120)
    delegation = One(DELEGATIONS, _("设在哪个代表团"), required=False, empty_label=_("临时党委不选"))
    secretary = One(CHAIRS, _("书记"), required=False)
    members = prose(_("组成人员"), 4000, required=False, help_text=_("一行一人"))
    basis = line(_("批准文件"), 200, required=False)


class Change(Asks):
    secretary = One(CHAIRS, _("书记"), required=False, empty_label=_("不变"))
    members = prose(_("组成人员"), 4000, required=False, help_text=_("一行一人"))
    reason = line(_("原因"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if isinstance(self.row, PartyOrgan):
            self.initial.setdefault("members", self.row.members)


class Meeting(Asks):
    day = forms.DateField(label=_("日期"), widget=Day())
    topic = line(_("议题"), 200)
    text = prose(_("记录"), required=False)
    numbers = line(_("把关的建议、议案编号"), 2000, required=False, help_text=_("用空格或者逗号隔开。"))


STEPS = {"set_up": SetUp, "change": Change, "record_meeting": Meeting, "dissolve": Remark}
