"""Questions about correspondents."""

from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from .models import Correspondent

OFFICE = ("clerk", "leader", "admin")


def visible_to(member):
    rows = Correspondent.objects.select_related("member__person", "member__unit", "case").order_by("-pk")
    if member.role in OFFICE:
        return rows
    return rows.filter(member=member) if member.person_id else rows.none()


def active(member):
    return visible_to(member).filter(state="active")


TRAYS = [
    Tray(
        name="active",
        label=_("在册"),
        roles=OFFICE,
        rows=active,
        waits=False,
        empty=_("登记的通讯员会出现在这里。"),
    )
]
