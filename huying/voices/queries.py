"""Questions about voices. `visible_to` is the only source of rows; everything else narrows it."""

from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huying.kernel import slipcodes
from huying.kernel.remember import until_change
from huying.kernel.roster import Unit
from huying.kernel.trays import Tray

from .called import still_read
from .models import Alarm, Voice, areas_of, stations_of

OPEN = ("heard", "consulting", "handed", "adopted")
FOR_LISTS = ("station", "area", "field__parent", "unit", "deputy__person")


def visible_to(member) -> QuerySet:
    """The voices that a member may see, newest first; nobody without an account sees any here."""
    rows = Voice.objects.select_related(*FOR_LISTS).order_by("-pk")
    if member.role in ("clerk", "leader", "house"):
        return rows
    if member.role == "keeper":
        return rows.filter(_kept(member))
    if member.role == "deputy":
        return rows.filter(Q(deputy=member) | Q(heard_by=member) | _open_to(member))
    if member.role == "handler" and member.unit_id:
        called = _called(member.unit_id)
        return rows.filter(Q(unit=member.unit_id) | Q(pk__in=called) if called else Q(unit=member.unit_id))
    return rows.none()


def _called(unit: int) -> list[int]:
    """Voices on which a unit was called to consult: a few, asked for by themselves so that its own are found by their index."""
    today = _today()
    return until_change(f"called:{unit}", lambda: still_read(unit, today), day=today)


def consulted(member) -> QuerySet:
    """Called to consult, without a conclusion yet."""
    return visible_to(member).filter(state="consulting")


def _kept(member) -> Q:
    kept = Q(heard_by=member) | Q(station__in=stations_of(member))
    if member.area_id:
        kept |= Q(area=member.area_id) | Q(area__parent=member.area_id)
    if areas := areas_of(member):
        kept |= Q(station=None) & (Q(area__in=areas) | Q(area__parent__in=areas))
    return kept


def _open_to(member) -> Q:
    free = Q(state__in=["heard", "consulting"], is_protected=False)
    if member.area_id:
        free &= Q(area=member.area_id) | Q(area__parent=member.area_id)
    return free


def in_states(*states):
    return lambda member: visible_to(member).filter(state__in=states)


def urgent(member) -> QuerySet:
    """急难愁盼: marked by a person and not yet answered, or by the rules of urgency and not yet looked at: also what
    was said and not yet confirmed."""
    marked = ~Q(urgency="none") & Q(state__in=OPEN)
    return ranked(visible_to(member).filter(marked | Q(pk__in=_alarmed(), state__in=("said", *OPEN))))


def _alarmed():
    """Voices whose alarm nobody has looked at."""
    return Alarm.objects.filter(state="raised").values("voice")


def ranked(rows) -> QuerySet:
    """What nobody has looked at first, then what endangers, then what presses; within them as their days come."""
    place = Case(
        When(pk__in=_alarmed(), then=0),
        When(urgency="danger", state__in=("heard", "consulting"), then=1),
        When(urgency="danger", then=2),
        When(urgency="urgent", then=3),
        default=4,
    )
    alarmed = Exists(Alarm.objects.filter(voice=OuterRef("pk"), state="raised"))
    return rows.annotate(is_alarmed=alarmed, place_in_line=place)


def to_triage(member) -> QuerySet:
    return ranked(visible_to(member).filter(state="heard"))


def flagged(member) -> QuerySet:
    """Holds a word of the watch list and was not triaged yet."""
    return visible_to(member).filter(is_flagged=True, state__in=("said", "heard"))


def briefed(member) -> QuerySet:
    """Brought before the leaders, waiting for their word."""
    return visible_to(member).filter(briefed_on__isnull=False, instructed_on=None, state__in=OPEN)


def waiting_for_answer(member) -> QuerySet:
    """The unit has reported; the citizen has not been answered."""
    return visible_to(member).filter(state="handed", reported_on__isnull=False)


def overdue(member, today=None) -> QuerySet:
    """Open voices whose nearest clock has run out before `today`."""
    rows = visible_to(member).filter(state__in=OPEN, due_on__lt=today or _today())
    return rows.filter(unit=member.unit_id) if member.role == "handler" else rows


def needing_office(member) -> QuerySet:
    return visible_to(member).filter(state="handed", needs_office=True)


def unit_ended(member) -> QuerySet:
    """In the hands of a unit that was closed, which has not reported."""
    rows = visible_to(member).filter(state="handed", reported_on=None)
    if member.role == "keeper":  # few rows; of all, those of a few units are found by their index
        return rows.filter(unit__is_active=False)
    return rows.filter(unit__in=until_change("ended-units", _ended_units))


def _ended_units() -> list[int]:
    return list(Unit.objects.filter(is_active=False).values_list("pk", flat=True))


def adoptable(member) -> QuerySet:
    return visible_to(member).filter(_open_to(member))


def adopted(member) -> QuerySet:
    return visible_to(member).filter(deputy=member, state="adopted")


def to_receive(member) -> QuerySet:
    return visible_to(member).filter(state="handed", received_on=None, unit=member.unit_id)


def in_hand(member) -> QuerySet:
    return visible_to(member).filter(
        state="handed", received_on__isnull=False, reported_on=None, unit=member.unit_id
    )


def promised(member) -> QuerySet:
    """Answered as solved or planned, not yet carried out."""
    return visible_to(member).filter(state="answered", outcome__in=["solved", "planned"], fulfilled_on=None)


def _today():
    return timezone.localdate()  # a tray is a door: it asks the day once, at the counter


