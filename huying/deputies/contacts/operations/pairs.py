"""Lines of the network: one by one, shared out by "1+N", or a committee with a whole professional group."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from huying.kernel import dockets, process, scope
from huying.kernel.case import Counter
from huying.kernel.process import Refused, creates, does
from huying.kernel.roster import Membership

from ...models import ContactPair
from ..counting import spread
from ..flow import PAIRS

BETWEEN = ("vice", "member", "deputy")  # layers between two members
MARK = "LX"


@creates(PAIRS["pair"])
def pair(*, by, at, layer, since=None, upper=None, organ=None, lower=None, group=None, area=None, households=None,
         station=None, plan=None):  # fmt: skip
    """One line; refused where it stands already, or where the layer asks for another kind of partner."""
    _fits(layer, upper, organ, lower, area, station)
    if upper is not None and lower is not None and upper.pk == lower.pk:
        raise Refused(_("不能自己联系自己。"))
    if plan is not None and plan.state == "ended":
        raise Refused(_("这个联系计划已经结束。"))
    ends = {"upper": upper, "organ": organ, "lower": lower, "area": area, "station": station}
    _one_by_one()
    if ContactPair.objects.filter(layer=layer, state="paired", **ends).exists():
        raise Refused(_("这条联系关系已经建立。"))
    row = ContactPair(
        layer=layer,
        **ends,
        group=group,
        households=households,
        plan=plan,
        since=since or timezone.localdate(at),
    )
    row.case = dockets.one(MARK, row, at)
    return row, {"layer": layer}


def _fits(layer, upper, organ, lower, area, station) -> None:
    wrong = ""
    if layer in BETWEEN and (upper is None or lower is None or organ or area or station):
        wrong = _("这一层是两个人之间的联系：请选联系人和被联系人。")
    elif layer == "committee" and (organ is None or lower is None or upper or area or station):
        wrong = _("对口联系请选专工委和代表。")
    elif layer == "people" and (upper is None or area is None or organ or lower or station):
        wrong = _("代表联系群众请选代表和片区。")
    elif layer == "site" and (upper is None or station is None or organ or lower or area):
        wrong = _("包联站点请选联系人和站点。")
    if wrong:
        raise Refused(wrong)
    if layer in ("deputy", "committee") and lower.role != "deputy":
        raise Refused(_("%(name)s的身份不是人大代表。") % {"name": lower})


@does(PAIRS["replan"])
def replan(row, *, by, at, plan=None):
    if plan is not None and plan.state == "ended":
        raise Refused(_("这个联系计划已经结束。"))
    if row.plan_id == (plan.pk if plan else None):
        raise Refused(_("没有改动。"))
    was, row.plan = row.plan_id, plan
    return {"was": was, "plan": plan.pk if plan else None}


@does(PAIRS["end"])
def end(row, *, by, at, reason):
    row.until, row.reason = timezone.localdate(at), reason.strip()
    return {"note": row.reason}


def pair_many(rows: list[dict], *, by, at) -> list[ContactPair]:
    """Lines of a seed or of a page that makes many, one traced birth each; those that stand already are left out."""
    day = timezone.localdate(at)
    with transaction.atomic():
        _one_by_one()
        known = set(ContactPair.objects.filter(state="paired").values_list(*KEYS))
        fresh = [r for r in rows if _key(r) not in known]
        cases = dockets.many(MARK, _l("联系关系"), len(fresh), at)
        made = [
            ContactPair(**{"since": day, **r}, congress=scope.current(), state="", case=case)
            for r, case in zip(fresh, cases, strict=True)
        ]
        return process.births(PAIRS["pair"], made, by=by, at=at, facts={"batch": len(made)})


def _one_by_one() -> None:
    """Until this press is committed no other looks which lines there are: no line is made twice."""
    Counter.take("contact-pairs")


KEYS = ("layer", "upper_id", "organ_id", "lower_id", "area_id", "station_id")


def _key(row: dict) -> tuple:
    ends = [getattr(row.get(n), "pk", None) for n in ("upper", "organ", "lower", "area", "station")]
    return (row["layer"], *ends)


def of_group(organ, group, plan=None) -> list[dict]:
    """对口联系: the committee with every deputy who carries the professional group's name among the tags."""
    rows = Membership.objects.filter(role="deputy", is_active=True, person__isnull=False).select_related(
        "person"
    )
    found = [m for m in rows.order_by("person__pinyin", "pk") if group.name in (m.person.expertise or ())]
    return [{"layer": "committee", "organ": organ, "group": group, "lower": m, "plan": plan} for m in found]


def shared_out(uppers, plan, layer="deputy") -> list[dict]:
    """ "1+N": the deputies whom nobody contacts yet, at most N to each, those of the own delegation first."""
    if plan.kind != "group" or not plan.size:
        raise Refused(_("请选“1＋N”的联系计划。"))
    running = ContactPair.objects.filter(state="paired", layer=layer)
    taken = set(running.values_list("lower_id", flat=True)) | {u.pk for u in uppers}
    rows = Membership.objects.filter(role="deputy", is_active=True, person__isnull=False).select_related(
        "person", "organ"
    )
    free = [m for m in rows.order_by("organ__name", "person__pinyin", "pk") if m.pk not in taken]
    near = lambda a, b: a.organ_id is not None and a.organ_id == b.organ_id  # noqa: E731 - one line, said once
    return [
        {"layer": layer, "upper": a, "lower": b, "plan": plan}
        for a, b in spread(uppers, free, plan.size, near)
    ]
