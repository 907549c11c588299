"""The public forms: few fields, big ones, nothing asked that is not needed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.kernel.fields import Field
from huying.kernel.roster import Area
from huying.stations.models import Station
from huying.ui.forms import Day, FilesField

from .. import words
from ..forms.base import long, offer


class Say(forms.Form):
    """One screen: what, where, when, picture, how to reach you if you wish."""

    text = long(_("什么事"), rows=6, help_text=_("说清在哪里、什么时候、希望怎么办。不用写身份证号。"))
    place = forms.CharField(label=_("在哪里"), required=False, max_length=200)
    area = forms.ModelChoiceField(
        Area.everywhere.none(), label=_("哪个乡镇、街道"), required=False, empty_label=_("不清楚可以不选")
    )
    happened_on = forms.DateField(label=_("什么时候"), required=False, widget=Day)
    field = forms.ModelChoiceField(
        Field.everywhere.none(), label=_("属于哪一类"), required=False, empty_label=_("不清楚可以不选")
    )
    files = FilesField(label=_("照片或者附件"), help_text=_("照片里的拍摄位置会自动去掉。"))  # type: ignore[assignment]
    author = forms.CharField(
        label=_("怎么称呼您"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("手机号"), required=False, max_length=40, help_text=_("可以不填；填了，查询码丢了还能找回。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    is_anonymous = forms.BooleanField(label=_("不让承办单位知道我是谁"), required=False)
    consent = forms.BooleanField(
        label=_("我已阅读隐私说明，同意为办理此事使用以上信息"),
        error_messages={"required": _("请先阅读并同意隐私说明。")},
    )
    station = forms.ModelChoiceField(Station.everywhere.none(), required=False, widget=forms.HiddenInput)
    # a trap for robots: people do not see it and leave it empty
    website = forms.CharField(
        label=_("请不要填写这一格"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    _shown = forms.CharField(required=False, widget=forms.HiddenInput)
    _key = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "area", Area.objects.filter(kind__in=["town", "street"]).order_by("name"))
        offer(self, "field", Field.objects.filter(is_active=True, parent=None))
        offer(self, "station", Station.objects.filter(is_active=True))
        if not scope.current().switches.get("anonymous_voices", True):
            del self.fields["is_anonymous"]


class Code(forms.Form):
    """The code typed by hand: the only thing that confirms."""

    code = forms.CharField(
        label=_("查询码"), max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class Follow(Code):
    number = forms.CharField(
        label=_("编号"), max_length=32, widget=forms.TextInput(attrs={"autocapitalize": "characters"})
    )
    field_order = ["number", "code"]


class Lost(forms.Form):
    number = forms.CharField(label=_("编号"), max_length=32)
    phone = forms.CharField(
        label=_("反映时留下的手机号"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )


class Rate(forms.Form):
    rating = forms.ChoiceField(
        label=_("您满意吗"), choices=list(words.RATINGS.items()), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("哪里不满意"), required=False, max_length=500, help_text=_("不满意的请写明原因。")
    )


class Reopen(forms.Form):
    reason = long(_("为什么要重新办理"), rows=3)
