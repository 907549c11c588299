"""What minutes ask."""

from django.utils.translation import gettext_lazy as _

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


class Sign(Asks):
    signer = line(_("签字人"), 60, required=False, help_text=_("不填为会议主持人。"))


STEPS = {"draft": Draft, "correct": Correct, "remark": RemarkOn, "sign": Sign}


class Filter(OfSitting):
    """Those of one sitting."""
