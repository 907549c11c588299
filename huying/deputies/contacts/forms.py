"""What the steps of plans, pairs and contacts ask."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Area, Membership, Organ
from huying.ui.forms import Day, ManyRows, StepForm

from ..models import ContactPair, ContactPlan
from ..postings.queries import stations
from . import queries, words

Station: Any = ContactPair._meta.get_field("station").related_model


class Reason(StepForm):
    reason = forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea({"rows": 2}))


class Lines(forms.CharField):
    """One item a line; cleans to a list."""

    widget = forms.Textarea({"rows": 5})

    def clean(self, value):
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list | tuple) else value


class Plan(StepForm):
    name = forms.CharField(label=_("名称"), max_length=80)
    kind = forms.ChoiceField(label=_("方式"), choices=words.KINDS)
    size = forms.IntegerField(
        label=_("“1＋N”的 N"), min_value=1, max_value=200, required=False, help_text=_("每人联系几人。")
    )
    actions = Lines(
        label=_("“N 个一”的各项"), required=False, max_length=2000,
        help_text=_("一行一项，由本级自己写；系统不预设内容。"),
    )  # fmt: skip
    times = forms.IntegerField(label=_("每个周期至少几次"), min_value=1, max_value=60, initial=1)
    per = forms.ChoiceField(label=_("周期"), choices=words.PER, initial="quarter")
    starts_on = forms.DateField(label=_("开始日期"), widget=Day())
    ends_on = forms.DateField(label=_("结束日期"), widget=Day(), required=False)
    basis = forms.CharField(
        label=_("依据"), max_length=200, required=False, help_text=_("如：本级联系办法的名称和文号。")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            for name in self.fields:
                self.initial.setdefault(name, getattr(self.row, name))


class Pair(StepForm):
    layer = forms.ChoiceField(label=_("层次"), choices=words.LAYERS)
    upper = forms.ModelChoiceField(Membership.everywhere.none(), label=_("联系人"), required=False)
    organ = forms.ModelChoiceField(
        Organ.everywhere.none(), label=_("专工委"), required=False, help_text=_("只用于对口联系。")
    )
    lower = forms.ModelChoiceField(Membership.everywhere.none(), label=_("被联系的人"), required=False)
    group = forms.ModelChoiceField(Organ.everywhere.none(), label=_("专业组"), required=False)
    area = forms.ModelChoiceField(
        Area.everywhere.none(), label=_("片区"), required=False, help_text=_("只用于代表联系群众。")
    )
    households = forms.IntegerField(label=_("联系户数"), min_value=1, max_value=9999, required=False)
    station = forms.ModelChoiceField(
        Station.everywhere.none(), label=_("站点"), required=False, help_text=_("只用于包联站点。")
    )
    plan = forms.ModelChoiceField(ContactPlan.everywhere.none(), label=_("联系计划"), required=False)
    since = forms.DateField(label=_("自"), widget=Day(), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = Membership.objects.filter(is_active=True, person__isnull=False).select_related("person")
        people = people.order_by("person__pinyin", "pk")
        self.fields["upper"].queryset = people.filter(role__in=["leader", "deputy"])
        self.fields["lower"].queryset = people.filter(role__in=["leader", "deputy"])
        organs = Organ.objects.filter(is_active=True).order_by("name")
        self.fields["organ"].queryset = organs.filter(kind__in=["special_committee", "working_committee"])
        self.fields["group"].queryset = organs.filter(kind="professional_group")
        self.fields["area"].queryset = Area.objects.select_related("parent").order_by("parent__name", "name")
        self.fields["station"].queryset = stations()
        self.fields["plan"].queryset = ContactPlan.objects.exclude(state="ended").order_by("name")


class Replan(StepForm):
    plan = forms.ModelChoiceField(ContactPlan.everywhere.none(), label=_("联系计划"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = ContactPlan.objects.exclude(state="ended").order_by("name")


class Log(StepForm):
    autosave = True
    pair = forms.ModelChoiceField(ContactPair.everywhere.none(), label=_("和谁联系"))
    on = forms.DateField(label=_("日期"), widget=Day())
    way = forms.ChoiceField(label=_("方式"), choices=words.WAYS)
    action = forms.ChoiceField(
        label=_("完成的事项"), required=False, help_text=_("“N 个一”计划里的一项；没有可以不填。")
    )
    text = forms.CharField(label=_("联系内容"), max_length=4000, widget=forms.Textarea({"rows": 4}))
    issues = forms.CharField(
        label=_("反映的问题"), max_length=4000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("写清在哪里、什么事；以后可以一键转作民情。不要写群众的证件号码。"),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.member is not None:
            rows = self.fields["pair"].queryset = queries.open_pairs(self.member)
            asked = ContactPlan.objects.filter(kind="actions", pk__in=rows.order_by().values("plan"))
            known = dict.fromkeys(action for plan in asked.order_by("pk") for action in plan.actions)
            self.fields["action"].choices = [("", _("没有")), *((a, a) for a in known)]
        if not self.is_bound:
            self.initial.setdefault("on", timezone.localdate())


class Group(StepForm):
    """A committee with a professional group, all its deputies at once."""

    organ = forms.ModelChoiceField(Organ.everywhere.none(), label=_("专工委"))
    group = forms.ModelChoiceField(Organ.everywhere.none(), label=_("专业组"))
    plan = forms.ModelChoiceField(ContactPlan.everywhere.none(), label=_("联系计划"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        organs = Organ.objects.filter(is_active=True).order_by("name")
        self.fields["organ"].queryset = organs.filter(kind__in=["special_committee", "working_committee"])
        self.fields["group"].queryset = organs.filter(kind="professional_group")
        self.fields["plan"].queryset = ContactPlan.objects.exclude(state="ended").order_by("name")


class Share(StepForm):
    """ "1+N": who contacts, by which plan."""

    plan = forms.ModelChoiceField(ContactPlan.everywhere.none(), label=_("“1＋N”计划"))
    uppers = ManyRows(
        Membership.everywhere.none(),
        label=_("联系人（常委会组成人员）"),
        widget=forms.SelectMultiple({"size": 12}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = Membership.objects.filter(
            role__in=["leader", "deputy"], is_active=True, person__isnull=False
        )
        self.fields["uppers"].queryset = people.select_related("person").order_by("person__pinyin", "pk")
        self.fields["plan"].queryset = (
            ContactPlan.objects.filter(kind="group").exclude(state="ended").order_by("name")
        )


class PairFilter(forms.Form):
    layer = forms.ChoiceField(
        label=_("层次"), choices=[("", _("全部")), *words.LAYERS.items()], required=False
    )
    plan = forms.ModelChoiceField(ContactPlan.everywhere.none(), label=_("联系计划"), required=False)
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = ContactPlan.objects.order_by("name")

    def apply(self, rows, member):
        wanted = {n: v for n, v in self.cleaned_data.items() if v}
        return rows.filter(**wanted)


class ContactFilter(forms.Form):
    way = forms.ChoiceField(label=_("方式"), choices=[("", _("全部")), *words.WAYS.items()], required=False)
    layer = forms.ChoiceField(
        label=_("层次"), choices=[("", _("全部")), *words.LAYERS.items()], required=False
    )

    def apply(self, rows, member):
        given = self.cleaned_data
        rows = rows.filter(way=given["way"]) if given["way"] else rows
        return rows.filter(pair__layer=given["layer"]) if given["layer"] else rows
