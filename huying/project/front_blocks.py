"""THE BLOCKS of the public front page: what each room puts there. A new room adds a line to BLOCKS and a template."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.kernel.words import Words
from huying.portal import queries as portal
from huying.portal.lectures.queries import coming
from huying.portal.public.reading import line
from huying.stations import queries as stations
from huying.suggestions import figures as suggestion_figures
from huying.suggestions import queries as suggestions
from huying.ui.map import Pin, places_map
from huying.ui.small_numbers import nested
from huying.ui.switches import OUTLINE
from huying.voices import queries as voices
from huying.voices.calls import queries as calls

from . import side_by_side

NEWEST, PINS = 5, 40
LOOKED = 80  # newest articles among which the columns of the home page are found


@dataclass(frozen=True)
class Block:
    """`make(today)` gives what the template `project/front/<name>.html` reads, or None; `room` may be switched off."""

    name: str
    title: Words
    room: str
    make: Callable[[date], dict | None]
    wide: bool = False


def _to(name: str, **more) -> str:
    """The address of a page, "" where it does not exist."""
    try:
        return reverse(name, kwargs={"code": scope.current().code, **more})
    except NoReverseMatch:
        return ""


def notices(today: date) -> dict | None:
    """What is pinned, then the newest of the column of notices."""
    rows = (
        portal.published()
        .filter(column__kind="notices")
        .order_by("-is_pinned", "-published_at", "-pk")[:NEWEST]
    )
    found = [line(r) for r in rows]
    return {"rows": found, "more": _to("articles:read")} if found else None


def columns(today: date) -> dict | None:
    """The open columns that stand on the home page, each with its newest pieces; one question for all of them."""
    rows = portal.published().filter(column__state="open", column__on_home=True)
    by_column: dict = {}
    for row in rows.exclude(column__kind__in=("notices", "lectures"))[:LOOKED]:
        by_column.setdefault(row.column, []).append(row)
    made = []
    for column in sorted(by_column, key=lambda c: (c.place, c.pk))[:4]:
        first, *others = [line(r) for r in by_column[column][:4]]
        url = _to("articles:column", pk=column.pk)
        made.append(
            {"title": column.title, "intro": column.intro, "url": url, "first": first, "rows": others}
        )
    return {"columns": made} if made else None


def said(today: date) -> dict:
    """This year's four links, small numbers told as small."""
    total = voices.total(since=date(today.year, 1, 1), until=today)
    names = {"heard": _("已收到"), "answered": _("已答复"), "done": _("已落实")}
    told = nested(total[name] for name in names)
    return {
        "year": today.year,
        "figures": [{"value": value, "label": label} for value, label in zip(told, names.values(), strict=True)],
        "declined": _to("voices:declined"), "taken_down": _to("voices:taken_down"),
    }  # fmt: skip


def proposed(today: date) -> dict:
    """This year's suggestions: assigned, answered; what was solved beside how satisfied the deputies are."""
    total = side_by_side.totals(suggestion_figures.rates(today.year, day=today))
    assigned, replied = nested((total["assigned"], total["replied"]))
    pair, why_not = side_by_side.public(total)
    return {"year": today.year, "assigned": assigned, "replied": replied, "pair": pair, "why_not": why_not}


def newest(today: date) -> dict | None:
    rows = [
        {"title": s.title, "url": _to("suggestions:public_item", pk=s.pk), "unit": str(s.lead_unit or ""),
         "word": suggestions.public_word(s)}
        for s in suggestions.published()[:NEWEST]
    ]  # fmt: skip
    return {"rows": rows, "more": _to("suggestions:public")}


def invited(today: date) -> dict | None:
    """What is open to join: calls for ideas, lectures to come."""
    rows = [
        {"title": c.title, "url": _to("calls:public_call", pk=c.pk), "until": c.closes_on}
        for c in calls.public().filter(state="open", closes_on__gte=today)[:3]
    ]  # fmt: skip
    talks = [{"title": t.title, "at": t.starts_at, "place": t.place} for t in coming(timezone.now(), 3)]
    meet = _to("bookings:offers")
    if not rows and not talks and not meet:
        return None
    return {
        "calls": rows,
        "talks": talks,
        "meet": meet,
        "more": _to("calls:public"),
        "more_talks": _to("articles:talks"),
    }


def places(today: date) -> dict:
    """Stations on a small map and by name."""
    rows = list(stations.open_ones()[:PINS])
    pins = [Pin(lat=_number(s, "lat"), lon=_number(s, "lon"), label=s.name, url=_place(s)) for s in rows]
    placed = [p for p in pins if p.lat is not None]
    drawn = places_map(placed, OUTLINE.of(), height="low", label=str(_("联络站地图")))
    listed = [{"name": s.name, "address": s.address, "url": _place(s)} for s in rows[:4]]
    return {"map": drawn if placed else None, "rows": listed, "more": _to("stations:list")}


def _number(station, name):
    value = getattr(station, name, None)
    return float(value) if value is not None else None


def _place(station) -> str:
    return _to("stations:place", pk=station.pk) or _to("stations:list")


def openly(today: date) -> dict | None:
    """五公开 as far as there is something to read: who they are, what they do, what came of it."""
    kinds = (
        (_("身份公开"), _("本级代表是谁、来自哪里"), "deputies:list"),
        (_("履职情况公开"), _("代表提了什么建议"), "suggestions:public"),
        (_("履职效果公开"), _("说了、答了、办了多少"), "yearly"),
    )
    rows = [{"title": title, "does": does, "url": url} for title, does, name in kinds if (url := _to(name))]
    return {"rows": rows, "find": _to("deputies:find")} if rows else None


def remarks(today: date) -> dict | None:
    """The newest answered remark on the congress's own work (S229)."""
    row = portal.remarks().first()
    one = {"text": row.shown or row.text, "answer": row.answer, "on": row.answered_on} if row else None
    return {"one": one, "more": _to("remarks:public"), "say": _to("remarks:say"), "yearly": _to("yearly")}


BLOCKS = (
    Block("notices", _("通知公告"), "portal", notices),
    Block("invited", _("可以参加的"), "voices", invited),
    Block("said", _("群众说的事"), "voices", said),
    Block("proposed", _("代表建议"), "suggestions", proposed),
    Block("columns", _("专栏"), "portal", columns, wide=True),
    Block("newest", _("新公开的建议和答复"), "suggestions", newest),
    Block("openly", _("代表公开"), "deputies", openly),
    Block("places", _("到联络站说"), "stations", places, wide=True),
    Block("remarks", _("接受监督"), "portal", remarks, wide=True),
)
