"""What the steps of an article ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.ui.forms import Day, FileField, StepForm, attachments

from . import words
from .models import Column

LONGEST = words.LONGEST
MARKS = _("空一行分段；行首写 ## 为小标题，- 为列点，**字** 为加粗。网页代码按原样显示。")


def prose(label, *, rows=4, required=True, help_text="", most=LONGEST) -> Any:
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        help_text=help_text,
        widget=forms.Textarea({"rows": rows}),
    )


def pick(label, choices, **more) -> Any:
    return forms.ChoiceField(label=label, choices=[("", _("请选择")), *choices.items()], **more)


class Numbers(forms.CharField):
    """Several case numbers, apart by blanks or lines."""

    def clean(self, value):
        return (super().clean(value) or "").replace("，", " ").replace(",", " ").replace("、", " ").split()

    def prepare_value(self, value):
        return " ".join(value) if isinstance(value, list) else value


class Write(StepForm):
    """Title, words, column; the rest may stay empty."""

    autosave = True
    title = forms.CharField(label=_("标题"), max_length=120)
    column = forms.ModelChoiceField(
        Column.everywhere.none(), label=_("栏目"), required=False, empty_label=_("不放入栏目")
    )
    summary = forms.CharField(
        label=_("摘要"), max_length=200, required=False, help_text=_("出现在列表和转发里；不写就取正文开头。")
    )
    text = prose(_("正文"), rows=14, help_text=MARKS)
    cover = FileField(label=_("题图"), required=False, help_text=_("会缩小并去掉拍摄位置。"))
    cover_alt = forms.CharField(
        label=_("图片说明"), max_length=100, required=False, help_text=_("读屏的人靠它知道图上是什么。")
    )
    files = attachments()
    byline = forms.CharField(label=_("署名"), max_length=60, required=False)
    origin = forms.CharField(label=_("来源"), max_length=60, required=False)
    cases = Numbers(
        label=_("关联的民情或者建议"), max_length=400, required=False,
        help_text=_("填编号，空格隔开；文末会显示它们公开的进度。"),
    )  # fmt: skip
    outlets = forms.MultipleChoiceField(
        label=_("同时送往"), choices=words.OUTLETS, required=False, widget=forms.CheckboxSelectMultiple
    )
    is_pinned = forms.BooleanField(label=_("置顶"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "column" in self.fields:
            self.fields["column"].queryset = Column.objects.filter(state="open").order_by("place", "pk")
        if self.row is not None:
            for name in self.fields:
                if name not in ("cover", "files") and hasattr(self.row, name):
                    self.initial.setdefault(name, getattr(self.row, name))


class Contribute(Write):
    """A correspondent sends in words and pictures; column and channels are the office's."""

    column = outlets = is_pinned = cases = origin = None  # type: ignore[assignment] # None takes a field away


class Correct(StepForm):
    title = forms.CharField(label=_("标题"), max_length=120)
    text = prose(_("正文"), rows=14, help_text=MARKS)
    note = forms.CharField(
        label=_("更正说明"), max_length=300, help_text=_("公开显示在文末，如：第三段日期应为3月2日。")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.initial.setdefault("title", self.row.title)
            self.initial.setdefault("text", self.row.text)


class Approve(StepForm):
    publish_on = forms.DateField(
        label=_("发布日期"), required=False, widget=Day(), help_text=_("不填就是今天。")
    )


class Reason(StepForm):
    reason = prose(_("理由"), rows=2, most=500)


class Withdraw(StepForm):
    kind = pick(_("撤下的原因"), words.WITHDRAWALS)
    reason = prose(_("向群众说明的理由"), rows=2, most=300, help_text=_("会公开显示在原地址和撤下记录里。"))


class Elsewhere(StepForm):
    medium = forms.CharField(label=_("媒体"), max_length=60)
    level = pick(_("级别"), words.LEVELS)
    on = forms.DateField(label=_("刊发日期"), widget=Day())
    url = forms.URLField(label=_("网址"), required=False, max_length=300, assume_scheme="https")


class Story(StepForm):
    number = forms.CharField(
        label=_("编号"), max_length=32, help_text=_("已公开的代表建议的编号；办理经过会写进草稿。")
    )
    column = forms.ModelChoiceField(
        Column.everywhere.none(), label=_("栏目"), required=False, empty_label=_("不放入栏目")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Column.objects.filter(state="open").order_by("place", "pk")
        self.fields["column"].queryset = rows


class Filter(forms.Form):
    column = forms.ModelChoiceField(
        Column.everywhere.none(), label=_("栏目"), required=False, empty_label=_("全部")
    )
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["column"].queryset = Column.objects.order_by("place", "pk")

    def apply(self, rows, member):
        column = self.cleaned_data.get("column")
        return rows.filter(column=column) if column else rows


STEPS = {
    "draft": Write, "contribute": Contribute, "amend": Write, "tell_story": Story, "send_back": Reason, "approve": Approve,
    "take_back": Reason, "correct": Correct, "withdraw": Withdraw, "restore": Reason, "drop": Reason, "log_elsewhere": Elsewhere,
}  # fmt: skip
