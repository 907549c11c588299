"""Periods of the board: the week, month, quarter that a day lies in, or any two days. Both ends included."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

SPANS = {"week": _("近一周"), "month": _("近一月"), "quarter": _("近一季"), "custom": _("自选")}
DAYS = {"week": 7, "month": 30, "quarter": 91}
LONGEST = 731  # days of a period of one's own


def period(span: str, today: date) -> tuple[date, date]:
    """The last 7, 30 or 91 days up to today."""
    return today - timedelta(days=DAYS[span] - 1), today


def buckets(since: date, until: date) -> list[tuple[str, date]]:
    """[(label, last day)] of at most 13 equal parts: what a trend is counted in."""
    days = (until - since).days + 1
    parts = min(13, max(1, days if days <= 14 else -(-days // 7)))
    ends = [since + timedelta(days=-(-days * (n + 1) // parts) - 1) for n in range(parts)]
    return [(f"{day.month}.{day.day}", day) for day in ends]


def trend(days: list[date], since: date, until: date) -> list[int]:
    """How many of the days fall into each bucket."""
    ends = [end for _label, end in buckets(since, until)]
    counts = [0] * len(ends)
    for day in days:
        counts[next((n for n, end in enumerate(ends) if day <= end), -1)] += 1
    return counts
