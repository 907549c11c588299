"""What the steps of a poll ask."""

from fractions import Fraction
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Organ
from huying.rules import voting
from huying.ui import rule_words
from huying.ui.forms import StepForm

from . import entering, kinds, looks, queries, words
from .standing import standing

said = lazy(rule_words.said, str)
BAR = "|"


def prose(label, *, rows=4, required=True, most=5000, help_text="") -> Any:
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=most, help_text=help_text, widget=widget
    )


def choose(label, choices, **more) -> Any:
    return forms.ChoiceField(label=label, choices=[(k, _(v)) for k, v in choices.items()], **more)


def ways() -> list[tuple[str, Any]]:
    """The ways of deciding under the kind of poll they fit."""
    groups = {_(label): voting.for_kind(kind) for kind, label in words.KINDS.items()}
    return [("", _("按种类和机关取常用的规则"))] + [
        (str(label), [(w.key, said(w.label)) for w in found]) for label, found in groups.items()
    ]


def whole(label, low, high, **more) -> Any:
    return forms.IntegerField(label=label, min_value=low, max_value=high, **{"required": False, **more})


class Amend(StepForm):
    """The question, the sheet and the rule; settings that do not belong to the kind are left out."""

    title = forms.CharField(label=_("标题"), max_length=120)
    question = prose(_("说明"), required=False, most=20_000, help_text=_("会议材料的要点；投票的人看得到。"))
    secrecy = choose(_("投票方式"), words.SECRECY)
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
        self.fields["organ"].queryset = Organ.objects.filter(is_active=True).order_by("kind", "name")
        if self.row is not None:
            for name, value in _typed(self.row).items():
                self.initial.setdefault(name, value)

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
        belongs = {
            "election": ("seats", "write_ins"),
            "appointment": ("as_list",),
            "choosing": ("pick", "ranked", "surplus"),
        }
        for name in ("seats", "write_ins", "as_list", "pick", "ranked", "surplus"):
            if name not in belongs.get(kind, ()):
                found.pop(name, None)
        if kind == "choosing" and not found.get("pick") and "pick" not in self.errors:
            self.add_error("pick", _("请填写应选几个。"))
        if kind == "election":
            found["seats"] = found.get("seats") or 1
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


