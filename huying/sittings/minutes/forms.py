"""What minutes ask."""

from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership

from ..choices import Asks, OfSitting, One, line, prose
from ..models import Sitting


def _closed(_form):
    return Sitting.objects.filter(state="closed", minutes=None).order_by("-day", "-pk")


class Draft(Asks):
    sitting = One(Sitting, _closed, _("哪次会议"))


class Correct(Asks):
    autosave = True
    text = prose(_("正文"), rows=24, help_text=_("一段一行；“一、”“（一）”开头的行是标题。"))
    reason = line(_("更正理由"), 300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.initial.setdefault("text", self.row.text)


class RemarkOn(Asks):
    text = prose(_("意见"), rows=4)


def _signers(form):
    may = form.row.presiding_members() if form.row is not None else []
    return Membership.objects.filter(pk__in=[m.pk for m in may]).select_related("person").order_by("pk")


class Sign(Asks):
    """Whoever presided signs without being asked anything; the clerk says whose signature stands on the paper."""

    sometimes = ("signer",)
    signer = One(Membership, _signers, _("谁在纸上签了字"), required=False, empty_label=_("会议主持人"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.member is not None and self.member.role != "clerk":
            del self.fields["signer"]


STEPS = {"draft": Draft, "correct": Correct, "remark": RemarkOn, "sign": Sign}


class Filter(OfSitting):
    """Those of one sitting."""