HOUSE = ("keeper", "clerk")
FIRST = ("place_in_line", "due_on", "pk")
TRAYS = [
    Tray(name="heard", label=_("待分诊"), roles=HOUSE, rows=to_triage, order=FIRST,
         empty=_("新登记和网上确认的民情会出现在这里，请在期限内分诊。")),
    Tray(name="urgent", label=_("急难愁盼"), roles=(*HOUSE, "leader"), rows=urgent, pressing=True,
         order=FIRST,
         empty=_("标为急难愁盼、危及安全而还没有答复的会出现在这里。")),
    Tray(name="flagged", label=_("用语提示"), roles=HOUSE, rows=flagged, waits=False,
         empty=_("含有本级提示名单里词语、还没有分诊的会出现在这里，由人判断。")),
    Tray(name="briefed", label=_("呈报待批"), roles=("leader",), rows=briefed,
         empty=_("呈报上来、还没有批示的急难愁盼会出现在这里。")),
    Tray(name="consulting", label=_("会诊中"), roles=HOUSE, rows=in_states("consulting"),
         empty=_("召集会诊、还没有结论的会出现在这里。")),
    Tray(name="waiting_for_answer", label=_("待答复"), roles=HOUSE, rows=waiting_for_answer,
         empty=_("承办单位反馈了结果、还没有答复群众的会出现在这里。")),
    Tray(name="needing_office", label=_("待协调"), roles=("clerk",), rows=needing_office,
         empty=_("承办单位报请协调的会出现在这里，由机关指定承办单位。")),
    Tray(name="unit_ended", label=_("承办单位已停用"), roles=HOUSE, rows=unit_ended, order=("due_on", "pk"),
         empty=_("没有停用单位还没有办完的民情。")),
    Tray(name="overdue", label=_("超期"), roles=(*HOUSE, "leader"), rows=overdue, pressing=True, empty=_("没有超期的民情。")),
    Tray(name="handed", label=_("已转交"), roles=HOUSE, rows=in_states("handed"), waits=False,
         empty=_("转交给各单位、正在办理的会出现在这里。")),
    Tray(name="taken", label=_("代表已认领"), roles=HOUSE, rows=in_states("adopted"), waits=False,
         empty=_("代表认领、随建议办理的会出现在这里。")),
    Tray(name="promised", label=_("待落实"), roles=(*HOUSE, "handler"), rows=promised, waits=False,
         empty=_("答复说已解决或者列入计划、还没有确认落实的会出现在这里。")),
    Tray(name="answered", label=_("已答复"), roles=HOUSE, rows=in_states("answered", "settled"), waits=False,
         empty=_("已经答复群众的会出现在这里。")),
    Tray(name="adoptable", label=_("可认领"), roles=("deputy",), rows=adoptable,
         empty=_("您联系的片区有新的民情时会出现在这里，认领后可以据此起草建议。")),
    Tray(name="adopted", label=_("我认领的"), roles=("deputy",), rows=adopted, again=True,  # its draft waits too
         empty=_("您认领的民情会出现在这里。")),
    Tray(name="to_receive", label=_("待接收"), roles=("handler",), rows=to_receive,
         empty=_("转交给本单位的民情会出现在这里，请接收或者说明理由退回。")),
    Tray(name="in_hand", label=_("办理中"), roles=("handler",), rows=in_hand, empty=_("已经接收的民情会出现在这里。")),
    Tray(name="consulted", label=_("请本单位会诊"), roles=("handler",), rows=consulted,
         empty=_("请本单位参加会诊、还没有结论的会出现在这里。")),
    Tray(name="unit_overdue", label=_("超期"), roles=("handler",), rows=overdue, pressing=True, empty=_("没有超期的民情。")),
]  # fmt: skip


def by_number(number: str) -> Voice | None:
    """The voice with this number, for whoever will have to prove that it is theirs."""
    rows = Voice.objects.select_related("case", "station", "merged_into", "unit")
    return (
        rows.filter(number=slipcodes.number(number)).first()
        or rows.filter(number=number.strip()[:32]).first()
    )


# the one meaning of "received": never what its writer did not confirm; what another system handed over was received there
RECEIVED = ~Q(state="said") & ~(Q(state="declined", confirmed_at=None) & ~Q(channel="import"))
SAID = Count("pk")
HEARD = Count("pk", filter=RECEIVED)
ANSWERED = Count("pk", filter=Q(answered_on__isnull=False) & ~Q(outcome="declined"))
DONE = Count("pk", filter=Q(fulfilled_on__isnull=False))
LINKS = {"said": SAID, "heard": HEARD, "answered": ANSWERED, "done": DONE}


def total(*, since, until) -> dict[str, int]:
    """Said → heard → answered → done between two days (both included); one query."""
    return Voice.objects.filter(heard_on__range=(since, until)).order_by().aggregate(**LINKS)


def figures(*, since, until) -> dict:
    """Said → heard → answered → done between two days (both included): totals, and by month, field, station.

    Three queries, whatever the rows: {"total": {...}, "months": [...], "fields": [...], "stations": [...]}.
    """
    rows: Any = Voice.objects.filter(heard_on__range=(since, until)).order_by()
    months = list(
        rows.annotate(month=TruncMonth("heard_on")).values("month").annotate(**LINKS).order_by("month")
    )
    fields = list(rows.values("field__parent__name", "field__name").annotate(**LINKS).order_by("-said"))
    stations = list(rows.values("station__name").annotate(**LINKS).order_by("-said"))
    total = {name: sum(m[name] for m in months) for name in LINKS}
    return {"total": total, "months": months, "fields": fields, "stations": stations}