class Prepare(StepForm):
    """The roll as a body of the congress, without those who may not vote."""

    body = forms.ChoiceField(label=_("谁有表决权"))
    without = prose(
        _("不列入名单的人"),
        required=False,
        rows=2,
        help_text=_("姓名，用空格或者换行隔开：如暂停执行职务的、回避的。"),
    )
    way = forms.ChoiceField(label=_("适用的规则"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = queries.bodies()
        if self.row is not None:
            fitting = [(w.key, said(w.label)) for w in voting.for_kind(self.row.kind)]
            self.fields["way"].choices = [("", _("不变")), *fitting]
            self.initial.setdefault("body", f"organ-{self.row.organ_id}" if self.row.organ_id else "deputies")

    def clean(self):
        found = super().clean() or {}
        if "body" not in found:
            return found
        members = queries.body(found.pop("body"))
        leave = set(found.pop("without", "").replace("、", " ").replace("，", " ").split())
        if unknown := leave - {m.person.name for m in members}:
            self.add_error(
                "without", _t("名单里没有：%(names)s。") % {"names": _t("、").join(sorted(unknown))}
            )
        found["roll"] = [m for m in members if m.person.name not in leave]
        if not found["roll"]:
            self.add_error("body", _("这里面没有可以表决的人。"))
        return found


class Open(StepForm):
    """A poll on a sitting's item is not asked who is there: its page says what the sitting counts."""

    sometimes = ("base", "present")
    base = whole(
        _("全体在任人数"), 1, 100_000, help_text=_("过半数、三分之二都以它为基数；不填的取名单人数。")
    )
    present = whole(_("出席人数"), 0, 100_000, help_text=_("不填的，以参加投票的人数为出席人数。"))
    minutes = whole(_("几分钟后自动截止"), 1, 43_200, help_text=_("不填的由主持人截止。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None and standing(self.row, timezone.now()):
            for name in self.sometimes:
                del self.fields[name]


class Close(StepForm):
    """Asked only where ballots of a verifiable poll may still be on their way."""

    sometimes = ("confirmed",)
    confirmed = forms.BooleanField(
        label=_("不再等还没有到的票"),
        required=False,
        help_text=_("领了凭证、选票还没有送到的，截止以后不计入。"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            tokens, ballots = queries.received(self.row)
            if ballots >= tokens:
                del self.fields["confirmed"]


class Numbers(StepForm):
    numbers = prose(_("领票人的编号"), rows=2, help_text=_("名单上的编号，用空格或者换行隔开。"))

    def clean_numbers(self):
        return self.cleaned_data["numbers"].replace("，", " ").replace("、", " ").replace(",", " ").split()


class Sheets(StepForm):
    """Sheets as lines; refused with the number of the line."""

    sheets = prose(_("逐张录入"), rows=10, most=200_000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.fields["sheets"].help_text = how(self.row.spec)

    def clean_sheets(self):
        return lines(self.row.spec, self.cleaned_data["sheets"])


def lines(spec, text) -> list:
    try:
        return entering.parse(spec, text)
    except kinds.BadSheet as bad:
        raise forms.ValidationError(_t(bad.text) % bad.values) from None


def how(spec) -> str:
    """How a line is typed for this sheet."""
    key = kinds.keys(spec)[0]
    labels = {o["key"]: o["label"] for one in spec["objects"] for o in one.get("options", ())}
    choices = [labels.get(c) or _t(words.CHOICES.get(c, c)) for c in kinds.allowed(spec, key)]
    if spec["kind"] == "choosing":
        choices = [_t("选中")] if not spec["ranked"] else [_t("第 %(n)s 位") % {"n": n} for n in choices]
    figures = _t("，").join(f"{n} {c}" for n, c in enumerate(choices, 1))
    return _t(
        "一行一张票，按对象的次序各写一个数字：%(figures)s，0 没有填；整张无法辨认的写 x；另选他人写在后面，如 +姓名。"
    ) % {"figures": figures}


class Paper(Sheets):
    field_order = ("batch", "look", "sheets")
    batch = forms.CharField(label=_("批次"), max_length=20)
    look = forms.TypedChoiceField(
        label=_("第几次录入"), coerce=int, choices=[(1, _("第一人录入")), (2, _("第二人录入"))]
    )


class Settle(StepForm):
    """One sheet on which the two readings differ."""

    where = forms.ChoiceField(label=_("哪一张"))
    sheet = forms.CharField(label=_("核对的结果"), max_length=2000)
    note = forms.CharField(label=_("说明"), max_length=500, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.fields["sheet"].help_text = how(self.row.spec)
            self.fields["where"].choices = [
                (f"{batch}/{place}", _t("第 %(batch)s 批第 %(place)s 张：第一人“%(first)s”，第二人“%(second)s”") % {
                    "batch": batch, "place": place, "first": entering.spell(self.row.spec, first),
                    "second": entering.spell(self.row.spec, second)})
                for (batch, place), (first, second) in looks.compare(queries.paper(self.row)).disputed.items()
            ]  # fmt: skip

    def clean(self):
        found = super().clean() or {}
        if "where" in found and "sheet" in found:
            batch, _bar, place = found.pop("where").rpartition("/")
            marks = lines(self.row.spec, found.pop("sheet"))
            if len(marks) != 1:
                raise forms.ValidationError(_("请写一张票。"))
            found |= {"batch": batch, "place": int(place), "marks": marks[0]}
        return found


class Declare(StepForm):
    publish = forms.BooleanField(label=_("向群众公布结果"), required=False)
    names = forms.BooleanField(
        label=_("同时公布各人所投的票"), required=False, help_text=_("只有记名表决可以，由会议决定。")
    )
    note = prose(_("说明"), rows=2, required=False, most=500)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None and self.row.is_secret:
            del self.fields["names"]


class Publish(StepForm):
    names = forms.BooleanField(label=_("同时公布各人所投的票"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None and self.row.is_secret:
            del self.fields["names"]


class Again(StepForm):
    title = forms.CharField(
        label=_("标题"), max_length=120, required=False, help_text=_("不填的按法律规定的名称。")
    )


class Reason(StepForm):
    reason = prose(_("作废的理由"), rows=2, most=500)


STEPS = {
    "propose": Propose, "amend": Amend, "prepare": Prepare, "open": Open, "issue_paper": Numbers, "enter_paper": Paper,
    "settle_paper": Settle, "check_prints": Sheets, "declare": Declare, "publish": Publish, "again": Again, "annul": Reason,
    "close": Close,
}  # fmt: skip


class Filter(forms.Form):
    fields: dict[str, Any]
    kind = forms.ChoiceField(label=_("种类"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)

    def __init__(self, *args, **kwargs):
        from .flow import FLOW

        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("全部")), *((k, _(v)) for k, v in words.KINDS.items())]
        self.fields["state"].choices = [("", _("全部")), *((k, _(v)) for k, v in FLOW.states.items())]

    def apply(self, rows, member):
        asked = {k: v for k, v in self.cleaned_data.items() if v}
        return rows.filter(**asked)


class Vote(forms.Form):
    """A sheet as a page without scripts shows it; cleans to `marks`."""

    def __init__(self, *args, spec, **kwargs):
        super().__init__(*args, **kwargs)
        self.spec = spec
        by_key = {o["key"]: o for o in spec["objects"]}
        for key in kinds.keys(spec):
            entry = by_key.get(key, {"label": _t("名单全体")})
            self.fields[key] = _field(spec, key, entry)
            if entry.get("text"):
                self.fields[f"{key}_text"] = forms.CharField(
                    label=_t("%(question)s：填写意见") % {"question": entry["label"]}, required=False, max_length=kinds.TEXT,
                )  # fmt: skip
        if spec.get("write_ins"):
            self.fields["written"] = forms.CharField(
                label=_("另选他人"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2}),
                help_text=_("对候选人投了反对票的，才可以另选；一行写一个姓名。"),
            )  # fmt: skip

    def clean(self):
        found = super().clean() or {}
        marks = {key: found.get(key) for key in kinds.keys(self.spec)}
        for key in [k for k in found if k.endswith("_text")]:
            if text := found[key].strip():
                marks[key.removesuffix("_text")] = f"={text}"
        if self.spec["kind"] == "choosing":
            marks = {
                key: choice if self.spec["ranked"] else ("1" if choice else "")
                for key, choice in marks.items()
            }
        names = [n.strip() for n in found.get("written", "").splitlines() if n.strip()]
        marks |= {f"w{n}": name for n, name in enumerate(names[:99], 1)}
        try:
            found["marks"] = kinds.validate(self.spec, marks)
        except kinds.BadSheet as bad:
            raise forms.ValidationError(_t(bad.text) % bad.values) from None
        return found


def _field(spec, key, entry) -> forms.Field:
    more: dict[str, Any] = {"label": entry["label"], "required": False, "help_text": entry.get("note", "")}
    if spec["kind"] == "choosing":
        if not spec["ranked"]:
            return forms.BooleanField(**more)
        ranks = [("", _("不选"))] + [(n, _t("第 %(n)s 位") % {"n": n}) for n in kinds.allowed(spec, key)]
        return forms.ChoiceField(choices=ranks, **more)
    labels = {o["key"]: o["label"] for o in entry.get("options", ())}
    choices = [(c, labels.get(c) or _t(words.CHOICES[c])) for c in kinds.allowed(spec, key)]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **more)
