"""What the steps of an item ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ballots import forms as polls
from huying.rules import voting
from huying.rules.flow import N_
from huying.ui.rule_words import said

from ..asking import CHAIRS, FOLLOWING, SIBLINGS, SITTINGS, UNITS, Asks, One, Reason, figure, line, prose
from ..models import Sitting
from ..procedures import queries as procedures
from ..procedures.forms import StagesField
from ..procedures.shipped import SHIPPED
from . import kinds
from .models import AgendaItem

VOTED_AS = ("election", "appointment", "choosing")
BELONGS = {
    "election": ("seats", "write_ins"),
    "appointment": ("as_list",),
    "choosing": ("pick", "ranked", "surplus"),
}
WHY = _("通知发出以后的变动要写明原因，所有人会收到通知。")


def _only_what_applies(form, sitting) -> None:
    """Half-days only where the sitting has a program, reasons only once the agenda was told."""
    if sitting is None:
        return
    if not sitting.program:
        form.fields.pop("block", None)
    elif "block" in form.fields:
        halves = [
            (n, f"{b['day']} {b['from']}–{b['to']} {b['what']}".strip())
            for n, b in enumerate(sitting.program, 1)
        ]
        form.fields["block"].widget = forms.Select(choices=[("", _t("不定")), *halves])
    if not sitting.agenda_version:
        form.fields.pop("reason", None)


class Propose(Asks):
    sometimes = ("block", "reason")
    sitting = One(SITTINGS, _("列入哪次会议"))
    kind = forms.ChoiceField(label=_("类型"))
    title = line(_("议题"), 200)
    text = prose(_("说明"), required=False)
    presenter = line(_("报告人"), 120, required=False, help_text=_("如：副县长某某。"))
    presenter_member = One(
        CHAIRS,
        _("报告人（名册）"),
        required=False,
        help_text=_("报告人是本级代表或者领导的，在这里选，不用再填上面一格。"),
    )
    unit = One(UNITS, _("报告单位"), required=False)
    minutes = figure(_("预计分钟"), 1, 600, initial=15)
    block = figure(_("第几场"), 0, 60, required=False)
    is_inside = forms.BooleanField(label=_("不对外公布"), required=False)
    reason = line(_("变动原因"), required=False, help_text=WHY)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(k, _t(v)) for k, v in kinds.KINDS.items()]
        picked = str(self.data.get("sitting") or self.initial.get("sitting") or "")
        is_key = picked.isascii() and picked.isdigit() and len(picked) < 18
        _only_what_applies(self, Sitting.objects.filter(pk=int(picked)).first() if is_key else None)

    def clean_block(self):
        return self.cleaned_data.get("block") or 0


class Edit(Asks):
    sometimes = ("block", "reason")
    title = line(_("议题"), 200)
    text = prose(_("说明"), required=False)
    presenter = line(_("报告人"), 120, required=False)
    minutes = figure(_("预计分钟"), 1, 600)
    block = figure(_("第几场"), 0, 60, required=False)
    is_inside = forms.BooleanField(label=_("不对外公布"), required=False)
    reason = line(_("变动原因"), required=False, help_text=WHY)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if isinstance(self.row, AgendaItem):
            for name in ("title", "text", "presenter", "minutes", "block", "is_inside"):
                self.initial.setdefault(name, getattr(self.row, name))
            _only_what_applies(self, self.row.sitting)

    def clean_block(self):
        return self.cleaned_data.get("block") or 0


class Move(Asks):
    sometimes = ("reason",)
    after = One(SIBLINGS, _("排在哪一项后面"), required=False, empty_label=_("排到最前面"))
    reason = line(_("变动原因"), required=False, help_text=WHY)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if isinstance(self.row, AgendaItem):
            _only_what_applies(self, self.row.sitting)


class Put(polls.Propose):
    """The vote on this item: its kind, sheet and rule. Roll, base and presence come from the sitting."""

    autosave = False

    def __init__(self, *args, row=None, **kwargs):
        super().__init__(*args, row=None, **kwargs)
        self.row = row
        del self.fields["organ"]
        if isinstance(row, AgendaItem):
            self.initial.setdefault("title", row.title[:120])
            kind = row.kind if row.kind in VOTED_AS else "motion"
            self.initial.setdefault("kind", kind)
            self.initial.setdefault("secrecy", "separated" if row.kind in VOTED_AS else "open")
            if row.kind in VOTED_AS:  # the item says what it is: what belongs to other kinds is not asked
                self.fields["kind"].choices = [c for c in self.fields["kind"].choices if c[0] == kind]
                for other, names in BELONGS.items():
                    if other != kind:
                        for name in names:
                            self.fields.pop(name, None)
                self.fields["objects"].required = True
            if (
                kind == "election"
            ):  # whom this congress elects decides which law holds; nobody should leave that to a guess
                self.fields["way"].required = True
                self.fields["way"].choices = [
                    ("", _("请选择")),
                    *((w.key, said(w.label)) for w in voting.for_kind(kind)),
                ]


class LayStages(Asks):
    sometimes = ("reason",)
    procedure = forms.ChoiceField(
        label=_("用哪个审议程序"),
        required=False,
        help_text=_("选了就用它的环节；只改这一项的，不选，改下面。"),
    )
    stages = StagesField(required=False)
    reason = line(_("变动原因"), required=False, help_text=WHY)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {}
        if not isinstance(self.row, AgendaItem):
            return
        self.initial.setdefault("stages", "\n".join(s["label"] for s in self.row.stages))
        own = {str(p.pk): (p.name, p.stages) for p in procedures.for_item(self.row)}
        ready = {
            k: (_t(p.name), [_t(s) for s in p.stages]) for k, p in SHIPPED.items() if p.kind == self.row.kind
        }
        self.known = own | ready
        self.fields["procedure"].choices = [("", _t("不选")), *(
            (_t(group), [(key, _t("%(name)s：%(stages)s") % {"name": name, "stages": " → ".join(stages)})
                         for key, (name, stages) in rows.items()])
            for group, rows in ((N_("本级的"), own), (N_("内置的"), ready)) if rows
        )]  # fmt: skip
        _only_what_applies(self, self.row.sitting)

    def clean(self):
        data = super().clean() or {}
        if picked := data.pop("procedure", ""):
            data["stages"] = self.known[picked][1]
        elif "stages" in data and not data["stages"]:
            self.add_error("stages", _t("请选一个审议程序，或者写出环节。"))
        return data


class Carry(Asks):
    following = One(FOLLOWING, _("转到哪次会议"), required=False, empty_label=_("还没有排定，排定时自动列入"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if first := self.fields["following"].queryset.first():
            self.initial.setdefault("following", first.pk)


class Finish(Asks):
    outcome = forms.ChoiceField(label=_("结果"), required=False)
    words = line(_("结果说明"), required=False, help_text=_("经过表决的不用填，按表决结果登记。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        free = {k: v for k, v in kinds.OUTCOMES.items() if k in ("heard", "decided")}
        self.fields["outcome"].choices = [("", _t("没有")), *((k, _t(v)) for k, v in free.items())]


class Filter(forms.Form):
    kind = forms.ChoiceField(label=_("类型"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)

    fields: dict[str, Any]  # choices are given per request

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _t("全部")), *((k, _t(v)) for k, v in kinds.KINDS.items())]
        self.fields["state"].choices = [
            ("", _t("全部")),
            *((k, _t(v)) for k, v in AgendaItem.FLOW.states.items()),
        ]

    def apply(self, rows, member):
        data = {k: v for k, v in self.cleaned_data.items() if v}
        return rows.filter(**data)


STEPS = {
    "lay_stages": LayStages, "carry": Carry,
    "propose": Propose, "edit": Edit, "move": Move, "drop": Reason, "put": Put, "finish": Finish, "defer": Reason,
}  # fmt: skip
