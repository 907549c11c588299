"""Questions about duty rules: which there are, and how far they are kept."""

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership
from huying.kernel.trays import Tray

from ..models import Duty, Reception
from . import people, planning

STAFF = ("admin", "clerk", "leader", "keeper", "deputy")


def visible_to(member) -> QuerySet:
    """Rules in force are known to all who serve by them; drafts only to the office."""
    rows = Duty.objects.select_related("case").order_by("-pk")
    if member.role in ("admin", "clerk", "house"):
        return rows
    return rows.exclude(state="draft") if member.role in STAFF else rows.none()


def in_force(member) -> QuerySet:
    return visible_to(member).filter(state="in_force")


def drafts(member) -> QuerySet:
    return visible_to(member).filter(state="draft")


TRAYS = [
    Tray(name="in_force", label=_("施行中"), roles=STAFF, rows=in_force, waits=False,
         empty=_("还没有施行的履职安排。可以从模板开始。")),
    Tray(name="drafts", label=_("草拟"), roles=("admin", "clerk"), rows=drafts, waits=False, empty=_("没有草拟的履职安排。")),
]  # fmt: skip

COUNTS = {
    "planned": Count("pk", filter=~Q(state="cancelled")),
    "held": Count("pk", filter=Q(state="held")),
    "missed": Count("pk", filter=Q(state="missed")),
    # of those done, who signed in by the code on the station's screen, and whom somebody else entered or corrected
    "by_code": Count("pk", filter=Q(state="held", signed_by="code")),
    "by_hand": Count("pk", filter=Q(state="held", signed_by__in=["entered", "corrected"])),
    "open": Count("pk", filter=Q(state__in=["planned", "announced", "present"])),
}


def seen_by(member):
    """The turns that a member's board counts: all for the office and leaders, their own or their stations' for others."""
    from ..receptions.queries import visible_to as receptions

    return receptions(member).select_related(None).order_by()


def overview(duties, today, member) -> list[dict]:
    """One line a rule: its present period with figures; one query."""
    keys = {d.pk: planning.period_of(d.every, today) for d in duties}
    wanted = Q(pk__in=[])
    for pk, period in keys.items():
        wanted |= Q(duty=pk, period=period.key)
    found = {row["duty"]: row for row in seen_by(member).filter(wanted).values("duty").annotate(**COUNTS)}
    empty = dict.fromkeys(COUNTS, 0)
    return [line(d, keys[d.pk], found.get(d.pk, empty)) for d in duties]


def line(duty, period, row) -> dict:
    return {"duty": duty, "period": period, "percent": percent(row["held"], row["planned"] - row["open"]),
            **{name: row[name] for name in COUNTS}}  # fmt: skip


def percent(held: int, planned: int) -> int | None:
    """Whole percent of what was due, never 100 while one is missing; None where nothing was due yet."""
    return held * 100 // planned if planned else None


def coverage(duty, period, member) -> dict:
    """{"total", "stations", "people", "targets"}: each row {name, planned, held, missed, open, percent}; four queries."""
    rows = seen_by(member).filter(duty=duty, period=period.key)
    total = dict.fromkeys(COUNTS, 0) | rows.aggregate(**COUNTS)
    stations = rows.exclude(station=None).values("station__name").annotate(**COUNTS).order_by("station__name")
    hosts = (
        rows.values("host", "host__person__name", "host__organ__name")
        .annotate(**COUNTS)
        .order_by("host__person__pinyin", "host")
    )
    return {
        "total": {**total, "percent": percent(total["held"], total["planned"] - total["open"])},
        "stations": [_named(row, row["station__name"]) for row in stations],
        "people": [
            _named(row, row["host__person__name"], row["host__organ__name"] or "", row["host"])
            for row in hosts
        ],
        "unseen": unseen(duty, period, member) if duty.what == "visit_deputies" else None,
    }


def _named(row, name, sub="", pk=0) -> dict:
    return {
        "pk": pk,
        "name": name,
        "sub": sub,
        "percent": percent(row["held"], row["planned"] - row["open"]),
        **{n: row[n] for n in COUNTS},
    }


def unseen(duty, period, member) -> dict:
    """遍访: how many front-line deputies there are, how many were seen in this period, and who was not."""
    all_of_them = set(people.front_line())
    held = Reception.objects.filter(duty=duty, period=period.key, state="held", target__in=all_of_them)
    seen = set(held.values_list("target", flat=True))
    left = Membership.objects.filter(pk__in=all_of_them - seen).select_related("person", "organ")
    return {
        "all": len(all_of_them), "seen": len(seen), "percent": percent(len(seen), len(all_of_them)),
        "left": list(left.order_by("organ__name", "person__pinyin")[:300]),
    }  # fmt: skip
