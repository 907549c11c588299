"""Questions about what was said in threads."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..consultations import queries as consultations
from ..models import Post, stations_of


def visible_to(member) -> QuerySet:
    """Hosts all of their threads; those who take part what is shown."""
    rows = Post.objects.select_related("consultation__station", "member__person").order_by("-pk")
    if member.role in ("clerk", "leader", "house"):
        return rows
    if member.role in ("keeper", "deputy", "handler"):
        seen = consultations.visible_to(member).order_by().values("pk")
        hosted = Q(consultation__host=member)
        if member.role == "keeper":
            hosted |= Q(consultation__station__in=stations_of(member))
        return rows.filter(hosted | Q(consultation__in=seen, state="shown"))
    return rows.none()


def waiting(member) -> QuerySet:
    return visible_to(member).filter(state="waiting", consultation__state="open")


TRAYS = [
    Tray(name="waiting", label=_("待显示的发言"), roles=("clerk", "keeper", "deputy"), rows=waiting,
         empty=_("群众在讨论里的发言会先出现在这里，看过后显示。")),
]  # fmt: skip
