"""A member's sheet as a page without scripts shows it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from .. import kinds, words


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

        self.fields["blank"] = forms.BooleanField(label=_("我要投空白票（一项也不选）"), required=False)

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
        if not found["marks"] and not found.get("blank"):  # a thumb's slip is no vote
            self.add_error("blank", _("您一项也没有选。要投空白票的，请勾选这里再投。"))
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
