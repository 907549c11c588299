"""The public forms: few fields, nothing asked that is not needed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.ui.forms import FilesField
from huying.ui.visitors.guard import Guarded

from .. import words
from ..forms import prose


class Write(Guarded):
    """One screen: what you want to say, and how to call you if you wish."""

    text = prose(_("想对代表说什么"), rows=7, help_text=_("说清在哪里、什么事、希望怎么办。不用写身份证号。"))
    files = FilesField(label=_("照片或者附件"), help_text=_("照片里的拍摄位置会自动去掉。"))  # type: ignore[assignment]
    author = forms.CharField(
        label=_("怎么称呼您"), required=False, max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("手机号"), required=False, max_length=40, help_text=_("可以不填；代表要和您联系时才会查看，查看有记录。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    consent = forms.BooleanField(
        label=_("我已阅读隐私说明，同意为转送和回复这封信使用以上信息"),
        error_messages={"required": _("请先阅读并同意隐私说明。")},
    )


class Rate(forms.Form):
    rating = forms.ChoiceField(
        label=_("您满意吗"), choices=list(words.RATINGS.items()), widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("想说的话"), required=False, max_length=300)
