"""What speaking asks: short, made for a phone in the hall."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership
from huying.ui.forms import attachments

from ..choices import Asks, ItemChoice, OfSitting, One, Remark, line, pick, prose
from ..models import Speech
from ..summons.models import Summons


def _called(form):
    """Who may be entered as a speaker by the office: those called to the sitting of the item."""
    item = form.picked("item")
    rows = Summons.objects.exclude(state="released").exclude(member=None)
    if item.isdigit():
        rows = rows.filter(sitting__agenda=int(item))
    people = Membership.objects.filter(pk__in=rows.values("member")).select_related("person")
    return people.order_by("person__pinyin", "pk")


class Ask(Asks):
    sometimes = ("speaker", "name", "post", "minutes")
    item = ItemChoice()
    way = pick(Speech.WAYS, _("发言类型"), initial="debate")
    topic = line(_("发言题目"), 200, required=False, help_text=_("可以不填；询问的写明问什么。"))
    speaker = One(Membership, _called, _("发言人"), required=False, help_text=_("不选就是自己。"))
    name = line(_("来宾姓名"), 60, required=False, help_text=_("没有账号的列席人员在这里填。"))
    post = line(_("来宾职务"), 120, required=False)
    minutes = forms.IntegerField(
        label=_("分钟"), required=False, min_value=1, max_value=120, help_text=_("不填按本级议事规则。")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.member is not None and self.member.role not in ("clerk", "leader"):
            for name in self.sometimes:
                del self.fields[name]


class Move(Asks):
    place = forms.IntegerField(label=_("排在第几位"), min_value=1, max_value=999)


class Call(Asks):
    minutes = forms.IntegerField(label=_("分钟"), required=False, min_value=1, max_value=120)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.initial.setdefault("minutes", self.row.minutes)


class Extend(Asks):
    minutes = forms.IntegerField(label=_("延长几分钟"), min_value=1, max_value=60, initial=5)


class Note(Asks):
    autosave = True
    summary = prose(_("发言要点"), required=False, rows=5, help_text=_("写进纪要的话。"))
    text = prose(_("发言全文"), required=False, rows=10)
    stand = pick(
        Speech.STANDS,
        _("态度"),
        initial="none",
        required=False,
        help_text=_("讨论决定重大事项、人事任免等，记下各人的态度。"),
    )
    files = attachments(label=_("发言稿"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            for name in ("summary", "text", "stand"):
                self.initial.setdefault(name, getattr(self.row, name))


class Answer(Asks):
    who = line(_("答复人"), 120, required=False, help_text=_("不填就是自己。"))
    text = prose(_("答复"))
    in_writing = forms.BooleanField(label=_("书面答复"), required=False)


STEPS = {
    "ask": Ask,
    "move": Move,
    "call": Call,
    "extend": Extend,
    "note": Note,
    "answer": Answer,
    "withdraw": Remark,
}


class Filter(OfSitting):
    way = forms.ChoiceField(
        label=_("类型"), required=False, choices=[("", _("全部类型")), *Speech.WAYS.items()]
    )

    def apply(self, rows, member):
        rows = super().apply(rows, member)
        if self.cleaned_data.get("way"):
            rows = rows.filter(way=self.cleaned_data["way"])
        return rows
