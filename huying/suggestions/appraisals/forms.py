"""What a test of satisfaction asks."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huying.ballots import words
from huying.kernel.roster import Organ
from huying.rules import voting
from huying.ui import rule_words

from ..asking import UNITS, Asks, Day, Many, One, Source, pick, prose
from ..models import Appraisal, Suggestion


def _weighty(form):
    """What is tested most often: key items, and what a deputy sent back; others come by their number."""
    rows = Suggestion.objects.filter(state__in=("replied", "closed"), secret=False)
    rows = rows.filter(is_key=True) | rows.filter(rounds__gt=1)
    return rows.exclude(replied_on=None).order_by("-is_key", "-pk")


def _bodies(form):
    rows = Organ.objects.filter(is_active=True, kind__in=("standing_committee", "congress"))
    return rows.order_by("-kind", "name")


class Change(Asks):
    title = forms.CharField(label=_("标题"), max_length=100, help_text=_("如：2026年代表建议办理工作测评。"))
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    way = pick({}, _("怎样算满意"), help_text=_("国家法律没有规定通过票数，由本级决定。"))
    units = Many(
        UNITS, _("承办单位"), required=False, help_text=_("测评建议时不用选，由系统按承办情况列出。")
    )
    suggestions = Many(
        Source(Suggestion, _weighty), _("重点督办和重新办理过的建议"), required=False,
        help_text=_("测评单位时，选中的建议只听取、不上测评票；其领衔代表可以评议。"),
    )  # fmt: skip
    numbers = prose(_("其他建议的编号"), required=False, rows=2, help_text=_("用空格或者顿号分开。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [
            (w.key, rule_words.said(w.label)) for w in voting.for_kind("satisfaction")
        ]
        self.initial.setdefault("year", self.row.year if self.row is not None else timezone.localdate().year)
        self.initial.setdefault("way", self.row.way if self.row is not None else "satisfaction_half")
        if self.row is not None:
            offered = set(_weighty(self).filter(pk__in=self.row.suggestions).values_list("pk", flat=True))
            others = Suggestion.objects.filter(pk__in=set(self.row.suggestions) - offered)
            self.initial.setdefault("title", self.row.title)
            self.initial.setdefault("units", self.row.units)
            self.initial.setdefault("suggestions", list(offered))
            self.initial.setdefault("numbers", " ".join(others.values_list("case__number", flat=True)))


class Pick(Change):
    of = pick(Appraisal.OF, _("测评什么"), initial="units", widget=forms.RadioSelect)
    field_order = ("title", "year", "of")


class Put(Asks):
    organ = One(Source(Organ, _bodies), _("由谁测评"), help_text=_("该机构的全体组成人员列入名单。"))
    secrecy = forms.ChoiceField(
        label=_("测评方式"),
        choices=[(k, v) for k, v in words.SECRECY.items() if k != "open"],
        initial="separated",
    )


class SendResult(Asks):
    sent_to = forms.CharField(label=_("报送"), max_length=120, help_text=_("如：中共某某市委。"))
    number = forms.CharField(label=_("文号"), max_length=60, required=False)
    sent_on = forms.DateField(label=_("日期"), required=False, widget=Day, help_text=_("不填为今天。"))


class Drop(Asks):
    reason = forms.CharField(label=_("理由"), max_length=300)


STEPS = {"pick": Pick, "change": Change, "put": Put, "send_result": SendResult, "drop": Drop}


class Filter(forms.Form):
    """Those of one year."""

    year = forms.IntegerField(label=_("年度"), required=False, min_value=2000, max_value=2100)

    def apply(self, rows, member):
        return rows.filter(year=year) if (year := self.cleaned_data.get("year")) else rows
