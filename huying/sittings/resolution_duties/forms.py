"""What a duty in a resolution asks."""

from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Unit
from huying.ui.forms import attachments

from ..choices import Asks, One, ReasonLine, day, line, prose, units
from ..models import Resolution


def _open(_form):
    return Resolution.objects.exclude(state="repealed").order_by("-adopted_on", "-serial")


class SetDuty(Asks):
    resolution = One(Resolution, _open, _("决议、决定"))
    text = prose(_("事项"), rows=3)
    unit = One(Unit, units, _("承办单位"))
    finish_on = day(_("完成日期"))


class Note(Asks):
    text = prose(_("进展"), rows=4)
    files = attachments()


class ReportDuty(Asks):
    autosave = True
    result = prose(_("落实结果"), rows=8)
    files = attachments()


class Accept(Asks):
    note = line(_("说明"), 300, required=False)


class SendBack(Asks):
    reason = line(_("理由"), 300)
    finish_on = day(_("新的完成日期"), required=False)


STEPS = {
    "set": SetDuty,
    "note": Note,
    "report": ReportDuty,
    "accept": Accept,
    "send_back": SendBack,
    "lift": ReasonLine,
}
