"""Questions about the contact network: who sees what, who is behind, where the gaps are."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import OrganMember
from huying.kernel.trays import Tray

from .. import queries as seats
from ..models import Contact, ContactPair, ContactPlan
from ..postings.queries import unposted
from .counting import Kept, by_layer, percent, window

OFFICE = ("clerk", "leader", "admin")
PAIR = ("upper__person", "lower__person", "organ", "group", "area", "station", "plan")


def plans(member) -> QuerySet:
    """Plans are open to all who work here."""
    rows = ContactPlan.objects.select_related("case").order_by("-pk")
    return rows if member.role in (*OFFICE, "deputy", "keeper") else rows.none()


def _mine(member) -> Q:
    own = Q(upper=member) | Q(lower=member)
    return own | Q(organ=member.organ_id) if member.organ_id else own


def pairs(member) -> QuerySet:
    """The office all; a deputy those in which they stand above or below."""
    rows = ContactPair.objects.select_related(*PAIR, "case").order_by("-pk")
    if member.role in OFFICE:
        return rows
    return rows.filter(_mine(member)) if member.role == "deputy" else rows.none()


def contacts(member) -> QuerySet:
    """As the pairs they belong to."""
    rows = Contact.objects.select_related(
        "pair__upper__person", "pair__lower__person", "pair__organ", "pair__area", "pair__station", "written_by__person", "case"
    ).order_by("-on", "-pk")  # fmt: skip
    if member.role in OFFICE:
        return rows
    mine = ContactPair.objects.filter(_mine(member)).values("pk")
    return rows.filter(pair__in=mine) if member.role == "deputy" else rows.none()


def open_pairs(member) -> QuerySet:
    """Pairs that run and that the member may log for."""
    return pairs(member).filter(state="paired")


def raised(member) -> QuerySet:
    return contacts(member).filter(state="logged").exclude(issues="")


PLAN_TRAYS = [
    Tray(name="active", label=_("施行的计划"), roles=OFFICE, rows=lambda m: plans(m).filter(state="active"), waits=False,
         empty=_("施行的联系计划会出现在这里。")),
    Tray(name="draft", label=_("拟定的计划"), roles=("clerk", "admin"), rows=lambda m: plans(m).filter(state="draft"),
         waits=False, empty=_("没有拟定的计划。")),
]  # fmt: skip
PAIR_TRAYS = [
    Tray(name="paired", label=_("联系中"), roles=(*OFFICE, "deputy"), rows=open_pairs, waits=False,
         empty=_("建立的联系关系会出现在这里。")),
    Tray(name="behind", label=_("本期还没有联系"), roles=(*OFFICE, "deputy"), waits=False,
         rows=lambda m: open_pairs(m).filter(pk__in=behind(_today())), empty=_("本期都已经联系到。")),
]  # fmt: skip
CONTACT_TRAYS = [
    Tray(name="raised", label=_("联系中反映的问题"), roles=(*OFFICE, "deputy"), rows=raised, waits=False,
         empty=_("联系时记下、还没有转作民情的问题会出现在这里。")),
]  # fmt: skip


def _today():
    from django.utils import timezone

    return timezone.localdate()  # a tray is a door: it asks the day once, at the counter


def kept(day: date) -> list[tuple[int, Kept]]:
    """(pair, what was due and had in the period of its plan that holds `day`), for all running pairs; five queries at most."""
    rows = list(ContactPair.objects.filter(state="paired").values_list("pk", "layer", "plan_id"))
    asked = {p.pk: p for p in ContactPlan.objects.filter(state="active", starts_on__lte=day)}
    asked = {pk: p for pk, p in asked.items() if p.ends_on is None or p.ends_on >= day}
    had: dict[str, dict[int, int]] = {}
    for per in {"year", *(p.per for p in asked.values())}:
        first, last = window(per, day)
        told = Contact.objects.filter(pair__state="paired", on__range=(first, last)).exclude(state="void")
        had[per] = dict(told.order_by().values_list("pair").annotate(n=Count("pk")))
    found = []
    for pk, layer, plan in rows:
        per = asked[plan].per if plan in asked else "year"
        due = asked[plan].times if plan in asked else 0
        found.append((pk, Kept(layer, due, had[per].get(pk, 0))))
    return found


def behind(day: date) -> list[int]:
    """Running pairs that had too few contacts in the present period."""
    return [pk for pk, one in kept(day) if not one.is_met]


def coverage(day: date) -> dict:
    """What the board of gaps shows: percents by layer, and who is missing where.

    {"layers": [{"layer", "pairs", "met", "percent"}], "deputies", "posted", "contacted_above", "has_people": counts,
    "unposted", "without_above", "without_people", "late": rows (at most MOST), "more": {name: how many are not shown}}
    """
    ones = kept(day)
    layers = [
        {"layer": layer, "pairs": all_, "met": met, "percent": percent(met, all_)}
        for layer, (all_, met) in by_layer(k for _pk, k in ones).items()
    ]
    deputies = seats.active().filter(person__isnull=False)
    total = deputies.count()
    running = ContactPair.objects.filter(state="paired")
    above = running.filter(layer__in=["deputy", "committee", "member"], lower__isnull=False).values("lower")
    people = running.filter(layer="people", upper__isnull=False).values("upper")
    gaps = {
        "unposted": unposted(),
        "without_above": deputies.exclude(pk__in=above),
        "without_people": deputies.exclude(pk__in=people),
        "late": ContactPair.objects.filter(pk__in=[pk for pk, k in ones if not k.is_met]).select_related(
            *PAIR
        ),
    }
    counts = {name: rows.count() for name, rows in gaps.items()}
    return {
        "layers": layers, "deputies": total, "counts": counts,
        **{name: list(rows[:MOST]) for name, rows in gaps.items()},
        "percents": {name: percent(total - counts[name], total) for name in ("unposted", "without_above", "without_people")},
    }  # fmt: skip


MOST = 60


def committee(day: date) -> dict:
    """The standing committee as the roster of organs names it, and who of its members the network leaves out.

    {"members": how many, "not_shared": nobody of the council keeps contact with them, "no_deputies": they keep
    contact with no deputy}: the two upper layers (S029). Chair, vice-chairs and secretary are not shared out.
    A person may wear two hats; the network knows them by either."""
    sits = OrganMember.objects.filter(is_active=True, organ__kind="standing_committee", organ__is_active=True)
    sits = (
        sits.filter(Q(since=None) | Q(since__lte=day)).exclude(until__lt=day).select_related("member__person")
    )
    rows = {post.member.person_id: post for post in sits.order_by("number", "pk") if post.member.person_id}
    running = ContactPair.objects.filter(state="paired")
    below = set(running.filter(layer="member", lower__isnull=False).values_list("lower__person", flat=True))
    above = set(running.filter(layer="deputy", upper__isnull=False).values_list("upper__person", flat=True))
    return {
        "members": len(rows),
        "not_shared": [p.member for pk, p in rows.items() if p.post == "member" and pk not in below],
        "no_deputies": [p.member for pk, p in rows.items() if pk not in above],
    }


def tree(day: date) -> list[dict]:
    """The network from above: [{"name", "below": [...], "deputies", "met"}], the chair first.

    Members below members; deputies and people are counted, not listed. A ring of pairs is cut where it closes.
    """
    met = {pk for pk, one in kept(day) if one.is_met}
    rows = ContactPair.objects.filter(state="paired", upper__isnull=False).select_related(
        "upper__person", "lower__person"
    )
    below: dict[int | None, list] = {}
    names: dict[int | None, str] = {}
    sums: dict[int | None, list[int]] = {}
    heads: dict[int | None, int] = {}
    for pair in rows.order_by("pk"):
        names.setdefault(pair.upper_id, str(pair.upper))
        if pair.layer in ("vice", "member") and pair.lower_id:
            names.setdefault(pair.lower_id, str(pair.lower))
            below.setdefault(pair.upper_id, []).append(pair.lower_id)
            heads.setdefault(pair.upper_id, 0)
            heads[pair.lower_id] = heads.get(pair.lower_id, 0) + 1
        elif pair.layer == "deputy":
            both = sums.setdefault(pair.upper_id, [0, 0])
            both[0], both[1] = both[0] + 1, both[1] + (pair.pk in met)
            heads.setdefault(pair.upper_id, 0)
    return [_node(pk, names, below, sums, set()) for pk, over in heads.items() if not over]


def _node(pk, names, below, sums, seen) -> dict:
    seen.add(pk)
    deputies, met = sums.get(pk, (0, 0))
    under = [_node(one, names, below, sums, seen) for one in below.get(pk, []) if one not in seen]
    return {"name": names[pk], "below": under, "deputies": deputies, "met": met}


def groups() -> list[Mapping[str, object]]:
    """对口联系: each committee with the professional group it keeps contact with and how many deputies that are."""
    rows = ContactPair.objects.filter(state="paired", layer="committee").order_by()
    return list(
        rows.values("organ__name", "group__name", "plan__name")
        .annotate(deputies=Count("pk"))
        .order_by("organ__name")
    )
