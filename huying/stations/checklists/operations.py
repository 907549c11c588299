"""Drafting, filling and revising checklists."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.process import Refused, creates, does, house, new_case

from ..models import Checklist
from .flow import FLOW
from .presets import PRESETS

COLUMNS = ("name", "purpose", "kinds", "items", "thresholds", "source")


@creates(FLOW["draft"])
def draft(*, by, at, preset="blank", name="", case=None, **columns):
    """A new list from a template; its own words go before the template's."""
    label, purpose, items = PRESETS[preset]
    columns.setdefault("purpose", purpose)
    columns.setdefault(
        "items", [{"key": str(n), "text": str(t), "points": 1} for n, t in enumerate(items, 1)]
    )
    row = Checklist(name=(name or str(label)).strip(), **columns)
    row.case = case or new_case(row.name, timezone.localdate(at))
    return row, {"preset": preset, "edition": row.edition}


@does(FLOW["edit"])
def edit(checklist, *, by, at, **columns):
    """Fill in items, points, thresholds, source; only the columns that are given."""
    if unknown := set(columns) - set(COLUMNS):
        raise TypeError(f"no such column: {sorted(unknown)}")
    changed = [name for name, value in columns.items() if getattr(checklist, name) != value]
    if not changed:
        raise Refused(_("没有改动。"))
    for name in changed:
        setattr(checklist, name, columns[name])
    return {"fields": changed}


@does(FLOW["put_in_force"])
def put_in_force(checklist, *, by, at):
    """From now on places are measured by this edition; the one before it is retired."""
    before = checklist.replaces
    if before is not None and before.state == "in_force":
        retire(before, by=house(), at=at)
    return {"items": len(checklist.items), "edition": checklist.edition}


@does(FLOW["revise"])
def revise(checklist, *, by, at):
    """A draft of the next edition with the same items."""
    if Checklist.objects.filter(replaces=checklist, state="draft").exists():
        raise Refused(_("已经有一份新版草稿。"))
    made = draft(
        by=house(), at=at, case=checklist.case, name=checklist.name, purpose=checklist.purpose, kinds=checklist.kinds,
        items=checklist.items, thresholds=checklist.thresholds, source=checklist.source, edition=checklist.edition + 1,
        replaces=checklist,
    )  # fmt: skip
    return {"draft": made.pk}


@does(FLOW["retire"])
def retire(checklist, *, by, at):
    """No new assessment by it; those that were made stay as they are."""
