"""The funnel of voices: four links, what was lost at each and why; by month, station, field, unit; and as a table."""

from datetime import date

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.kernel import remember, tables
from huying.kernel.fields import Field
from huying.kernel.roster import Unit
from huying.stations.models import Station
from huying.ui import charts, when
from huying.ui.forms import Day

from .. import queries, words
from ..aid import queries as aid
from . import counting

READERS = ("clerk", "leader", "keeper", "deputy")
MONTHS = 12


class Ask(forms.Form):
    """Period and narrowing; they stand in the address."""

    since = forms.DateField(label=_("从"), required=False, widget=Day)
    until = forms.DateField(label=_("到"), required=False, widget=Day)
    side = forms.ChoiceField(
        label=_("按什么分"),
        required=False,
        choices=[(k, label) for k, (_column, label) in counting.SIDES.items()],
    )
    station = forms.ChoiceField(label=_("联络站"), required=False)
    field = forms.ChoiceField(label=_("领域"), required=False)
    unit = forms.ChoiceField(label=_("承办单位"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = remember.until_change("figures:choices", _choices)
        for name, everything in (
            ("station", _("全部联络站")),
            ("field", _("全部领域")),
            ("unit", _("全部单位")),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the reader and the type checker
            field.choices = [("", everything), *offered[name]]

    def clean(self):
        data = super().clean() or {}
        today = timezone.localdate()
        data["until"] = min(data.get("until") or today, today)
        data["since"] = data.get("since") or date(data["until"].year, 1, 1)
        if data["since"] > data["until"]:
            self.add_error("since", _("开始日期不能晚于结束日期。"))
        return data


def _choices() -> dict:
    return {
        "station": list(Station.objects.order_by("name").values_list("pk", "name")),
        "field": [(f.pk, f.said) for f in Field.objects.filter(parent=None)],
        "unit": list(Unit.objects.filter(is_active=True).order_by("name").values_list("pk", "name")),
    }


@require_safe
@never_cache
def page(request, code):
    """said → heard → answered → done, with satisfaction beside what was solved."""
    if request.member.role not in READERS:
        raise Http404
    today = timezone.localdate()
    given = request.GET.copy()
    for name, day in (("since", date(today.year, 1, 1)), ("until", today)):
        given[name] = given.get(name) or day.isoformat()
    form = Ask(given)
    if not form.is_valid():
        return render(request, "voices/figures.html", {"title": _t("四环数字"), "form": form}, status=422)
    asked = form.cleaned_data
    side = asked["side"] or "station"
    name = ":".join(str(asked[key] or "") for key in ("since", "until", "station", "field", "unit"))
    found = remember.until_change(f"figures:{side}:{name}", lambda: counted(asked, side, today), day=today)
    if (kind := request.GET.get("export")) in ("xlsx", "csv"):
        return _file(kind, asked, found, side)
    return render(request, "voices/figures.html", {**_drawn(found, side, asked), "form": form, "side": side})


def counted(asked: dict, side: str, today: date) -> dict:
    """All numbers of the page: {"total", "lines", "months", "trend", "aid"}."""
    narrowed = {key: asked[key] for key in ("station", "field", "unit")}
    rows = counting.rows(since=asked["since"], until=asked["until"], **narrowed)
    months = [m["month"] for m in queries.figures(since=asked["since"], until=asked["until"])["months"]][
        -MONTHS:
    ]
    return {
        "total": counting.total(rows, today), "lines": counting.by(rows, side, today),
        "months": counting.monthly(rows, today)[-MONTHS:],
        "trend": (months, counting.trend(rows, months)),
        "aid": aid.counts(since=asked["since"], until=asked["until"]),
    }  # fmt: skip


def _drawn(found: dict, side: str, asked: dict) -> dict:
    total, (months, fields) = found["total"], found["trend"]
    pairs = [
        (line["name"], line["content_rate"], line["done_rate"]) for line in found["lines"] if line["rated"]
    ]
    named = [when.month(m["month"].month) for m in found["months"]]
    links = [(str(label), [m[key] for m in found["months"]]) for key, label in counting.LINKS.items()]
    stages = [(str(label), total[key]) for key, label in counting.LINKS.items()]
    ways = [(words.WAY_NAMES.get(w["way"], w["way"]), w["n"]) for w in found["aid"]["by_way"]]
    return {
        "title": _t("四环数字"), "asked": asked, "total": total, "losses": counting.losses(total), "lines": found["lines"],
        "side_label": counting.SIDES[side][1], "aid": found["aid"], "ways": ways,
        "funnel": charts.funnel(_t("说了、听了、答了、办了"), stages),
        "pairs": charts.paired_bars(_t("群众满意率与落实率"), pairs[:15], _t("群众满意率"), _t("落实率")),
        "months": charts.line(_t("各月四环"), named, links, _t("件")),
        "trend": charts.stacked_columns(_t("各月各领域"), [when.month(m.month) for m in months], list(fields.items()), _t("件")),
    }  # fmt: skip


HEADS = (
    ("name", _("名称")), ("said", _("说了")), ("unconfirmed", _("没有确认")), ("declined", _("不予受理")), ("heard", _("听了")),
    ("waiting", _("还在办")), ("late", _("超期")), ("merged", _("已并案")), ("answered", _("答了")),
    ("explained", _("只能解释说明")),
    ("referred", _("引导到法定途径")), ("cannot", _("暂难办理")), ("promised", _("答应了、还没有落实")), ("done", _("办了")),
    ("answered_rate", _("答复率 %")), ("done_rate", _("落实率 %")), ("rated", _("评价")), ("content_rate", _("群众满意率 %")),
    ("reopened", _("要求重办")),
)  # fmt: skip


def _file(kind, asked, found, side):
    lines = [{**found["total"], "name": _t("合计")}, *found["lines"]]
    return tables.download(
        kind, title=f"{_t('四环数字')} {asked['since']} {asked['until']}", heads=[str(label) for _key, label in HEADS],
        lines=[[str(line["name"]), *(line[key] for key, _label in HEADS[1:])] for line in lines],
        filters={str(_("从")): str(asked["since"]), str(_("到")): str(asked["until"]),
        str(_("按什么分")): str(counting.SIDES[side][1])},
    )  # fmt: skip
