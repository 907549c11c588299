"""What the yearly list of major matters asks."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Unit
from huying.ui.forms import attachments

from ..choices import Asks, ItemChoice, One, ReasonLine, line, pick, prose, units
from ..models import Matter, Resolution


class Change(Asks):
    title = line(_("事项"), 200)
    grounds = prose(_("依据和理由"), required=False, rows=3)
    body = pick(Matter.BODIES, _("由谁讨论决定"), initial="committee")
    way = pick(Matter.WAYS, _("方式"), initial="decide")
    unit = One(Unit, units, _("由哪个单位提请"), required=False)
    month = forms.IntegerField(label=_("计划月份"), required=False, min_value=1, max_value=12)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            for name in ("title", "grounds", "body", "way", "month"):
                self.initial.setdefault(name, getattr(self.row, name))
            self.initial.setdefault("unit", self.row.unit_id)


class ListMatter(Change):
    year = forms.IntegerField(
        label=_("年度"), min_value=1954, max_value=2199, initial=lambda: timezone.localdate().year
    )
    field_order = ("year",)


class Submit(Asks):
    autosave = True
    text = prose(_("议案或者报告要点"), rows=10)
    files = attachments(label=_("议案或者报告"))


class Schedule(Asks):
    item = ItemChoice("decision", "report", "bill", "other", label=_("列入哪次会议的哪个议题"))


def _of_item(form):
    rows = Resolution.objects.exclude(state="repealed").order_by("-pk")
    return rows.filter(item=form.row.item_id) if form.row is not None else rows


class Decide(Asks):
    resolution = One(Resolution, _of_item, _("决议、决定"), required=False)
    outcome = line(_("结果"), 300, required=False, help_text=_("听取报告没有作出决议的，写明结果。"))


class PassOn(Asks):
    outcome = line(_("结果"), 300, help_text=_("意见转给哪个机关研究处理。"))


STEPS = {
    "list_matter": ListMatter, "change": Change, "submit": Submit, "schedule": Schedule, "decide": Decide, "pass_on": PassOn,
    "drop": ReasonLine,
}  # fmt: skip


class Filter(forms.Form):
    year = forms.IntegerField(label=_("年度"), required=False, min_value=1954, max_value=2199)

    def apply(self, rows, member):
        return rows.filter(year=self.cleaned_data["year"]) if self.cleaned_data.get("year") else rows
