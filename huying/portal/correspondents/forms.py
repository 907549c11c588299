"""What registering a correspondent asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership
from huying.ui.forms import Day, StepForm

from .. import words
from ..forms import pick, prose


class Revise(StepForm):
    since = forms.DateField(label=_("登记日期"), widget=Day())
    beat = forms.CharField(label=_("联系的领域或者片区"), max_length=100, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.initial = {"since": self.row.since, "beat": self.row.beat, **self.initial}


class Enrol(Revise):
    member = forms.ModelChoiceField(Membership.everywhere.none(), label=_("人员"))
    kind = pick(_("类别"), words.CORRESPONDENTS)
    field_order = ["member", "kind", "since", "beat"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Membership.objects.filter(is_active=True, person__isnull=False).select_related(
            "person", "unit"
        )
        self.fields["member"].queryset = rows.order_by("person__pinyin", "pk")


class Why(StepForm):
    reason = prose(_("理由"), rows=2, most=300, required=False)


STEPS = {"enrol": Enrol, "revise": Revise, "leave": Why}
