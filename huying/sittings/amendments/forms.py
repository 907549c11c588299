"""What an amendment asks: which paragraph, what becomes of it, why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership

from ..choices import Asks, One, ReasonLine, Remark, pick, prose
from ..models import Amendment, Motion
from ..motions.forms import Put
from ..reach import of_sitting
from ..summons.models import Summons


def _texts(form):
    rows = Motion.objects.filter(state="tabled")
    if form.member is not None:
        rows = rows.filter(of_sitting(form.member))
    return rows.order_by("-pk")


def _members(form):
    """Who may move: the voting members of the sitting."""
    rows = Summons.objects.filter(right="member").exclude(state="released").exclude(member=None)
    if form.picked("motion").isdigit():
        rows = rows.filter(sitting__motions=int(form.picked("motion")))
    people = Membership.objects.filter(pk__in=rows.values("member")).select_related("person")
    return people.order_by("person__pinyin", "pk")


class Table(Asks):
    autosave = True
    sometimes = ("mover",)
    motion = One(Motion, _texts, _("哪个文本"))
    paragraph = forms.IntegerField(
        label=_("第几段"), min_value=0, max_value=500, help_text=_("文本左边的段号；要加在最前面的填 0。")
    )
    op = pick(Amendment.OPS, _("怎么改"))
    text = prose(_("改成"), required=False, help_text=_("改写的写整段新文字；删去的不填。"))
    grounds = prose(_("理由"), required=False, rows=3)
    mover = One(Membership, _members, _("提出人"), required=False, help_text=_("代录时选择；不选就是自己。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.member is not None and self.member.role not in ("clerk", "leader"):
            del self.fields["mover"]
        text, n = self.picked("motion"), self.picked("paragraph")
        if text.isdigit() and n.isdigit() and not self.is_bound:
            found = Motion.objects.filter(pk=int(text)).first()
            if found is not None and 0 < int(n) <= len(found.base):
                self.initial.setdefault("text", found.base[int(n) - 1])


STEPS = {"table": Table, "put": Put, "withdraw": Remark, "moot": ReasonLine}
