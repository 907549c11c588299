"""What the steps of a card ask."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership, Organ
from huying.ui.forms import FileField, StepForm

from .. import queries as seats
from ..models import DeputyCard
from .operations import MOST_TAGS


class Publish(StepForm):
    member = forms.ModelChoiceField(Membership.everywhere.none(), label=_("代表"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = DeputyCard.objects.values("member")
        self.fields["member"].queryset = seats.active().exclude(pk__in=known)


class Tags(forms.CharField):
    """A few words with 、 between them; cleans to a list."""

    def clean(self, value):
        return [t for t in re.split(r"[、，,;；\s]+", super().clean(value)) if t]

    def prepare_value(self, value):
        return "、".join(value) if isinstance(value, list | tuple) else value


class Edit(StepForm):
    intro = forms.CharField(
        label=_("自我介绍"), max_length=200, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("公开显示。不要写电话、住址和证件号码。"),
    )  # fmt: skip
    tags = Tags(label=_("专长"), max_length=120, required=False, help_text=_("用顿号分开，最多六项。"))
    takes_letters = forms.BooleanField(label=_("接收群众来信"), required=False)
    photo = FileField(label=_("照片"), required=False, help_text=_("自动缩小，拍摄位置会去掉。"))
    drop_photo = forms.BooleanField(label=_("不再显示照片"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            for name in ("intro", "tags", "takes_letters"):
                self.initial.setdefault(name, getattr(self.row, name))

    def clean_tags(self):
        tags = self.cleaned_data["tags"]
        if len(tags) > MOST_TAGS:
            raise forms.ValidationError(_("最多 %(most)s 项。") % {"most": MOST_TAGS})
        return tags


class Reason(StepForm):
    reason = forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea({"rows": 2}))


class Filter(forms.Form):
    delegation = forms.ModelChoiceField(Organ.everywhere.none(), label=_("代表团"), required=False)
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["delegation"].queryset = Organ.objects.filter(kind="delegation").order_by("name")

    def apply(self, rows, member):
        wanted = self.cleaned_data["delegation"]
        return rows.filter(member__organ=wanted) if wanted else rows


STEPS = {"publish": Publish, "edit": Edit, "hide": Reason}
