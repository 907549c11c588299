"""The public forms: few fields, big ones, nothing asked that is not needed."""

from functools import lru_cache

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.kernel.fields import Field
from huying.kernel.roster import Area
from huying.stations.models import Station
from huying.ui.forms import Day, FilesField
from huying.ui.visitors.guard import Guarded

from .. import words
from ..forms.base import long, offer
from ..switches import ANONYMOUS


def telephone(label, **more):
    return forms.CharField(
        label=label,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        **more,
    )


@lru_cache(maxsize=256)
def _offered(_congress: int) -> dict:
    """Questions, not answers: worded once for the congress being served, asked whenever rows are wanted."""
    return {
        "area": Area.objects.filter(kind__in=["town", "street"]).order_by("name"),
        "field": Field.objects.filter(is_active=True, parent=None),
        "station": Station.objects.filter(is_active=True),
    }


class Say(Guarded):
    """One screen: what, where, a picture, how to reach you if you wish; the rest is folded."""

    REST = ("area", "happened_on", "field", "is_anonymous")
    kind = forms.ChoiceField(
        label=_("类型"),
        choices=list(words.KINDS.items()),
        initial="opinion",
        required=False,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=_("一句话说是什么事"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = long(
        _("详细情况、希望怎么办"), rows=3, required=False, help_text=_("上面这一格和这一格，写一格就行。")
    )
    place = forms.CharField(label=_("在哪里"), required=False, max_length=200)
    files = FilesField(label=_("照片或者附件"))  # type: ignore[assignment]
    author = forms.CharField(
        label=_("怎么称呼您"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = telephone(_("手机号（可不填）"), required=False)
    area = forms.ModelChoiceField(
        Area.everywhere.none(), label=_("哪个乡镇、街道"), required=False, empty_label=_("不清楚可以不选")
    )
    happened_on = forms.DateField(label=_("什么时候"), required=False, widget=Day)
    field = forms.ModelChoiceField(
        Field.everywhere.none(), label=_("属于哪一类"), required=False, empty_label=_("不清楚可以不选")
    )
    is_anonymous = forms.BooleanField(label=_("不让承办单位知道我是谁"), required=False)
    consent = forms.BooleanField(
        label=_("同意按隐私说明使用以上信息"), error_messages={"required": _("请先阅读并同意隐私说明。")}
    )
    station = forms.ModelChoiceField(Station.everywhere.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, rows in _offered(scope.current().pk).items():
            offer(self, name, rows)
        self.fields["files"].widget.attrs["data-shrink"] = ""
        if not ANONYMOUS.of():
            del self.fields["is_anonymous"]

    def clean_kind(self):
        return self.cleaned_data["kind"] or "opinion"

    def clean(self):
        """One sentence is enough, and so are the details alone."""
        super().clean()
        data = self.cleaned_data
        if not data.get("text", "").strip() and "text" not in self.errors and "title" not in self.errors:
            if not data.get("title", "").strip():
                self.add_error("text", _("请写一句话，或者写详细情况。"))
            data["text"] = data.get("title", "")
        return data

    def rest(self):
        return [self[name] for name in self.REST if name in self.fields]

    def rest_has_errors(self) -> bool:
        return any(field.errors for field in self.rest())


class Lost(forms.Form):
    number = forms.CharField(label=_("编号"), max_length=32)
    phone = telephone(_("反映时留下的手机号"))


class Rate(forms.Form):
    rating = forms.ChoiceField(
        label=_("您满意吗"), choices=list(words.RATINGS.items()), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("哪里不满意"), required=False, max_length=500, help_text=_("不满意的请写明原因。")
    )


class Reopen(forms.Form):
    reason = long(_("为什么要重新办理"), rows=3)
