"""The card of the congress itself: level, kind, territory, population; what the law says to its numbers."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.register import operations, queries
from huying.kernel.register.flow import FLOW
from huying.kernel.register.models import Entry
from huying.kernel.roster import Congress, Organ, Term
from huying.project.imports import MODULES, importer
from huying.rules import quotas
from huying.ui import storytelling

from . import roster, terms
from .gatekeeping import OFFICE, only

KINDS = {
    "province": _("省"), "autonomous_region": _("自治区"), "municipality": _("直辖市"), "city": _("设区的市"),
    "prefecture": _("自治州"), "county": _("县"), "autonomous_county": _("自治县"), "county_city": _("不设区的市"),
    "district": _("市辖区"), "township": _("乡"), "ethnic_township": _("民族乡"), "town": _("镇"),
}  # fmt: skip


IMPORTED = FLOW["import_table"].code


class CongressForm(forms.ModelForm):
    class Meta:
        model = Congress
        fields = ["name", "short", "level", "kind", "division", "population"]
        labels = {
            "name": _("全称"), "short": _("简称"), "level": _("层级"), "kind": _("类别"), "division": _("行政区划代码"),
            "population": _("人口数"),
        }  # fmt: skip
        help_texts = {
            "division": "",
            "population": _("核定代表名额所依据的人口数。"),
            "kind": _("决定名额的基数和上限（《选举法》第十二条）。"),
        }

    kind = forms.ChoiceField(label=_("类别"), choices=[("", "—"), *KINDS.items()], required=False)
    required_css_class = "required"

    def clean(self):
        super().clean()
        data = self.cleaned_data
        level = next((one for one in quotas.levels() if one.code == data.get("level")), None)
        if level and data.get("kind") and data["kind"] not in level.kinds:
            words = {"level": str(Congress.LEVELS[level.code]), "kind": str(KINDS[data["kind"]])}
            self.add_error("kind", _t("“%(kind)s”不属于“%(level)s”这一级（《地方组织法》第七条）。") % words)
        code = data.get("division") or ""
        if code and not (code.isascii() and code.isdigit() and len(code) in (6, 9)):
            self.add_error("division", _t("行政区划代码是 6 位或者 9 位数字。"))
        return data

    def values(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def _post_clean(self):
        """The register writes the row, not this form; names of congresses are unique all the same."""
        name = self.cleaned_data.get("name")
        if name and Congress.objects.filter(name=name).exclude(pk=self.instance.pk).exists():
            self.add_error("name", _t("已经有同名的人大。"))


def formula(congress) -> list[str]:
    """What the law gives for this population, in sentences."""
    kind = congress.kind or congress.level
    if congress.population is None:
        return [_t("登记人口数以后，这里列出法定的名额。")]
    said = []
    try:
        seats = quotas.quota(kind, congress.population)
        said.append(_t("按人口计算的代表名额：%(n)s 名（《选举法》第十二条）") % {"n": seats})
        if quotas.quota_may_be_lower(kind, congress.population):
            said.append(_t("人口较少，名额可以少于这个数（《选举法》第十二条第一款）"))
        if congress.level != "township":
            least, most = quotas.sc_size(kind, congress.population)
            said.append(
                _t("常委会组成人员：%(a)s 至 %(b)s 人（《地方组织法》第四十七条第四款）")
                % {"a": least, "b": most}
            )
        else:
            said.append(_t("乡镇不设常务委员会（《地方组织法》第四十六条）"))
    except ValueError as reason:
        said.append(str(reason))
    return said


def problems(congress) -> list[str]:
    """What stands against the law now, each with its article."""
    found = []
    if (term := Term.objects.order_by("-number").first()) is not None:
        found += terms.doubts(term, congress)
    if (
        congress.level == "township"
        and Organ.objects.filter(kind="standing_committee", is_active=True).exists()
    ):
        found.append(_t("乡、民族乡、镇的人民代表大会不设常务委员会（《地方组织法》第四十六条）。"))
    return found


@only(*OFFICE)
def card(request, code):
    """The card; the administrator corrects it."""
    congress, may = request.congress, request.member.role == "admin"
    posted = request.method == "POST"
    if posted and not may:
        from django.http import Http404

        raise Http404
    found = Congress.objects.get(pk=congress.pk)
    form = CongressForm(request.POST if posted else None, instance=found)
    if posted and form.is_valid():
        done = roster.attempt(request, form, lambda key: _change(request, congress, form, key))
        if done is not None:
            messages.success(request, _t("已更正人大登记。"))
            return redirect("manage:congress", code=code)
    entry = Entry.objects.filter(kind="kernel.congress", row_id=congress.pk).first()
    term = Term.objects.order_by("-number").first()
    context = {
        "title": congress.name, "form": form if may else None, "stamp": roster.stamp(entry), "facts": _facts(congress),
        "said": formula(congress), "problems": problems(congress), "term": term,
        "term_url": terms.TERMS.url("row", term.pk) if term else terms.TERMS.url(),
        "story": [_told(t) for t in queries.history(found)],
        "crumbs": [roster.home_crumb(), {"label": _t("人大登记")}],
    }  # fmt: skip
    return render(request, "manage/congress.html", context, status=roster._status(form))


def _told(trace) -> dict:
    """One line of the story; of a table that was taken in: which one, and what came of it."""
    line = storytelling.item(trace)
    if trace.step == IMPORTED and (table := trace.facts.get("table")):
        title = importer(table).title if table in MODULES else table
        counts = {"a": "created", "b": "updated", "c": "unchanged", "d": "errors"}
        words = {short: trace.facts.get("counts", {}).get(name, 0) for short, name in counts.items()}
        result = _t("新增 %(a)s，更新 %(b)s，没有变化 %(c)s，有错误 %(d)s") % words
        line["note"] = f"{title}{_t('：')}{result}"
    return line


def _change(request, congress, form, key):
    entry, seen = roster.entry_for(request, congress)
    operations.change(entry, by=request.member, at=timezone.now(), seen=seen, key=key, values=form.values())
    return entry


def _facts(congress):
    return [
        (_t("层级"), str(Congress.LEVELS[congress.level])),
        (_t("类别"), str(KINDS.get(congress.kind, "—"))),
        (_t("行政区划代码"), congress.division or "—"),
        (_t("人口数"), f"{congress.population:,}" if congress.population else "—"),
        (_t("上一级人大"), str(congress.parent or "—")),
    ]
