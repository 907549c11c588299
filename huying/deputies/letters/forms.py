"""What the steps of a letter ask those who work here."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.ui.forms import StepForm, attachments

from . import words


def prose(label, rows=4, most=5000, **more):
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea({"rows": rows}), **more)


class Answer(StepForm):
    autosave = True
    text = prose(_("回信"), rows=8, help_text=_("写信人凭编号和查询码看到。不要写他人的电话和住址。"))
    files = attachments()


class Hand(StepForm):
    note = prose(_("说明"), rows=2, most=300, required=False)


class Decline(StepForm):
    reason = forms.ChoiceField(label=_("理由"), choices=words.BY_HAND, help_text=_("写信人会看到这个理由。"))


class Rate(StepForm):
    rating = forms.ChoiceField(label=_("您满意吗"), choices=words.RATINGS, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("想说的话"), max_length=300, required=False)


class Unmask(StepForm):
    text = forms.CharField(label=_("查看的理由"), max_length=300)


class Correct(StepForm):
    author = forms.CharField(label=_("姓名"), max_length=60, required=False)
    phone = forms.CharField(label=_("手机号"), max_length=40, required=False)


STEPS = {
    "answer": Answer, "hand_to_triage": Hand, "decline": Decline, "rate": Rate, "unmask": Unmask, "correct": Correct,
}  # fmt: skip
