"""Questions about teams."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel import visibility
from huying.kernel.trays import Tray

from ..models import Team
from ..receptions.models import kept_by

MOST = 60


def visible_to(member) -> QuerySet:
    """The office all; each party its own."""
    rows = Team.objects.select_related(
        "area__parent", "leader__person", "deputy__person", "station", "case"
    ).order_by("-pk")
    if member.role in ("admin", "clerk", "house", "leader"):
        return rows
    seen = Q(pk__in=[])
    for hat in (member, *member.standing_in_for):
        seen |= Q(deputy=hat) | Q(station__in=kept_by(hat)) if hat.role in ("deputy", "keeper") else seen
    return rows.filter(seen)


def bound(member) -> QuerySet:
    return visible_to(member).filter(state="bound")


TRAYS = [
    Tray(name="bound", label=_("四方联动"), roles=("clerk", "leader", "deputy", "keeper"), rows=bound, waits=False,
         empty=_("还没有结成四方联动的片区。")),
]  # fmt: skip


def matters(team, member):
    """What was said in the area, as far as this reader may see it: asked through the kernel, for voices are a room above."""
    rows = visibility.rows("voices", member)
    if rows is None:
        return []
    return list(rows.filter(Q(area=team.area_id) | Q(area__parent=team.area_id)).order_by("-pk")[:MOST])
