"""What the books ask."""

from types import SimpleNamespace

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.fields import Field
from huying.kernel.roster import Area, Membership, Unit

from .. import emergency, words
from ..forms.base import Base, RowChoice, long, pick


class Line(Base):
    """A line begins with what stands there."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.fields if self.row is not None else ():
            self.initial.setdefault(name, getattr(self.row, f"{name}_id", None) or getattr(self.row, name))


class RouteLine(Line):
    field = RowChoice(Field, _("领域"), required=False, empty_label=_("不限"))
    area = RowChoice(Area, _("片区"), required=False, empty_label=_("不限"))
    kind = pick({"": _("不限"), **words.KINDS}, _("类型"), required=False)
    tier = pick(words.TIERS, _("层级"), initial="county")
    unit = RowChoice(Unit, _("承办单位"))
    note = forms.CharField(
        label=_("依据"), required=False, max_length=200, help_text=_("例如职责清单、三定规定。")
    )


class ChainLine(Line):
    deputy = RowChoice(Membership, _("人大代表"))
    member = forms.CharField(label=_("议政代表"), max_length=40)
    representative = forms.CharField(label=_("居民代表"), max_length=40)
    area = RowChoice(Area, _("片区"), required=False)
    place = forms.CharField(label=_("联系哪里的居民"), required=False, max_length=120)
    households = forms.IntegerField(label=_("户数"), required=False, min_value=0, max_value=999_999)

    def clean_households(self):
        return self.cleaned_data.get("households") or 0


class WatchLine(Line):
    words = long(
        _("词语，每行一个"),
        required=False,
        rows=8,
        help_text=_("全角半角、大小写、夹杂的空格和符号都不影响比对。"),
    )


class PlanLine(Line):
    words = long(
        _("先做什么、打哪个电话，每行一条"),
        rows=8,
        help_text=_("例如：燃气抢修电话、卫健部门值班电话、所在乡镇街道值班室。"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is None:
            self.initial.setdefault("words", "\n".join(emergency.usual()))


class Filter(forms.Form):
    tray = forms.CharField(required=False, widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("全部状态")), ("listed", _("使用中")), ("ended", _("已停用"))],
    )

    def apply(self, rows, member):
        state = self.cleaned_data.get("state")
        return rows.filter(state=state) if state else rows


def of(form) -> SimpleNamespace:
    return SimpleNamespace(STEPS={"enter": form, "change": form}, Filter=Filter)


routes, chains, watchlists, plans = of(RouteLine), of(ChainLine), of(WatchLine), of(PlanLine)
