"""What a resolution asks."""

from django.utils.translation import gettext_lazy as _

from ..choices import Asks, OfSitting, One, day, line, pick
from ..models import Motion, Resolution


def _carried(_form):
    return Motion.objects.filter(state="carried", resolution=None).order_by("-pk")


def _others(form):
    rows = Resolution.objects.exclude(state="repealed").order_by("-adopted_on", "-serial")
    return rows.exclude(pk=form.row.pk) if form.row is not None else rows


class Record(Asks):
    motion = One(Motion, _carried, _("已通过的文本"))
    kind = pick({"": _("按文本的文种"), **Resolution.KINDS}, _("文种"), required=False)
    in_force_on = day(_("施行日期"), required=False, help_text=_("不填为自通过之日起施行。"))


class Correct(Asks):
    title = line(_("标题"), 200)
    in_force_on = day(_("施行日期"), required=False)
    reason = line(_("理由"), 300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            self.initial.setdefault("title", self.row.title)
            self.initial.setdefault("in_force_on", self.row.in_force_on)


class Sign(Asks):
    signer = line(_("签署人"), 60, required=False, help_text=_("不填就是自己。"))
    signed_on = day(_("签署日期"), required=False, help_text=_("不填为今天。"))


class Repeal(Asks):
    repealed_by = One(Resolution, _others, _("由哪一件废止"), required=False)
    reason = line(_("理由"), 300)


STEPS = {"record": Record, "correct": Correct, "sign": Sign, "repeal": Repeal}


class Filter(OfSitting):
    """Those of one sitting."""
