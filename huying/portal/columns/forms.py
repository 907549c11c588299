"""What the steps of a column ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.ui.forms import StepForm

from .. import words
from ..forms import pick, prose


class Heading(StepForm):
    title = forms.CharField(label=_("栏目名称"), max_length=40)
    kind = pick(_("种类"), words.KINDS)
    intro = forms.CharField(label=_("一句话说明"), max_length=120, required=False)
    plan = prose(
        _("选题计划"),
        required=False,
        rows=6,
        most=20_000,
        help_text=_("哪一期做什么题、谁写、哪天交稿；只在内部看到。"),
    )
    carriers = forms.MultipleChoiceField(
        label=_("刊播载体"), choices=words.CARRIERS, required=False, widget=forms.CheckboxSelectMultiple
    )
    place = forms.IntegerField(
        label=_("排列"), min_value=0, max_value=999, required=False, help_text=_("数小的在前。")
    )
    on_home = forms.BooleanField(label=_("放在首页"), required=False, initial=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            for name in self.fields:
                self.initial.setdefault(name, getattr(self.row, name))


class Why(StepForm):
    reason = prose(_("理由"), rows=2, most=300, required=False)


STEPS = {"establish": Heading, "adjust": Heading, "close": Why}
