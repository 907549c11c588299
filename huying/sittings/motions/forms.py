"""What a text for the vote asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.ballots import words

from ..choices import Asks, ItemChoice, OfSitting, ReasonLine, line, pick, prose
from ..models import Motion

PARAGRAPHS = _("一段一行；修正案按段提出。")


class Table(Asks):
    autosave = True
    item = ItemChoice()
    kind = pick(Motion.KINDS, _("文种"))
    title = line(_("标题"), 200)
    proposer = line(_("提出人"), 120, required=False, help_text=_("如：主任会议、县人民政府。"))
    text = prose(_("正文"), rows=16, help_text=PARAGRAPHS)


class Revise(Asks):
    autosave = True
    text = prose(_("正文"), rows=16, help_text=PARAGRAPHS)
    reason = line(_("理由"), 300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.initial.setdefault("text", "\n".join(self.row.base))


class Put(Asks):
    secrecy = forms.ChoiceField(label=_("表决方式"), choices=list(words.SECRECY.items()), initial="open")


STEPS = {"table": Table, "revise": Revise, "reopen": ReasonLine, "put": Put, "withdraw": ReasonLine}


class Filter(OfSitting):
    """Those of one sitting."""
