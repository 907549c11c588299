"""What procedures of deliberation ask."""

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from ..agenda.kinds import KINDS
from ..asking import Asks, line
from .models import Procedure
from .shipped import SHIPPED


class StagesField(forms.CharField):
    """Stages, one a line; cleans to their names."""

    widget = forms.Textarea(attrs={"rows": 6})

    def __init__(self, *, required=True):
        super().__init__(
            label=_("环节"), required=required, max_length=2000, help_text=_("一行一个，按先后。")
        )

    def clean(self, value):
        return [one.strip() for one in super().clean(value).splitlines() if one.strip()]


def shipped_choices():
    """Those shipped, each with its stages."""
    said = ((key, _t(one.name), " → ".join(_t(s) for s in one.stages)) for key, one in SHIPPED.items())
    return [(key, _t("%(name)s：%(stages)s") % {"name": name, "stages": steps}) for key, name, steps in said]


class Change(Asks):
    name = line(_("名称"), 80)
    kind = forms.ChoiceField(label=_("适用的议题"), required=False)
    stages = StagesField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _t("各类议题")), *((k, _t(v)) for k, v in KINDS.items())]
        if isinstance(self.row, Procedure):
            self.initial.setdefault("name", self.row.name)
            self.initial.setdefault("kind", self.row.kind)
            self.initial.setdefault("stages", "\n".join(self.row.stages))


class Add(Change):
    preset = forms.ChoiceField(
        label=_("从内置的开始"), required=False, widget=forms.RadioSelect,
        help_text=_("选一个，下面不填就照用；法律没有规定这些环节，都可以改。"),
    )  # fmt: skip
    field_order = ("preset", "name", "kind", "stages")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["preset"].choices = [("", _t("不用内置的，自己写")), *shipped_choices()]
        for name in ("name", "stages"):
            self.fields[name].required = False

    def clean(self):
        data = super().clean() or {}
        if not data.get("preset"):
            for name in ("name", "stages"):
                if name in data and not data[name]:
                    self.add_error(name, _t("请填写，或者选一个内置的程序。"))
        return data


STEPS = {"add": Add, "change": Change}
