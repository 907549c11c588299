"""Setting up: the question, the sheet and the rule."""

from fractions import Fraction
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Organ
from huying.rules import voting
from huying.rules.flow import N_
from huying.ui import rule_words
from huying.ui.forms import StepForm

from .. import queries, words
from ..standing import roll_of
from .asked import choose, prose, whole

said = lazy(rule_words.said, str)
BAR = "|"
BELONGS = {
    "election": ("seats", "write_ins"),
    "appointment": ("as_list",),
    "choosing": ("pick", "ranked", "surplus"),
}
SETTINGS = {name for names in BELONGS.values() for name in names}


def ways() -> list[tuple[str, Any]]:
    """The ways of deciding under the kind of poll they fit."""
    groups = {_(label): voting.for_kind(kind) for kind, label in words.KINDS.items()}
    return [("", _("按种类和机关取常用的规则"))] + [
        (str(label), [(w.key, said(w.label)) for w in found]) for label, found in groups.items()
    ]


class Amend(StepForm):
    """The question, the sheet and the rule; settings that do not belong to the kind are left out."""

    title = forms.CharField(label=_("标题"), max_length=120)
    question = prose(_("说明"), required=False, most=20_000, help_text=_("会议材料的要点；投票的人看得到。"))
    secrecy = choose(_("投票方式"), {"": N_("请选择"), **words.SECRECY})
    organ = forms.ModelChoiceField(
        Organ.everywhere.none(), label=_("由谁表决"), required=False, empty_label=_("不指定")
    )
    way = forms.ChoiceField(label=_("适用的规则"), choices=ways, required=False)
    objects = prose(
        _("表决对象"), required=False, most=40_000,
        help_text=_("一行一个：候选人、人选、项目、单位；“|”后面写说明。问卷一行一题，“|”后面写各个选项，选项写“填写”的可以填意见。"
                    "议案不用填，就表决标题写的事。"),
    )  # fmt: skip
    seats = whole(_("应选名额（选举）"), 1, 200, initial=1)
    write_ins = forms.BooleanField(label=_("可以另选他人（选举）"), required=False)
    as_list = forms.BooleanField(label=_("合并表决：名单一起投一票（任免）"), required=False)
    pick = whole(_("应选几个（票决）"), 1, 200)
    ranked = forms.BooleanField(label=_("排出先后（票决）"), required=False)
    surplus = forms.CharField(
        label=_("差额比例（票决）"),
        required=False,
        max_length=7,
        help_text=_("候选至少多出应选数的几分之几，如 1/5。"),
    )
    counts = choose(_("以哪一次按键为准"), words.COUNTS)
    prints_sample = whole(_("抽查几张打印的票"), 0, 1000, initial=0)
    live_turnout = forms.BooleanField(label=_("表决时显示已投人数"), required=False, initial=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = queries.deciding(Organ.objects.filter(is_active=True))
        if self.row is not None:
            for name, value in _typed(self.row).items():
                self.initial.setdefault(name, value)
            for name in SETTINGS - set(BELONGS.get(getattr(self.row, "kind", ""), ())):
                del self.fields[name]
            if roll_of(self.row) is not None:  # the sitting decides it, and nobody else
                del self.fields["organ"]

    def clean_surplus(self):
        text = self.cleaned_data["surplus"].strip()
        if not text:
            return None
        above, _bar, below = text.partition("/")
        parts = [p.strip() for p in (above, below)]
        if not all(p.isascii() and p.isdigit() and len(p) < 4 for p in parts) or int(parts[1]) == 0:
            raise forms.ValidationError(_("请写成几分之几，如 1/5。"))
        share = Fraction(int(parts[0]), int(parts[1]))
        return (share.numerator, share.denominator)

    def clean_prints_sample(self):
        return self.cleaned_data["prints_sample"] or 0

    def clean(self):
        found = super().clean() or {}
        kind = found.get("kind") or (self.row.kind if self.row is not None else "")
        found["objects"] = listed(found.get("objects", ""), kind)
        for name in SETTINGS - set(BELONGS.get(kind, ())):
            found.pop(name, None)
        if kind == "choosing" and not found.get("pick") and "pick" not in self.errors:
            self.add_error("pick", _("请填写应选几个。"))
        if kind == "election":
            found["seats"] = found.get("seats") or 1
            if "kind" in self.fields and "way" in found and not found["way"]:
                self.add_error("way", _("选举请选定适用的规则：选什么职务，差额数就不同。"))
        asks = "kind" in self.fields and kind not in ("", "motion")
        if asks and not found["objects"] and "objects" not in self.errors:
            self.add_error("objects", _("请填写表决对象，一行一个。"))
        return found


class Propose(Amend):
    autosave = True
    field_order = ("title", "kind", "question", "secrecy", "organ", "way", "objects")
    kind = choose(_("种类"), words.KINDS)


FREE = ("填写", "write")  # an option of a survey that lets people write, in either language


def listed(text: str, kind: str) -> list[dict]:
    """The objects of the lines, as kinds.make_spec takes them."""
    found = []
    for line in text.splitlines():
        label, *rest = (part.strip() for part in line.replace("｜", BAR).split(BAR))
        if not label and not rest:
            continue
        entry: dict[str, Any] = {"label": label}
        if kind == "survey":
            entry["options"] = [p for p in rest if p and p.casefold() not in FREE]
            entry["text"] = any(p.casefold() in FREE for p in rest)
        elif rest and rest[0]:
            entry["note"] = rest[0]
        found.append(entry)
    return found


def _typed(poll) -> dict[str, Any]:
    """A poll as its form shows it."""
    spec, lines = poll.spec, []
    for one in spec.get("objects", ()) if poll.kind != "motion" else ():
        parts = [one["label"], one.get("note", "")]
        if poll.kind == "survey":
            parts = [
                one["label"],
                *(o["label"] for o in one["options"]),
                *([_t("填写")] if one["text"] else []),
            ]
        lines.append(f" {BAR} ".join(p for p in parts if p))
    surplus = spec.get("surplus")
    return {
        "title": poll.title, "question": poll.question, "secrecy": poll.secrecy, "organ": poll.organ_id,
        "way": poll.way.get("key"),
        "objects": "\n".join(lines), "seats": spec.get("seats"), "write_ins": spec.get("write_ins"),
        "as_list": spec.get("as_list"), "pick": spec.get("pick"), "ranked": spec.get("ranked"),
        "surplus": f"{surplus[0]}/{surplus[1]}" if surplus else "", "counts": poll.counts,
        "prints_sample": poll.prints_sample, "live_turnout": poll.live_turnout,
    }  # fmt: skip
