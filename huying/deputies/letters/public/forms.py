"""The public forms: few fields, nothing asked that is not needed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.ui.forms import FilesField

from .. import words
from ..forms import prose


class Write(forms.Form):
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
    # a trap for robots: people do not see it and leave it empty
    website = forms.CharField(
        label=_("请不要填写这一格"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )  # fmt: skip
    _shown = forms.CharField(required=False, widget=forms.HiddenInput)
    _key = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)


class Code(forms.Form):
    """The code typed by hand: the only thing that confirms."""

    code = forms.CharField(
        label=_("查询码"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class Follow(Code):
    number = forms.CharField(
        label=_("编号"), max_length=32, widget=forms.TextInput(attrs={"autocapitalize": "characters"})
    )
    field_order = ["number", "code"]


class Rate(forms.Form):
    rating = forms.ChoiceField(
        label=_("您满意吗"), choices=list(words.RATINGS.items()), widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("想说的话"), required=False, max_length=300)
