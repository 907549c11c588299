"""What is asked when a congress sets one of its switches: a form made from the kind of the switch, for page and API."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import files
from huying.kernel import switch_kinds as kinds
from huying.kernel.content import clean_name
from huying.kernel.switchboard import Switch
from huying.kernel.switches import ShorterThanRight, least_days
from huying.rules import registry

from . import rule_words
from .forms import StepForm
from .switches import Outline

MOST_OUTLINE = 1_000_000  # characters, bytes


class SwitchForm(StepForm):
    """`row` is the congress. `value` is what the operation takes: the read value, or None for back to the usual one.

    `sent`: the names that a program gave; what it did not name stays as it is, or is asked for. None: a page, which gives
    all that it shows, and boxes by leaving them out.
    """

    switch: Switch
    sent: frozenset[str] | None = None
    value: Any = None
    reset = forms.BooleanField(label=_("恢复默认"), required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("依据或者原因"), required=False, max_length=300, help_text=_("如：主任会议 2026 年 3 月 2 日决定。写入留痕。")
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields([*(n for n in self.fields if n != "reason"), "reason"])
        if self.row is not None:
            start(self)

    def clean(self):
        data = super().clean()
        if data.get("reset") or self.errors:
            return data
        if self.sent is not None and "value" in self.fields and not self.sent & {"value", "file"}:
            self.add_error("value", _t("请给出这一项的值；要恢复默认的，请送 reset。"))
            return data
        try:
            self.value = self.switch.read(given(self), self.row)
        except ShorterThanRight as short:
            self.add_error(short.part, told(short))
        except kinds.BadValue as reason:
            part = reason.part or "value"
            self.add_error(part if part in self.fields else None, str(reason))
        return data


def form_of(switch: Switch) -> type[SwitchForm]:
    """The form of one switch. `base_fields` describe it to programs; rows and choices are filled in when it is made."""
    make = FIELDS[type(switch.kind)]
    return type("SwitchForm", (SwitchForm,), {"switch": switch, **make(switch, switch.kind)})


def told(short: ShorterThanRight) -> str:
    """Why a period is too short, with the article or the house's own word for it."""
    return _t("“%(label)s”保存 %(days)s 天太短：办完以后“%(right)s”的期限为 %(term)s（%(source)s），至少保存 %(least)s 天。") % {
        "label": short.label, "days": short.days, "right": rule_words.said(short.setting.label),
        "term": rule_words.value(short.setting), "source": rule_words.source(short.setting), "least": short.least,
    }  # fmt: skip


def laws(switch: Switch) -> list[str]:
    """The articles that bound it."""
    found = [registry.rule(name) for name in switch.rules]
    return list(dict.fromkeys(rule_words.cited(r.law, r.article, r.version) for r in found))


def _flag(switch, _kind):
    return {"value": forms.BooleanField(label=switch.label, required=False)}


def _choice(switch, kind):
    choices = list(kind.choices.items())
    return {
        "value": forms.ChoiceField(label=switch.label, choices=choices, required=False, widget=forms.RadioSelect)
    }  # fmt: skip


def _line(switch, kind):
    return {
        "value": forms.CharField(
            label=switch.label, max_length=kind.most, required=False, help_text=kind.hint
        )
    }


def _several(switch, kind):
    choices = list(kinds.offered(kind.choices).items())
    boxes = forms.CheckboxSelectMultiple
    return {
        "value": forms.MultipleChoiceField(label=switch.label, choices=choices, required=False, widget=boxes)
    }


def _periods(_switch, kind):
    most = kinds.LONGEST_PERIOD
    return {
        name: forms.IntegerField(
            label=format_lazy(_("{label}（天）"), label=label), min_value=1, max_value=most, required=False
        )
        for name, label in kinds.offered(kind.choices).items()
    }


def _grants(_switch, kind):
    roles = list(kinds.offered(kind.roles).items())
    boxes = forms.CheckboxSelectMultiple
    return {
        name: forms.MultipleChoiceField(label=label, choices=roles, required=False, widget=boxes)
        for name, label in kinds.offered(kind.steps).items()
    }


