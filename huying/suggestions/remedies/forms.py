"""What a report after a failed test asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huying.ui.forms import attachments

from ..asking import Asks, Note, Reason, prose


class Report(Asks):
    autosave = True
    text = prose(
        _("整改情况"), rows=12, help_text=_("针对测评中不满意的方面，写明采取了什么措施、结果如何。")
    )
    signer = forms.CharField(label=_("签发人"), max_length=40, help_text=_("单位负责人签发。"))
    files = attachments()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.initial.setdefault("signer", self.row.unit.head)


STEPS = {"report": Report, "send_back": Reason, "accept": Note, "waive": Reason}
