"""What confirming and clearing ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ...forms.base import Base


class Heed(Base):
    text = forms.CharField(
        label=_("急在哪里"), required=False, max_length=200, help_text=_("不填则用系统看到的那几个词。")
    )


class Clear(Base):
    text = forms.CharField(
        label=_("为什么不属紧急"),
        max_length=200,
        help_text=_("例如：已经处理完毕；说的是别处的事；打了个比方。"),
    )


STEPS = {"heed": Heed, "clear": Clear}
