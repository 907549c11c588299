"""Questions about remarks on the congress's own work."""

from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from .models import Remark

OFFICE = ("clerk", "leader", "admin")


def visible_to(member):
    rows = Remark.objects.select_related("case").order_by("-pk")
    return rows if member.role in OFFICE else rows.none()


def in_states(*states):
    def rows(member):
        return visible_to(member).filter(state__in=states)

    return rows


TRAYS = [
    Tray(name="received", label=_("待答复"), roles=("clerk", "leader"), rows=in_states("received"),
         empty=_("群众对人大工作的意见会出现在这里，答复后一起公开。")),
    Tray(name="answered", label=_("已公开答复"), roles=("clerk", "leader"), rows=in_states("answered"), waits=False,
         empty=_("公开答复了的意见会出现在这里。")),
    Tray(name="declined", label=_("不予公开"), roles=("clerk", "leader"), rows=in_states("declined"), waits=False,
         empty=_("没有不予公开的意见。")),
]  # fmt: skip
