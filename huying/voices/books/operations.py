"""Enter, change, end and restore a line; one module of operations for each book."""

from types import SimpleNamespace

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.kernel.case import Case
from huying.kernel.given import clean
from huying.kernel.process import Refused, creates, does
from huying.kernel.switches import PREFIX
from huying.kernel.words import recorded

from ..operations.shared import living
from .models import Chain, Plan, Route, WatchList


@recorded()
def _docket(model, at) -> Case:
    """All lines of one book share a docket, so that they take no numbers from the matters of the congress."""
    congress = scope.current()
    number = f"{PREFIX.of(congress)}-MQ-{model._meta.model_name}"[:32]
    opened = {"title": _(model.FLOW.title), "opened_on": timezone.localdate(at)}
    return Case.objects.get_or_create(number=number, defaults=opened)[0]


@recorded()
def _said(row, changes: list[tuple]) -> str:
    """Old and new words of what was changed."""
    return "；".join(
        f"{row._meta.get_field(name).verbose_name}: {old or '—'} → {value or '—'}"
        for name, old, value in changes
    )[:2000]


def _write(row, values: dict) -> dict:
    """Set what differs; the facts name the columns, the note holds old and new words."""
    changes = []
    for name, value in values.items():
        value = _spelled(row, name, value)
        if (old := getattr(row, name, None)) != value:
            changes.append((name, old, value))
            setattr(row, name, value)
    if not changes:
        raise Refused(_("没有改动。"))
    return {"changed": [name for name, _old, _value in changes], "note": _said(row, changes)}


def _spelled(row, name, value):
    field = row._meta.get_field(name)
    if isinstance(field, models.CharField):
        return clean(value)[: field.max_length]
    return clean(value) if isinstance(field, models.TextField) else value


def bound(model, check) -> SimpleNamespace:
    """The operations of one book. `check(row)` refuses a line that cannot stand."""
    flow = model.FLOW

    @creates(flow["enter"])
    def enter(*, by, at, **values):
        row = model(case=_docket(model, at))
        facts = _write(row, values)
        check(row)
        return row, {"note": facts["note"]}

    @does(flow["change"])
    def change(row, *, by, at, **values):
        facts = _write(row, values)
        check(row)
        return facts

    @does(flow["end"])
    def end(row, *, by, at):
        return {}

    @does(flow["restore"])
    def restore(row, *, by, at):
        check(row)

    return SimpleNamespace(enter=enter, change=change, end=end, restore=restore)


def _route(row) -> None:
    living(row.unit)
    same = Route.objects.filter(state="listed", field=row.field, area=row.area, kind=row.kind, tier=row.tier)
    if same.exclude(pk=row.pk).exists():
        raise Refused(_("这一类、这一层级已经有一条，请更正原来的那一条。"))


def _chain(row) -> None:
    if row.deputy.role != "deputy" or not row.deputy.is_active:
        raise Refused(_("请选择本级在任的人大代表。"))
    if not row.member or not row.representative:
        raise Refused(_("请填写议政代表和居民代表。"))


def _watch(row) -> None:
    if WatchList.objects.exclude(pk=row.pk).exists():
        raise Refused(_("提示名单只有一份，请更正原来的那一份。"))
    row.words = "\n".join(dict.fromkeys(line.strip()[:40] for line in row.words.split("\n") if line.strip()))


def _plan(row) -> None:
    if Plan.objects.exclude(pk=row.pk).exists():
        raise Refused(_("紧急处置提示只有一份，请更正原来的那一份。"))
    row.words = "\n".join(line.strip()[:200] for line in row.words.split("\n") if line.strip())
    if not row.words:
        raise Refused(_("请至少写一条；不用这一份的，可以停用。"))


routes, chains, watchlists = bound(Route, _route), bound(Chain, _chain), bound(WatchList, _watch)
plans = bound(Plan, _plan)
