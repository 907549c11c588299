"""What the steps of a seat ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import District, Membership, Organ, Term
from huying.ui.forms import Day, StepForm

from .models import Seat

GROUNDS = {
    "custody": _("因刑事案件被羁押正在受侦查、起诉、审判"),
    "sentence": _("被依法判处管制、拘役或者有期徒刑而没有附加剥夺政治权利，正在服刑"),
}


class Basis(StepForm):
    basis = forms.CharField(
        label=_("依据"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("如：代表资格审查委员会报告、常委会公告的文号。"),
    )


class Entry(StepForm):
    """District, delegation, card and the day."""

    district = forms.ModelChoiceField(District.everywhere.none(), label=_("选区"), required=False)
    delegation = forms.ModelChoiceField(Organ.everywhere.none(), label=_("代表团"), required=False)
    card = forms.CharField(label=_("代表证号"), max_length=20, required=False)
    since = forms.DateField(
        label=_("任职日期"), widget=Day(), help_text=_("一般为本届首次会议的日期；补选的为公告日期。")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["district"].queryset = District.objects.order_by("number")
        self.fields["delegation"].queryset = Organ.objects.filter(kind="delegation", is_active=True).order_by(
            "name"
        )
        if self.row is not None:
            for name in ("district", "delegation", "card", "since"):
                self.initial.setdefault(name, getattr(self.row, name))


class Take(Entry):
    member = forms.ModelChoiceField(Membership.everywhere.none(), label=_("代表"))
    term = forms.ModelChoiceField(Term.everywhere.none(), label=_("届"))
    field_order = ["member", "term", "district", "delegation", "card", "since"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        deputies = Membership.objects.filter(role="deputy", is_active=True).select_related("person")
        self.fields["member"].queryset = deputies.order_by("person__pinyin", "pk")
        self.fields["term"].queryset = Term.objects.order_by("-number")
        self.fields["term"].label_from_instance = lambda t: _t("第%(n)s届") % {"n": t.number}


class Suspend(Basis):
    ground = forms.ChoiceField(label=_("情形"), choices=GROUNDS, help_text=_("《代表法》第六十一条"))
    since = forms.DateField(label=_("自哪一天起"), widget=Day())
    field_order = ["ground", "since", "basis"]


class End(Basis):
    ending = forms.ChoiceField(
        label=_("情形"), choices=Seat.ENDINGS, help_text=_("《代表法》第六十二条、第六十三条")
    )
    until = forms.DateField(label=_("终止日期"), widget=Day())
    field_order = ["ending", "until", "basis"]


class Undo(StepForm):
    reason = forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea({"rows": 2}))


class Filter(forms.Form):
    term = forms.ModelChoiceField(Term.everywhere.none(), label=_("届"), required=False)
    delegation = forms.ModelChoiceField(Organ.everywhere.none(), label=_("代表团"), required=False)
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["term"].queryset = Term.objects.order_by("-number")
        self.fields["term"].label_from_instance = lambda t: _t("第%(n)s届") % {"n": t.number}
        self.fields["delegation"].queryset = Organ.objects.filter(kind="delegation").order_by("name")

    def apply(self, rows, member):
        wanted = {name: value for name, value in self.cleaned_data.items() if value is not None}
        return rows.filter(**wanted)


STEPS = {
    "take": Take,
    "correct_entry": Entry,
    "suspend": Suspend,
    "resume": Basis,
    "end": End,
    "undo_end": Undo,
}
