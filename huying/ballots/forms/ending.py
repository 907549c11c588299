"""The result, its publication, the next round, the annulment."""

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ui.forms import StepForm

from .asked import prose


class Declare(StepForm):
    publish = forms.BooleanField(label=_("向群众公布结果"), required=False)
    names = forms.BooleanField(
        label=_("同时公布各人所投的票"), required=False, help_text=_("只有记名表决可以，由会议决定。")
    )
    note = prose(_("说明"), rows=2, required=False, most=500)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None and self.row.is_secret:
            del self.fields["names"]


class Publish(StepForm):
    names = forms.BooleanField(label=_("同时公布各人所投的票"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None and self.row.is_secret:
            del self.fields["names"]


class Again(StepForm):
    """Who stands in the next round is asked only where votes are equal at the cut: no law says who of them goes on."""

    sometimes = ("stay", "reason")
    title = forms.CharField(
        label=_("标题"), max_length=120, required=False, help_text=_("不填的按法律规定的名称。")
    )
    stay = forms.MultipleChoiceField(
        label=_("票数相等的，列入谁"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = prose(
        _("取舍的理由"), rows=2, most=500, required=False, help_text=_("如会议怎样决定、怎样抽签。")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is None:
            return
        asked = self.row.result.get("next") or {}
        if tied := asked.get("tied"):
            self.fields["stay"].choices = [(name, name) for name in tied]
            self.fields["stay"].help_text = _t("还可以列入 %(places)s 人。") % {"places": asked["places"]}
        else:
            for name in self.sometimes:
                del self.fields[name]


class Reason(StepForm):
    reason = prose(_("作废的理由"), rows=2, most=500)
