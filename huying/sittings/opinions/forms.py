"""What giving an opinion and answering it ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..asking import DEPUTIES, ITEMS, Asks, One, Remark, Source, prose
from ..models import Sitting
from ..queries import TOLD

HELD = Source(Sitting, lambda form: Sitting.objects.filter(state__in=TOLD).order_by("-day", "-pk"))


class Give(Asks):
    sometimes = ("author",)
    sitting = One(HELD, _("哪次会议"))
    item = One(ITEMS, _("对哪个议题"), required=False, empty_label=_("整个会议"))
    author = One(DEPUTIES, _("哪位代表"))
    text = prose(_("意见"), 10_000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.member is not None and self.member.role == "deputy":
            del self.fields["author"]
            self.fields["sitting"].queryset = (
                self.fields["sitting"]
                .queryset.filter(summons__member__person=self.member.person_id)
                .distinct()
            )


class Answer(Asks):
    reply = prose(_("答复"), 10_000)
    is_public = forms.BooleanField(label=_("意见和答复可以公开"), required=False)


STEPS = {"give": Give, "answer": Answer, "note": Remark}
