"""Entering a place and correcting its entry."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Area, Membership
from huying.ui.forms import Day, ManyRows, StepForm

from .. import kinds
from ..models import Station

COLUMNS = ("name", "kind", "area", "parent", "base", "address", "telephone", "head", "trade", "about")


def keepers_field(**more):
    """Those who may keep a place: keepers, and deputies who do it themselves."""
    return ManyRows(
        Membership.everywhere.none(), label=_("联络员"), required=False,
        help_text=_("可以选几个人；联络员看到并办理本站收到的民情。"), **more,
    )  # fmt: skip


class Columns(StepForm):
    """The columns of a place's entry."""

    name = forms.CharField(label=_("名称"), max_length=80)
    kind = forms.ChoiceField(label=_("类别"), choices=kinds.KINDS, initial="station")
    area = forms.ModelChoiceField(
        Area.everywhere.none(), label=_("片区"), required=False, help_text=_("驻外站点可以不选。")
    )
    parent = forms.ModelChoiceField(Station.everywhere.none(), label=_("上级站点"), required=False)
    base = forms.ModelChoiceField(
        Station.everywhere.none(),
        label=_("所属实践基地"),
        required=False,
        help_text=_("基地汇总所属站点的工作。"),
    )
    address = forms.CharField(label=_("地址"), max_length=120, required=False)
    telephone = forms.CharField(label=_("电话"), max_length=40, required=False)
    head = forms.CharField(label=_("负责人"), max_length=40, required=False)
    trade = forms.CharField(
        label=_("行业"), max_length=40, required=False, help_text=_("行业联络站填写，如 茶产业。")
    )
    about = forms.CharField(
        label=_("简介"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("群众看得到。"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.select_related("parent").order_by("name")
        live = Station.objects.exclude(state="closed").order_by("name")
        if self.row is not None:
            live = live.exclude(pk=self.row.pk)
            for name in COLUMNS:
                self.initial.setdefault(name, getattr(self.row, name))
        self.fields["parent"].queryset = live.exclude(kind__in=kinds.SMALL)
        self.fields["base"].queryset = live.filter(kind="base")


class Amend(Columns):
    pass


class Plan(Columns):
    keepers = keepers_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["keepers"].queryset = keepers()


class Register(Plan):
    opened_on = forms.DateField(
        label=_("启用日期"), widget=Day(), required=False, help_text=_("不填为今天。")
    )


class OpenUp(StepForm):
    opened_on = forms.DateField(
        label=_("启用日期"), widget=Day(), required=False, help_text=_("不填为今天。")
    )


class Staff(StepForm):
    keepers = keepers_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["keepers"].queryset = keepers()
        if self.row is not None:
            self.initial.setdefault("keepers", [k.pk for k in self.row.kept_members()])


class Reason(StepForm):
    reason = forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea({"rows": 2}))


class Reopen(StepForm):
    reason = forms.CharField(
        label=_("原因"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )


class Basis(StepForm):
    basis = forms.CharField(
        label=_("依据"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("如：评定文件、会议纪要的文号。"),
    )


def keepers():
    people = Membership.objects.filter(role__in=("keeper", "deputy"), is_active=True).select_related("person")
    return people.order_by("role", "person__pinyin", "pk").reverse()
