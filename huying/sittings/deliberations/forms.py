"""What opinions of a debate ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Unit
from huying.ui.forms import attachments

from ..choices import Asks, ItemChoice, Many, OfSitting, One, Reason, day, line, pick, prose, units
from ..models import Deliberation, Speech
from .operations import speeches_of


def _speeches(form):
    from ..models import AgendaItem

    key = form.picked("item")
    item = AgendaItem.objects.filter(pk=int(key)).first() if key.isdigit() else None
    if item is not None:
        return speeches_of(item).select_related("speaker__person")
    return Speech.objects.filter(sitting__state__in=("open", "suspended", "closed"), state__in=("spoken", "signed")).exclude(
        text="", summary=""
    ).select_related("speaker__person").order_by("-pk")[:0]  # fmt: skip


class SpeechChoice(Many):
    def label_from_instance(self, obj):
        said = (obj.summary or obj.text).replace("\n", " ")
        return f"{obj.who}：{said[:80]}{'…' if len(said) > 80 else ''}"


class Draft(Asks):
    item = ItemChoice()
    unit = One(Unit, units, _("交哪个单位研究处理"))
    title = line(_("标题"), 200, required=False, help_text=_("不填按议题命名。"))
    speeches = SpeechChoice(
        Speech,
        _speeches,
        _("从这些发言摘取"),
        required=False,
        help_text=_("从议题页进来时列出这一项的发言。"),
    )
    hide_names = forms.BooleanField(label=_("文中不写发言人"), required=False, initial=True)
    text = prose(_("正文"), required=False, help_text=_("不填就按摘取的发言逐条成文，以后可以修改。"))


class Edit(Asks):
    autosave = True
    title = line(_("标题"), 200)
    text = prose(_("正文"), rows=14)
    is_public = forms.BooleanField(label=_("向社会公布"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            for name in ("title", "text", "is_public"):
                self.initial.setdefault(name, getattr(self.row, name))


class Agree(Asks):
    agreed_by = line(_("由哪次会议同意"), 200, help_text=_("如：第三十二次主任会议。"))


class Send(Asks):
    report_by = day(
        _("另定的报告日期"),
        required=False,
        help_text=_("审议意见或者决议另有规定的填写；不填按本级规定的期限。"),
    )


class ReportForm(Asks):
    autosave = True
    text = prose(_("研究处理情况"), rows=14)
    signer = line(_("签发人"), 40)
    is_public = forms.BooleanField(label=_("可以向社会公布"), required=False, initial=True)
    files = attachments(label=_("签发件和附件"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.initial.setdefault("signer", self.row.unit.head)


class Close(Asks):
    verdict = pick(Deliberation.VERDICTS, _("评价"))
    reason = prose(_("说明"), required=False, rows=3)


STEPS = {
    "draft": Draft,
    "edit": Edit,
    "agree": Agree,
    "send": Send,
    "report": ReportForm,
    "send_back": Reason,
    "close": Close,
    "drop": Reason,
}


class Filter(OfSitting):
    """Those of one sitting."""
