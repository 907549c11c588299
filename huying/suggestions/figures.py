"""Rates and statistics: a fixed number of queries, whatever the rows."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, ExtractYear, TruncMonth

from .models import GONE, OPEN, Appraised, Handling, Rating, Suggestion

PARTS = ("attitude", "result")
LEVELS = ("good", "basic", "no")
INSIDE = ("clerk", "leader", "house")


def share(part: int, whole: int) -> float | None:
    """Percent with one decimal; None where there is nothing to divide by."""
    return round(100 * part / whole, 1) if whole else None


def satisfied(good: int, basic: int, no: int) -> float | None:
    """满意率: satisfied and basically satisfied of what was returned; not returned stays out (R-SUG-18)."""
    return share(good + basic, good + basic + no)


def owed(year: int):
    """The answers that units owed, of what was assigned in a year."""
    rows = Handling.objects.filter(is_leaf=True, counts_on__year=year)
    return rows.exclude(role="co").exclude(state__in=GONE)


def _late(day):
    return Q(is_on_time=False) | Q(first_replied_on=None, due_on__lt=day)


def late(year: int, *, day):
    """Those answered too late, or not yet though the day has passed: what `rates` counts as late, the oldest first."""
    return owed(year).filter(_late(day)).select_related("suggestion", "unit").order_by("due_on", "pk")


def rates(year: int, *, member=None, day) -> list[dict]:
    """One row a unit that owed answers assigned in `year`: assigned, replied, on time, solved, satisfied, side by side.

    Who is not of the office reads sealed ratings neither singly nor in sums: they count from the day they open.
    """
    rows = (
        owed(year)
        .values("unit", name=Coalesce("unit__short", "unit__name"), long=F("unit__name"))
        .annotate(
            assigned=Count("pk"),
            replied=Count("pk", filter=Q(first_replied_on__isnull=False)),
            on_time=Count("pk", filter=Q(is_on_time=True)),
            late=Count("pk", filter=_late(day)),
            solved=Count("pk", filter=Q(is_solved=True)),
            redone=Count("pk", filter=Q(round__gt=1)),
        )
    )
    said = _said(year, member, day)
    made: list[dict[str, Any]] = []
    for found_row in rows.order_by("-assigned", "unit"):
        row: dict[str, Any] = dict(found_row)
        row["name"] = row["name"] or row["long"]
        found = said.get(row["unit"], {})
        for part in PARTS:
            counts = [found.get(f"{part}_{level}", 0) for level in LEVELS]
            row |= dict(zip([f"{part}_{level}" for level in LEVELS], counts, strict=True))
            row[f"{part}_rate"], row[f"{part}_rated"] = satisfied(*counts), sum(counts)
        row["unrated"] = row["replied"] - sum(found.get(f"result_{level}", 0) for level in LEVELS)
        row["on_time_rate"] = share(row["on_time"], row["on_time"] + row["late"])
        row["solved_rate"] = share(row["solved"], row["replied"])
        made.append(row)
    return made


def tests(year) -> dict[int, dict]:
    """unit → its last test by the members of the standing committee, and the tests of its suggestions (S073)."""
    found: dict[int, dict] = {}
    rows = Appraised.objects.filter(year=year).exclude(unit=None).order_by("tested_on", "pk")
    for unit, of, rate, outcome in rows.values_list("unit", "suggestion", "rate", "outcome"):
        one = found.setdefault(unit, {"rate": "", "outcome": "", "suggestions": 0, "failed": 0})
        if of is None:
            one |= {"rate": rate, "outcome": outcome}
        else:
            one["suggestions"] += 1
            one["failed"] += outcome == "not_satisfied"
    return found


def _said(year, member, day) -> dict:
    """unit → how often each level was the deputy's last word on what it answered: a no stands while it is handled again,
    until the deputy says something else; an answer that never came, also after a reminder, leaves the rate. To whom the new
    word is still sealed, the one before it stands."""
    known = Rating.objects.all()
    if member is None or member.role not in INSIDE:
        known = known.filter(Q(attitude="no") | Q(result="no") | Q(sealed_until__lt=day))
    later = known.filter(suggestion=OuterRef("suggestion"), round__gt=OuterRef("round"))
    rows = known.filter(
        ~Exists(later), suggestion__handlings__is_leaf=True, suggestion__handlings__first_replied_on__isnull=False,
        suggestion__handlings__role__in=("lead", "separate"), suggestion__handlings__counts_on__year=year,
        suggestion__handlings__state__in=(*OPEN, "replied"),
    ).exclude(suggestion__outcome="unrated")  # fmt: skip
    counts = {f"{p}_{level}": Count("pk", filter=Q(**{p: level})) for p in PARTS for level in LEVELS}
    return {r["unit"]: r for r in rows.values(unit=F("suggestion__handlings__unit")).annotate(**counts)}


STATISTICS = ("states", "months", "fields", "units", "results")


def statistics(rows=None, *, year: int | None = None, parts=STATISTICS) -> dict:
    """Counts of `rows` (all of the congress where not given) by state, month, field, unit and result: a query each."""
    rows = Suggestion.objects.exclude(state="draft") if rows is None else rows
    rows = rows.order_by()
    if year is not None:
        rows = rows.filter(submitted_on__year=year)
    field = Coalesce("field__parent__name", "field__name")
    count = {
        "states": lambda: _counted(rows, "state"),
        "months": lambda: _counted(rows.exclude(submitted_on=None), m=TruncMonth("submitted_on")),
        "fields": lambda: _counted(rows.exclude(field=None), f=field),
        "units": lambda: _counted(rows.exclude(lead_unit=None), "lead_unit__name"),
        "results": lambda: _counted(rows.exclude(result_class=""), "result_class"),
    }
    return {part: count[part]() for part in parts}


def years() -> list[int]:
    """The years in which something was submitted, newest first."""
    found = Suggestion.objects.exclude(submitted_on=None).annotate(y=ExtractYear("submitted_on")).order_by()
    return sorted(found.values_list("y", flat=True).distinct(), reverse=True)


def _counted(rows, *names, **made) -> list[tuple]:
    name = (*names, *made)[0]
    counted = rows.values(*names, **made).annotate(n=Count("pk"))
    return sorted(((r[name], r["n"]) for r in counted), key=lambda pair: str(pair[0]))
