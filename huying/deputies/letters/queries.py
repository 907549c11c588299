"""Questions about letters."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..models import Letter

KIND = "letter"
HERE = ("member__person", "station", "taken_by__person", "answered_by__person", "case")


def visible_to(member) -> QuerySet:
    """A deputy the own ones; a keeper those to deputies of the stations kept; the clerk all. A leader reads figures only."""
    rows = Letter.objects.select_related(*HERE).order_by("-pk")
    if member.role == "clerk":
        return rows
    if member.role == "deputy":
        return rows.filter(member=member).exclude(state="said")
    if member.role == "keeper":
        posted = Q(member__postings__station__keepers=member, member__postings__state="confirmed")
        kept = Letter.objects.filter(posted | Q(station__keepers=member)).values("pk")
        return rows.filter(pk__in=kept)
    return rows.none()


def waiting(member) -> QuerySet:
    return visible_to(member).filter(state="received").order_by("due_on", "pk")


def alerted(member) -> QuerySet:
    """Past the deputy's days: somebody has to follow it up."""
    return visible_to(member).filter(state="received", alerted_on__isnull=False).order_by("alerted_on", "pk")


def unconfirmed(member) -> QuerySet:
    return visible_to(member).filter(state="said")


TRAYS = [
    Tray(name="waiting", label=_("待回的信"), roles=("deputy", "clerk"), rows=waiting, empty=_("群众写给您的信会出现在这里。")),
    Tray(name="alerted", label=_("超期未回的信"), roles=("keeper", "clerk"), rows=alerted, pressing=True,
         empty=_("代表没有按时回的信会出现在这里，请跟进。")),
    Tray(name="followed", label=_("等代表回的信"), roles=("keeper",), rows=waiting, waits=False,
         empty=_("写给本站代表、还没有回的信会出现在这里。")),
    Tray(name="unconfirmed", label=_("待确认的信"), roles=("keeper", "clerk"), rows=unconfirmed, waits=False,
         empty=_("没有等待确认的信。")),
]  # fmt: skip


def by_number(number: str) -> Letter | None:
    """The letter with this number, for whoever will have to prove that it is theirs."""
    words = number.strip()[:32]
    return Letter.objects.select_related(*HERE).filter(number__in=[words.upper(), words]).first()
