"""Four links said → heard → answered → done: how many came through each, how many were lost there, and why (S051)."""

from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import Coalesce, TruncMonth
from django.utils.translation import gettext_lazy as _

from huying.kernel.fields import said

from .. import queries, words
from ..models import Voice

DONE = Q(fulfilled_on__isnull=False)
ANSWERED = Q(answered_on__isnull=False) & ~Q(outcome="declined")
RATED = ~Q(rating="")
PARTS = {
    "said": Count("pk"),
    "heard": Count("pk", filter=queries.RECEIVED),
    "answered": Count("pk", filter=ANSWERED),
    "done": Count("pk", filter=DONE),
    # why something is not in the next link
    "unconfirmed": Count("pk", filter=~queries.RECEIVED),
    "declined": Count("pk", filter=queries.RECEIVED & Q(state="declined")),
    "merged": Count("pk", filter=Q(state="merged")),
    "waiting": Count("pk", filter=Q(state__in=queries.OPEN) & Q(answered_on=None)),
    "explained": Count("pk", filter=Q(outcome="explained") & ~DONE),
    "referred": Count("pk", filter=Q(outcome="referred") & ~DONE),
    "cannot": Count("pk", filter=Q(outcome="cannot") & ~DONE),
    "promised": Count("pk", filter=Q(outcome__in=["solved", "planned"]) & ~DONE),
    "rated": Count("pk", filter=RATED),
    "content": Count("pk", filter=Q(rating__in=["satisfied", "basically"])),
    "reopened": Count("pk", filter=Q(reopened=1)),
}
WHY = {  # link → what may have kept a voice from the next one
    "said": {"unconfirmed": _("没有确认")},
    "heard": {"declined": _("不予受理"), "waiting": _("还在办"), "merged": _("已并案，随那一件答复")},
    "answered": {
        "explained": _("只能解释说明"), "referred": _("引导到法定途径"), "cannot": _("暂难办理"),
        "promised": _("答应了、还没有落实"),
    },
}  # fmt: skip
LINKS = {"said": _("说了"), "heard": _("听了"), "answered": _("答了"), "done": _("办了")}
SIDES = {
    "station": ("station__name", _("联络站")),
    "field": ("top", _("领域")),  # annotated below
    "unit": ("unit__name", _("承办单位")),
    "channel": ("channel", _("来源")),
    "kind": ("kind", _("类型")),
}


def rows(*, since: date, until: date, **narrowed):
    """Voices that came in between two days; `narrowed` by station, field (top), unit, channel or kind."""
    found = Voice.objects.filter(heard_on__range=(since, until)).order_by()
    for name, value in narrowed.items():
        if not value:
            continue
        if name == "field":
            found = found.filter(Q(field=value) | Q(field__parent=value))
        else:
            found = found.filter(**{name: value})
    return found


def parts(today: date) -> dict:
    """The counts of PARTS, with what is late on this day."""
    late = Q(state__in=queries.OPEN) & Q(answered_on=None) & Q(due_on__lt=today)
    return {**PARTS, "late": Count("pk", filter=late)}


def total(found, today: date) -> dict:
    return with_rates(found.aggregate(**parts(today)))


def by(found, side: str, today: date) -> list[dict]:
    """One line for each station, field, unit, channel or kind: {"name", ...PARTS, rates}, most said first."""
    column, names = SIDES[side][0], {"channel": words.CHANNELS, "kind": words.KINDS}.get(side, {})
    if side == "field":
        found = found.annotate(top=Coalesce("field__parent__name", "field__name"))
    lines = []
    for line in found.values(column).annotate(**parts(today)).order_by("-said", column):
        name = line.pop(column)
        name = said(name) if side == "field" and name else name
        lines.append(with_rates({"name": names.get(name, name) or _("没有写明"), **line}))
    return lines


def monthly(found, today: date) -> list[dict]:
    """[{"month": first day, ...PARTS}] in order."""
    return list(
        found.annotate(month=TruncMonth("heard_on"))
        .values("month")
        .annotate(**parts(today))
        .order_by("month")
    )


def trend(found, months: list, most: int = 5) -> dict:
    """{top field: [count in each of these months]} for the fields with most voices."""
    counted: dict[str, dict] = {}
    named = found.filter(queries.RECEIVED).annotate(top=Coalesce("field__parent__name", "field__name"))
    for month, top, n in (
        named.annotate(month=TruncMonth("heard_on")).values_list("month", "top").annotate(n=Count("pk"))
    ):
        counted.setdefault(said(top) if top else str(_("没有分类")), {})[month] = n
    ranked = sorted(counted.items(), key=lambda pair: -sum(pair[1].values()))
    return {name: [by_month.get(m, 0) for m in months] for name, by_month in ranked[:most]}


def with_rates(line: dict) -> dict:
    """Percent of what was heard: answered, done; of what was rated: content. None where nothing can be divided."""
    line["answered_rate"] = _percent(line["answered"], line["heard"])
    line["done_rate"] = _percent(line["done"], line["heard"])
    line["content_rate"] = _percent(line["content"], line["rated"])
    return line


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def losses(line: dict) -> list[dict]:
    """[{"link", "label", "count", "lost", "why": [(label, count)]}]: where voices stop, in order."""
    names = list(LINKS)
    told = []
    for here, following in zip(names, [*names[1:], ""], strict=True):
        lost = line[here] - line[following] if following else 0
        why = [(label, line[key]) for key, label in WHY.get(here, {}).items() if line[key]]
        told.append(
            {"link": here, "label": LINKS[here], "count": line[here], "lost": max(0, lost), "why": why}
        )
    return told
