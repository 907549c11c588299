"""Questions about petitions."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from .. import queries as voices
from .models import Petition


def visible_to(member) -> QuerySet:
    """Office and leaders all, a keeper those of their voices, a unit what it handles."""
    rows = Petition.objects.select_related("voice__area", "unit").order_by("-pk")
    if member.role in ("clerk", "leader", "house"):
        return rows
    if member.role == "keeper":
        return rows.filter(voice__in=voices.visible_to(member).order_by().values("pk"))
    if member.role == "handler" and member.unit_id:
        return rows.filter(unit=member.unit_id).exclude(state="registered")
    return rows.none()


def in_states(*states):
    return lambda member: visible_to(member).filter(state__in=states)


HOUSE = ("keeper", "clerk")
TRAYS = [
    Tray(name="registered", label=_("待告知"), roles=HOUSE, rows=in_states("registered"),
         empty=_("登记了、还没有告知是否受理的信访事项会出现在这里。")),
    Tray(name="accepted", label=_("办理中"), roles=(*HOUSE, "handler"), rows=in_states("accepted"),
         empty=_("受理了、正在办理的信访事项会出现在这里。")),
    Tray(name="reviewing", label=_("复查、复核中"), roles=HOUSE, rows=in_states("reviewing", "rereviewing"),
         empty=_("请求复查、复核的会出现在这里。")),
]  # fmt: skip


def of(voice) -> Petition | None:
    """The running petition of a voice, for the page on which the citizen follows it."""
    return Petition.objects.filter(voice=voice).order_by("-pk").first()
