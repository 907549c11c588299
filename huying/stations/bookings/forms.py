"""What the steps of a booking ask, and the public forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.ui.forms import FilesField, StepForm
from huying.ui.visitors.guard import Guarded

from ..models import Reception, Slot
from .operations import LONGEST


def wanted(rows=4, **more):
    return forms.CharField(
        label=_("想谈什么"), max_length=LONGEST, widget=forms.Textarea({"rows": rows}), **more
    )


def called():
    return forms.CharField(
        label=_("怎么称呼您"), required=False, max_length=60, widget=forms.TextInput({"autocomplete": "name"})
    )


def telephone():
    return forms.CharField(
        label=_("手机号"), required=False, max_length=40, help_text=_("可以不填；填了，有变动时用短信告诉您。"),
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip


class Book(StepForm):
    """A keeper enters a booking for somebody on the telephone."""

    slot = forms.ModelChoiceField(Slot.everywhere.none(), label=_("云接待"), required=False)
    reception = forms.ModelChoiceField(Reception.everywhere.none(), label=_("到站面谈"), required=False)
    text, author, phone = wanted(), called(), telephone()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        slots = Slot.objects.filter(state="open").select_related("host__person").order_by("day", "pk")
        receptions = Reception.objects.filter(state="announced", capacity__gt=0).select_related(
            "host__person", "duty"
        )
        self.fields["slot"].queryset, self.fields["reception"].queryset = (
            slots,
            receptions.order_by("day", "pk"),
        )


class Say(StepForm):
    text = forms.CharField(
        label=_("留言"), max_length=LONGEST, required=False, widget=forms.Textarea({"rows": 3})
    )
    uploads = FilesField(label=_("照片或者附件"))


class Close(StepForm):
    autosave = True
    summary = forms.CharField(label=_("办结说明"), max_length=LONGEST, widget=forms.Textarea({"rows": 4}),
                              help_text=_("群众凭编号和查询码可以看到。"))  # fmt: skip
    hand_over = forms.BooleanField(label=_("转为民情，交有关单位办理"), required=False)


class Cancel(StepForm):
    reason = forms.CharField(
        label=_("原因"), max_length=500, help_text=_("群众可以看到。"), widget=forms.Textarea({"rows": 2})
    )


STEPS = {"book": Book, "say": Say, "close": Close, "cancel": Cancel}


class Make(Guarded):
    """The citizen's own booking: one screen."""

    text = wanted(5, help_text=_("写个大概就行。不用写身份证号。"))
    author, phone = called(), telephone()
    consent = forms.BooleanField(
        label=_("我已阅读隐私说明，同意为这次接待使用以上信息"),
        error_messages={"required": _("请先阅读并同意隐私说明。")},
    )
