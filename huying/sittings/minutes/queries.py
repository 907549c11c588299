"""Minutes and who sees them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.clocks import rules
from huying.kernel.roster import OrganMember
from huying.kernel.trays import Tray

from ..models import Minutes
from ..reach import OFFICE
from ..summons.models import Summons


def visible_to(member) -> QuerySet:
    """The office all; members of the body from the day on which they are sent round; the chair once they are checked."""
    rows = Minutes.objects.select_related("sitting__organ", "sitting__chair__person", "case").order_by(
        "-sitting__day", "-pk"
    )
    if member.role in OFFICE:
        return rows
    if member.person_id is None:
        return rows.none()
    called = Summons.objects.filter(right="member", member__person=member.person_id).exclude(state="released")
    sent = Q(state__in=("circulated", "signed"), sitting__in=called.values("sitting"))
    return rows.filter(sent | (presided(member) & Q(checked_on__isnull=False)))


def presided(member) -> Q:
    """Sittings whose minutes this person may sign (signing.signers): as their chair, as an executive chair of the session's
    presidium, and where the setting lets the secretary sign, as secretary of the sitting or of the body that held it."""
    posts = OrganMember.objects.filter(member__person=member.person_id, is_active=True)
    leads = Q(sitting__presidium__in=posts.filter(post="chair").values("organ"))
    if rules()[0].value("sittings.minutes_secretary"):
        writes = posts.filter(post="secretary").values("organ")
        leads |= Q(sitting__secretary__person=member.person_id) | Q(sitting__presidium__in=writes)
        leads |= Q(sitting__presidium=None, sitting__organ__in=writes)
    return Q(sitting__chair__person=member.person_id) | leads


def in_state(*states):
    def rows(member):
        return visible_to(member).filter(state__in=states)

    return rows


def to_sign(member):
    """The office follows all of them; whoever presided has their own."""
    rows = visible_to(member).filter(state__in=("drafted", "circulated"))
    return rows if member.role == "clerk" else rows.filter(presided(member))


TRAYS = [
    Tray(name="to_sign", label=_("待签字的纪要"), roles=("clerk", "leader", "deputy"), rows=to_sign, order=("pk",),
         empty=_("没有等待签字的纪要。")),
    Tray(name="to_read", label=_("征求意见的纪要"), roles=("deputy",), rows=in_state("circulated"), order=("pk",),
         empty=_("没有征求您意见的纪要。")),
]  # fmt: skip
