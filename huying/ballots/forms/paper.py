"""Paper that came back: what two people read on it, and what settles a difference."""

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ui.forms import StepForm

from .. import entering, kinds, words
from .asked import prose

READER = {1: _("第一人"), 2: _("第二人")}


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
    field_order = ("batch", "look", "sheets", "confirmed")
    batch = forms.CharField(label=_("批次"), max_length=20)
    look = forms.TypedChoiceField(
        label=_("第几次录入"), coerce=int, choices=[(1, _("第一人录入")), (2, _("第二人录入"))]
    )
    confirmed = forms.BooleanField(
        label=_("收回的票确实比发出的多"),
        required=False,
        help_text=_("只在数清以后勾选：整次投票将因此无效。"),
    )


class TakeBack(StepForm):
    """A batch that this person has entered and nobody else yet."""

    batch = forms.ChoiceField(label=_("批次"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.fields["batch"].choices = [(name, name) for name in self.row.half_read()]


class Settle(StepForm):
    """One sheet on which the two readings differ."""

    where = forms.ChoiceField(label=_("哪一张"))
    sheet = forms.CharField(label=_("核对的结果"), max_length=2000)
    note = forms.CharField(
        label=_("说明"),
        max_length=500,
        help_text=_("如重新看了原票，哪一次录入有误；和两次录入都不同的，写明理由。"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.fields["sheet"].help_text = how(self.row.spec)
            self.fields["where"].choices = [
                (f"{batch}/{place}", _t("第 %(batch)s 批第 %(place)s 张：第一人“%(first)s”，第二人“%(second)s”") % {
                    "batch": batch, "place": place, "first": entering.spell(self.row.spec, first),
                    "second": entering.spell(self.row.spec, second)})
                for (batch, place), (first, second) in self.row.paper_to_settle().items()
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


class Reread(StepForm):
    """A batch whose readings differ, to be read anew by two people."""

    batch = forms.ChoiceField(label=_("批次"))
    reason = prose(_("重新录入的理由"), rows=2, most=500)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            names = dict.fromkeys(name for name, _place in self.row.paper_to_settle())
            self.fields["batch"].choices = [(name, name) for name in names]


class Strike(StepForm):
    """A line that one of the two typed once too often."""

    where = forms.ChoiceField(label=_("哪一行多录了"))
    reason = prose(_("划去的理由"), rows=2, most=500)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.fields["where"].choices = [
                (f"{batch}/{place}/{look}", _t("第 %(batch)s 批第 %(place)s 行：%(who)s录的“%(line)s”") % {
                    "batch": batch, "place": place, "who": READER[look], "line": entering.spell(self.row.spec, marks)})
                for (batch, place), look, marks in self._lines()
            ]  # fmt: skip

    def _lines(self):
        differing = self.row.paper_to_settle()
        return [(at, look, differing[at][look - 1]) for at, look in self.row.paper_too_many().items()]

    def clean(self):
        found = super().clean() or {}
        if "where" in found:
            batch, place, look = found.pop("where").rsplit("/", 2)
            found |= {"batch": batch, "place": int(place), "look": int(look)}
        return found
