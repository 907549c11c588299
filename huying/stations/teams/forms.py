"""What binding a team asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Area, Membership
from huying.ui.forms import StepForm

from ..duties.forms import Reason
from ..models import Station, Team


def member(label):
    return forms.ModelChoiceField(Membership.everywhere.none(), label=label, empty_label=_("请选择"))


class Change(StepForm):
    leader, deputy = member(_("领导")), member(_("代表"))
    station = forms.ModelChoiceField(Station.everywhere.none(), label=_("站点"), empty_label=_("请选择"))
    community = forms.CharField(label=_("村、社区组织"), max_length=80)
    contact = forms.CharField(label=_("社区联系电话"), max_length=40, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = (
            Membership.objects.filter(is_active=True)
            .select_related("person")
            .order_by("person__pinyin", "pk")
        )
        for name in ("leader", "deputy"):
            self.fields[name].queryset = people.filter(role=name)
        self.fields["station"].queryset = Station.objects.filter(is_active=True).order_by("name")
        if isinstance(self.row, Team):
            for name in ("leader", "deputy", "station", "community", "contact"):
                self.initial.setdefault(name, getattr(self.row, name))


class Bind(Change):
    area = forms.ModelChoiceField(Area.everywhere.none(), label=_("片区"), empty_label=_("请选择"))
    field_order = ["area", "leader", "deputy", "station", "community", "contact"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.select_related("parent").order_by("parent__name", "name")


STEPS = {"bind": Bind, "change": Change, "end": Reason}