def _parts(_switch, kind):
    made: dict[str, forms.Field] = {
        name: forms.CharField(label=label, max_length=kind.most, required=False)
        for name, label in kind.names.items()
    }
    if kind.links:
        made[kind.links] = forms.CharField(
            label=_("链接"), required=False, max_length=4000, widget=forms.Textarea({"rows": 4}),
            help_text=_("每行一个：名称、空格、网址。如：青禾县人民政府 https://www.example.gov.cn"),
        )  # fmt: skip
    return made


def _outline(switch, _kind):
    words = _("粘贴 GeoJSON，或者在下面选择文件。")
    return {
        "value": forms.CharField(
            label=switch.label, required=False, max_length=MOST_OUTLINE, help_text=words,
            widget=forms.Textarea({"rows": 6}),
        ),
        "file": forms.FileField(label=_("文件"), required=False, widget=forms.FileInput({"accept": ".json,.geojson"})),
    }  # fmt: skip


FIELDS: dict[type, Callable[[Switch, Any], dict[str, forms.Field]]] = {
    kinds.Flag: _flag, kinds.Choice: _choice, kinds.Line: _line, kinds.Several: _several, kinds.Periods: _periods,
    kinds.Grants: _grants, kinds.Parts: _parts, Outline: _outline,
}  # fmt: skip


def start(form: Any) -> None:
    """What stands in the form at first: the value in force. Choices that are no longer offered stay choosable where chosen."""
    switch = form.switch
    now = switch.of(form.row)
    if isinstance(switch.kind, kinds.Several):
        field = form.fields["value"]
        known = {value for value, _label in field.choices}
        field.choices = [*field.choices, *((one, one) for one in now if one not in known)]
    if isinstance(switch.kind, kinds.Periods):
        for name in kinds.offered(switch.kind.choices):
            least, right = least_days(name, form.row)
            if right is not None:
                form.fields[name].help_text = _t("不少于 %(n)s 天：%(right)s") % {
                    "n": least, "right": rule_words.said(right.label),
                }  # fmt: skip
    if isinstance(switch.kind, kinds.Periods | kinds.Grants):
        form.initial |= {name: one for name, one in now.items() if name in form.fields}
    elif isinstance(switch.kind, kinds.Parts):
        form.initial |= {name: one for name, one in now.items() if name in switch.kind.names}
        lines = [f"{one.get('label', '')} {one.get('url', '')}" for one in now.get(switch.kind.links) or ()]
        form.initial[switch.kind.links] = "\n".join(lines)
    elif not isinstance(switch.kind, Outline):
        form.initial["value"] = now


def given(form: SwitchForm) -> Any:
    """What the person gave, as the kind reads it; names that this version does not ask for, or that a program did not give,
    stay as they are."""
    kind, data = form.switch.kind, form.cleaned_data
    if isinstance(kind, Outline):
        return _sent_outline(data)
    if not isinstance(kind, kinds.Periods | kinds.Grants | kinds.Parts):
        return data["value"]
    names = [n for n in form.fields if n not in ("reset", "reason") and (form.sent is None or n in form.sent)]
    found = {name: one for name, one in form.switch.of(form.row).items() if name not in names}
    for name in names:
        if data[name] not in (None, "", []):
            found[name] = (
                _links(data[name]) if isinstance(kind, kinds.Parts) and name == kind.links else data[name]
            )
    return found


def _links(text: str) -> list[dict]:
    pairs = [line.rsplit(None, 1) for line in text.splitlines() if line.strip()]
    return [{"label": one[0] if len(one) == 2 else "", "url": one[-1]} for one in pairs]


def _sent_outline(data) -> str:
    upload = data.get("file")
    if upload is None:
        return data["value"]
    if upload.size > MOST_OUTLINE:
        raise kinds.BadValue(_t("文件最大 1 MB。"))
    sent = upload.read()
    try:
        files.scanned(clean_name(upload.name or ""), sent, may_wait=False)  # before anything reads it
        return sent.decode("utf-8-sig")
    except files.BadFile as reason:
        raise kinds.BadValue(str(reason)) from None
    except UnicodeDecodeError:
        raise kinds.BadValue(_t("这不是能读懂的 GeoJSON。")) from None
