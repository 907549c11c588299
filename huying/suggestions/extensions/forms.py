"""What asking for a longer term asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..asking import Asks, Note, One, Reason, Source, prose
from ..models import Handling


def _own(form):
    rows = Handling.objects.filter(state__in=("received", "split"), round=1, extended=False).exclude(
        role="co"
    )
    unit = form.member.unit_id if form.member is not None else None
    return rows.filter(unit=unit).select_related("suggestion", "unit").order_by("due_on", "pk")


class Ask(Asks):
    handling = One(Source(Handling, _own), _("哪一件"))
    broad_and_hard = forms.BooleanField(
        label=_("涉及面广、处理难度大"),
        required=False,
        help_text=_("只有这一类可以在六个月内答复（代表法第五十一条第二款）。"),
    )
    reason = prose(_("延期理由"), help_text=_("期限自交办之日起最长六个月；应当在原期限届满以前取得同意。"))


STEPS = {"ask": Ask, "grant": Note, "refuse": Reason}
