"""Result, answer, proof; and what the citizen says to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.ui.forms import Day, FilesField

from .. import words
from .base import Base, long, pick


class Result(Base):
    """An honest result: solved, planned for a day, or not possible for a reason."""

    autosave = True
    outcome = pick(words.RESULTS, _("办理结果"))
    text = long(_("办理情况"))
    planned_on = forms.DateField(
        label=_("哪一天办成"), required=False, widget=Day, help_text=_("列入计划的必填。")
    )
    reason = forms.CharField(
        label=_("为什么暂时办不了"),
        required=False,
        max_length=500,
        help_text=_("暂难办理的必填，会原样告诉群众。"),
    )
    files = FilesField()  # type: ignore[assignment]

    def clean(self):
        data = super().clean()
        if (
            data.get("outcome") == "planned"
            and not data.get("planned_on")
            and "planned_on" not in self.errors
        ):
            self.add_error("planned_on", _("列入计划的，请写明哪一天办成。"))
        if (
            data.get("outcome") == "cannot"
            and not data.get("reason", "").strip()
            and "reason" not in self.errors
        ):
            self.add_error("reason", _("暂时办不了的，请写明原因。"))
        return data


class Answer(Result):
    """Begins with what the unit reported: say it once."""

    text = long(_("答复群众的话"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        report = self.row.written("report").last() if self.row is not None and self.row.reported_on else None
        if report is not None:
            for name in ("outcome", "text", "planned_on", "reason"):
                self.initial.setdefault(name, getattr(report, name))


class Fulfil(Base):
    text = long(_("落实的依据"), help_text=_("例如验收单、照片、与群众核实的情况。没有落实的不能确认。"))
    files = FilesField()  # type: ignore[assignment]


class Rate(Base):
    rating = pick(words.RATINGS, _("评价"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("哪里不满意"), required=False, max_length=500, help_text=_("不满意的请写明原因。")
    )


class Reopen(Base):
    reason = long(_("为什么要重新办理"))
