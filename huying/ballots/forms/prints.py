"""Prints of the devices' ballots: how many lie in the box, and what stands on those that were drawn."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.ui.forms import StepForm

from .asked import whole
from .paper import Sheets


class DrawPrints(StepForm):
    box = whole(
        _("打印票箱里的张数"), 0, 100_000, required=True,
        help_text=_("先当众数清、从 1 起逐张编号，再抽；抽出的是这些编号。"),
    )  # fmt: skip
    word = forms.CharField(
        label=_("现场说出的数"), max_length=40,
        help_text=_("请在场的人随口说一个数，比如掷骰子的点数：它和截止时封存的随机数一起决定抽出哪些。"),
    )  # fmt: skip


class Prints(Sheets):
    """One line for each print that was drawn, the smallest number first."""
