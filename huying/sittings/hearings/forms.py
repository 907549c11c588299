"""What a special hearing asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.ballots import words
from huying.kernel.roster import Membership, Unit

from ..choices import (
    Asks,
    ItemChoice,
    Many,
    OfSitting,
    One,
    ReasonLine,
    day,
    deputies,
    line,
    pick,
    prose,
    units,
)
from ..models import HearingComment


class Change(Asks):
    reporter = line(_("汇报人"), 120, help_text=_("如：副市长某某。"))
    units = Many(Unit, units, _("被测评的单位"))
    deputies = Many(Membership, deputies, _("评议的领衔代表"), required=False)
    numbers = prose(_("有关建议、事项的编号"), required=False, rows=2, help_text=_("用空格或者顿号分开。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.initial.setdefault("reporter", self.row.reporter)
            self.initial.setdefault("units", self.row.units)
            self.initial.setdefault("deputies", self.row.deputies)
            self.initial.setdefault("numbers", " ".join(self.row.numbers))


class Arrange(Change):
    item = ItemChoice("hearing")
    field_order = ("item",)


def _tested(form):
    return Unit.objects.filter(pk__in=form.row.units if form.row is not None else []).order_by("name")


def _leads(form):
    rows = Membership.objects.filter(pk__in=form.row.deputies if form.row is not None else [])
    return rows.select_related("person").order_by("person__pinyin")


class Comment(Asks):
    autosave = True
    sometimes = ("deputy",)
    deputy = One(Membership, _leads, _("评议的代表"), required=False, help_text=_("代录时选择。"))
    unit = One(Unit, _tested, _("对哪个单位"), required=False, empty_label=_("总体"))
    mark = pick({"": "—", **HearingComment.MARKS}, _("评价"), required=False)
    text = prose(_("评议意见"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.member is not None and self.member.role == "deputy":
            del self.fields["deputy"]


class Put(Asks):
    secrecy = forms.ChoiceField(
        label=_("测评方式"),
        choices=[(k, v) for k, v in words.SECRECY.items() if k != "open"],
        initial="separated",
    )


class SendResult(Asks):
    sent_to = line(_("报送"), 120, help_text=_("如：中共某某市委。"))
    number = line(_("文号"), 60, required=False)
    sent_on = day(_("日期"), required=False, help_text=_("不填为今天。"))


STEPS = {
    "arrange": Arrange,
    "change": Change,
    "comment": Comment,
    "put": Put,
    "send_result": SendResult,
    "drop": ReasonLine,
}


class Filter(OfSitting):
    """Those of one sitting."""
