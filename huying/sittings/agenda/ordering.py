"""The order of the agenda: places, what is adopted with it, and the agenda as a list that can be kept."""

from django.utils.translation import gettext as _

from huying.kernel.clocks import rules
from huying.kernel.process import Refused

from .kinds import FIRST
from .models import AgendaItem

GAP = 1000.0  # between two neighbours; what is put between them takes the middle
LEAST = 1e-6


def listed(sitting) -> list[AgendaItem]:
    """The items that stand on the agenda, in order."""
    rows = AgendaItem.objects.filter(sitting=sitting).exclude(state="dropped")
    return list(rows.select_related("presenter_member__person", "unit").order_by("place", "pk"))


def study_is_first(sitting) -> bool:
    """Does this congress open sittings of this kind with study (R-OWN-80)?"""
    return sitting.rules.study_first and bool(rules()[0].value("sittings.study_first"))


def place_for(sitting, kind: str, after=None, *, me=None) -> float:
    """Where an item goes: at the end, behind `after`, or first of all for study where the congress has it so.

    Refused where it would stand before the study that comes first.
    """
    rows = [r for r in listed(sitting) if me is None or r.pk != me.pk]
    first = study_is_first(sitting)
    if kind == FIRST and first:
        behind = [r for r in rows if r.kind != FIRST]
        ahead = [r for r in rows if r.kind == FIRST]
        return _between(ahead[-1].place if ahead else None, behind[0].place if behind else None)
    if after is None:
        return (rows[-1].place if rows else 0.0) + GAP
    if after == 0:  # to the very front
        ahead = [r for r in rows if first and r.kind == FIRST]
        after = ahead[-1] if ahead else None
        if after is None:
            return _between(None, rows[0].place if rows else None)
    n = next((i for i, r in enumerate(rows) if r.pk == after.pk), None)
    if n is None:
        raise Refused(_("要排在其后的议题不在这次会议的议程上。"))
    nexts = rows[n + 1 :]
    if first and nexts and nexts[0].kind == FIRST:
        raise Refused(_("本级把学习列为第一议题，其他议题排在它后面（可在规则里关闭）。"))
    return _between(rows[n].place, nexts[0].place if nexts else None)


def _between(low: float | None, high: float | None) -> float:
    if low is None and high is None:
        return GAP
    if low is None:
        return float(high or 0) - GAP
    if high is None:
        return low + GAP
    if high - low < LEAST:
        raise Refused(_("这两项之间排不下了，请先移动别的议题。"))
    return (low + high) / 2


def adopt_drafts(sitting, *, by, at) -> int:
    """Everything drafted goes on the agenda; how many items."""
    from . import operations

    drafts = list(AgendaItem.objects.filter(sitting=sitting, state="draft").order_by("place"))
    for item in drafts:
        operations.adopt(item, by=by, at=at)
    return len(drafts)


def snapshot(sitting) -> list[dict]:
    """The adopted agenda as plain data, for the version that was told."""
    return [
        {"id": r.pk, "kind": r.kind, "title": r.title, "presenter": r.presenter, "minutes": r.minutes, "block": r.block,
         "inside": r.is_inside} | ({"stages": [s["label"] for s in r.stages]} if r.stages else {})
        for r in listed(sitting) if r.state != "draft"
    ]  # fmt: skip


def changes(before: list[dict], now: list[dict]) -> dict:
    """{"added": [titles], "removed": [...], "changed": [...], "moved": bool} from one version of the agenda to the next."""
    old, new = {r["id"]: r for r in before}, {r["id"]: r for r in now}
    both = [i for i in new if i in old]
    return {
        "added": [r["title"] for i, r in new.items() if i not in old],
        "removed": [r["title"] for i, r in old.items() if i not in new],
        "changed": [new[i]["title"] for i in both if new[i] != old[i]],
        "moved": [i for i in old if i in new] != both,
    }
