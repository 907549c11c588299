"""Questions about the units' parts."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huying.kernel import remember
from huying.kernel.clocks import rules
from huying.kernel.roster import Unit
from huying.kernel.trays import Tray

from ..models import GONE, OPEN, Cosign, Handling
from ..queries import OFFICE, SIGNED

ORDER = ("due_on", "-round", "pk")  # of one day what a deputy was not satisfied with comes first
FOR_LISTS = ("suggestion__author__person", "suggestion__field", "unit", "parent__unit", "case")


def visible_to(member) -> QuerySet:
    """The office all; a unit its own parts, those it split, and the other parts of what it is handling; deputies theirs."""
    seen = Q(pk__in=[])
    for hat in (member, *getattr(member, "standing_in_for", ())):
        seen |= _seen(hat)
    return Handling.objects.filter(seen).select_related(*FOR_LISTS).order_by("-pk")


def _seen(member) -> Q:
    if member.role in OFFICE:
        return Q(pk__isnull=False)
    if member.role == "deputy":
        signed = Cosign.objects.filter(deputy=member, answer__in=SIGNED)
        return Q(suggestion__author=member) | Q(suggestion__in=signed.values("suggestion"))
    if member.role == "handler" and member.unit_id:
        own = Handling.objects.filter(unit=member.unit_id).exclude(state__in=GONE)
        return Q(suggestion__in=own.values("suggestion"))
    return Q(pk__in=[])


def own(*states, **more):
    """Parts of the member's own unit in these states, the nearest deadline first."""

    def rows(member):
        return _own(member).filter(state__in=states, **more).order_by(*ORDER)

    return rows


def _own(member):
    """Parts of the member's own unit; in the states that trays ask for, all of them are visible to it."""
    if member.role != "handler" or not member.unit_id:
        return Handling.objects.none()
    return Handling.objects.filter(unit=member.unit_id).select_related(*FOR_LISTS)


def due_soon(member, day=None) -> QuerySet:
    """Own parts whose nearest day falls within the warning time of the reply clock."""
    day = day or timezone.localdate()
    until = day + timedelta(days=rules()[0].setting("suggestion.reply").warn_days)
    return _own(member).filter(state__in=OPEN, due_on__range=(day, until)).order_by("due_on", "pk")


def overdue(member, day=None) -> QuerySet:
    rows = _own(member) if member.role == "handler" else visible_to(member)
    return rows.filter(state__in=OPEN, due_on__lt=day or timezone.localdate()).order_by("due_on", "pk")


def asked(member) -> QuerySet:
    """Requests to return that this member decides."""
    rows = visible_to(member).filter(state="asked").order_by("due_on", "pk")
    return rows.filter(parent__unit=member.unit_id) if member.role == "handler" else rows.filter(parent=None)


def ended(member) -> QuerySet:
    """Open parts of units that were closed: for the office, and for the organ that split it to them."""
    rows = visible_to(member).filter(state__in=OPEN).order_by("due_on", "pk")
    if member.role == "handler":
        return rows.filter(parent__unit=member.unit_id, unit__is_active=False)
    return rows.filter(unit__in=_ended_units())


def _ended_units() -> list[int]:
    """A few; named by their keys, so that the parts of each are found by their index."""
    rows = Unit.objects.filter(is_active=False).values_list("pk", flat=True)
    return remember.until_change("ended-units", lambda: list(rows))


def call_wished(member) -> QuerySet:
    """Units that ask to be called: on the clerk's desk and the lead deputy's own."""
    rows = visible_to(member).filter(call_wished_on__isnull=False, state__in=("received", "split", "replied"))
    return rows.filter(suggestion__author=member) if member.role == "deputy" else rows


TRAYS = [
    Tray(name="offered", label=_("待签收"), roles=("handler",), rows=own("offered"), empty=_("新交办的建议会到这里。")),
    Tray(name="received", label=_("办理中"), roles=("handler",), rows=own("received", "asked", "split"),
         order=ORDER, empty=_("签收以后、答复以前的建议在这里。")),
    Tray(name="overdue", label=_("超期"), roles=("handler", "clerk", "leader"), rows=overdue, pressing=True,
         empty=_("没有超期的办理。")),
    Tray(name="again", label=_("代表不满意，重新办理"), roles=("handler",), rows=own("received", "split", round__gt=1),
         order=ORDER, pressing=True, empty=_("没有代表不满意、需要重新办理的建议。")),
    Tray(name="due_soon", label=_("快到期"), roles=("handler",), rows=due_soon, pressing=True, empty=_("近期没有到期的建议。")),
    Tray(name="opinions", label=_("待提会办意见"), roles=("handler",), rows=own("received", role="co"), pressing=True,
         empty=_("需要本单位提出会办意见的建议会到这里。")),
    Tray(name="ended", label=_("承办单位已停用"), roles=("clerk", "handler"), rows=ended,
         empty=_("没有停用单位还没有办完的建议。")),
    Tray(name="asked", label=_("申请退办"), roles=("clerk", "handler"), rows=asked, empty=_("没有等待答复的退办申请。")),
    Tray(name="call_wished", label=_("承办单位请代表联系"), roles=("clerk", "deputy"), rows=call_wished,
         order=("call_wished_on", "pk"), empty=_("没有等待联系的请求。")),
    Tray(name="replied", label=_("已答复"), roles=("handler",), rows=own("replied"), waits=False,
         empty=_("还没有答复过的建议。")),
]  # fmt: skip
