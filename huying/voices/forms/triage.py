"""The exits of triage."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Congress, Membership, Unit
from huying.ui.forms import Day, FilesField, ManyRows

from .. import returned, words
from ..books.queries import propose
from ..models import Voice
from ..tiers import fitting
from .base import OFFERED, Base, RowChoice, Text, long, offer, pick, units
from .tiered import TieredUnit, tell_where_none, tier_choice


def moment(label, **more):
    """Day and time, asked with the browser's own picker."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, **more)


class Explain(Text):
    text = long(_("向群众解释说明"), help_text=_("写明依据的法律法规或者政策，用群众看得懂的话。"))


class Refer(Base):
    way = pick(words.WAY_NAMES, _("法定途径"), help_text=_("指引文字会一并告诉群众。"))
    text = long(_("补充说明"), required=False, rows=3)


class Settle(Base):
    text = long(_("怎样当场解决的"), help_text=_("这就是“已落实”的依据，请写实。"))
    files = FilesField()  # type: ignore[assignment]


class Tiered(Base):
    """A unit, and the tier on which it stands."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        tell_where_none(self)


class HandOver(Tiered):
    tier = tier_choice()
    unit = TieredUnit(_("承办单位"))
    text = long(_("转交说明"), required=False, rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = propose(self.row) if self.row is not None else []
        back = returned.last(self.row) if self.row is not None else None
        if found and back is not None and found[0].unit_id == back.unit.pk:  # it has just refused
            told = _("按转交表应转%(unit)s，它刚刚退回，请另选。") % {"unit": back.unit}
            self.fields["unit"].help_text = told
        elif found:  # the table proposes, a person decides
            if found[0].tier in fitting(found[0].unit):
                self.initial.setdefault("tier", found[0].tier)
            self.initial.setdefault("unit", found[0].unit_id)
            names = _("、").join(f"{row.unit.short or row.unit.name}（{row.note or row}）" for row in found)
            self.fields["unit"].help_text = _("按转交表：%(names)s") % {"names": names}


class CallOut(Base):
    """Who was telephoned about what cannot wait."""

    who = forms.CharField(
        label=_("通知了谁"), max_length=120, help_text=_("单位、值班室或者姓名，例如：燃气公司值班室。")
    )
    told_at = moment(_("几点"), required=False, help_text=_("不填按现在。"))
    text = long(_("对方怎么说"), required=False, rows=2)


class File(Base):
    """Onto the road of its kind."""

    kind = pick(words.FILES, _("类型"))
    handler = RowChoice(
        Membership, _("调解人"), required=False, help_text=_("矛盾纠纷的调解人，可以以后再定。")
    )
    unit = RowChoice(Unit, _("承办单位"), required=False, help_text=_("信访事项的承办单位，可以受理时再定。"))
    text = long(_("备注"), required=False, rows=2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Membership.objects.filter(role__in=("keeper", "deputy", "clerk"), is_active=True)
        offer(self, "handler", rows.select_related("person").order_by("role", "person__pinyin"))
        if self.row is not None:
            self.initial.setdefault("kind", self.row.kind)


class Forward(Base):
    to = RowChoice(Congress, _("移送给"), help_text=_("姓名和电话不随件移送，由本级联络群众。"))
    text = long(_("移送说明"), required=False, rows=3)


class Consult(Base):
    units = ManyRows(Unit.everywhere.none(), label=_("参加单位"), required=False)
    members = long(_("参加人员"), required=False, rows=2)
    place = forms.CharField(label=_("地点"), required=False, max_length=120)
    meets_at = moment(_("时间"), required=False)
    text = long(_("要研究的问题"), required=False, rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "units", units(self))


class Conclude(Tiered):
    autosave = True
    conclusion = long(_("会诊结论"))
    tier = tier_choice()
    unit = TieredUnit(_("牵头单位"))
    due_on = forms.DateField(label=_("办理期限"), required=False, widget=Day)
    files = FilesField()  # type: ignore[assignment]


class Adopt(Base):
    """A deputy adopts for themselves; keeper and clerk name the deputy."""

    sometimes = ("deputy",)
    deputy = RowChoice(Membership, _("认领的代表"))
    text = long(_("备注"), required=False, rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.member is not None and self.member.role == "deputy":
            del self.fields["deputy"]


class Merge(Base):
    into = forms.CharField(
        label=_("并入哪一件"), max_length=32, help_text=_("填写编号；相似的民情列在分诊页上。")
    )
    text = long(_("备注"), required=False, rows=2)

    def clean_into(self):
        number = self.cleaned_data["into"].strip()
        rows = OFFERED[Voice](self).filter(Q(number=number) | Q(number=number.upper()))
        if (voice := rows.select_related("merged_into").first()) is None:
            raise forms.ValidationError(_("没有这个编号，或者那一件已经答复、不能再并入。"))
        return voice


class Decline(Base):
    # nothing is chosen beforehand: the reason is published
    reason = pick(
        {"": _("请选择"), **{k: v for k, v in words.DECLINES.items() if k != "unconfirmed"}}, _("理由")
    )
    text = long(_("给群众的说明"), required=False, rows=3)


class Direct(Tiered):
    unit = TieredUnit(_("承办单位"))
    tier = tier_choice()
    text = long(_("说明"), required=False, rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        was = self.row.unit if self.row is not None and self.row.unit_id else None
        if was is not None and not was.is_active and was.successor_id:
            self.initial.setdefault("unit", was.successor_id)
