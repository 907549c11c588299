"""What a list page shows: tray, filters, search, sorting, one page of rows; and the same as a file."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huying.kernel import finding, remember, search, tables, trays

from . import links

PER_PAGE = 20
DEEPEST = trays.LIMIT  # rows that paging reaches; beyond, narrow the question


@dataclass
class Listing:
    """One request's answer to: which rows, in which order, which page."""

    room: Any  # doors.Room
    request: Any

    def __post_init__(self):
        self.member, self.get = self.request.member, self.request.GET
        self.tray = self._tray()
        form = getattr(self.room.forms, "Filter", None)
        self.filter = form(self.get or None) if form else None

    def _tray(self):
        name = self.get.get("tray", "")
        mine = [t for t in self.room.trays if self.member.role in t.roles]
        found = next((t for t in mine if t.name == name), None)
        if name and found is None:
            raise Http404
        return found

    @property
    def within(self) -> dict:
        """What the list is of, as the room's filter says: {"sitting": 7}; tiles are counted within it, too."""
        if self.filter is None or not self.filter.is_bound or not self.filter.is_valid():
            return {}
        return self.filter.within() if hasattr(self.filter, "within") else {}

    def rows(self):
        """The rows in force: what one may see, in the tray, past the filters and the search words."""
        rows = self.tray.rows(self.member) if self.tray else self.room.queries.visible_to(self.member)
        if self.filter is not None and self.filter.is_bound and self.filter.is_valid():
            rows = self.filter.apply(rows, self.member)
        return self._sorted(rows)

    @property
    def words(self) -> str:
        return self.get.get("q", "").strip()[:100]

    def _sorted(self, rows):
        key = self.get.get("sort", "")
        fields = {c.key: c.sort for c in self.room.columns if c.sort}
        if key.lstrip("-") not in fields:
            return rows.order_by(*self.tray.order) if self.tray and self.tray.order else rows
        field = fields[key.lstrip("-")]
        return rows.order_by(("-" if key.startswith("-") else "") + field, "-pk")

    def page(self):
        """(rows of this page, words of the pager, addresses of the pages before and after)."""
        rows, is_indexed = self.rows(), finding.is_indexed(self.room.model)
        if self.words and not is_indexed:
            rows = finding.matching(self.words, rows)
        if shown := getattr(self.room.pages, "SHOWN", ()):
            rows = narrowed(rows, shown)
        if self.words and is_indexed:
            return self._found(rows)
        n = links.whole(self.get.get("page"), 1)
        first = max(0, min(DEEPEST - PER_PAGE, (n - 1) * PER_PAGE))
        page = list(rows[first : first + PER_PAGE + 1])
        shown, n = page[:PER_PAGE], first // PER_PAGE + 1
        words = ngettext("第 %(a)s 条", "第 %(a)s—%(b)s 条", len(shown)) % {
            "a": first + 1,
            "b": first + len(shown),
        }
        before = self.address(page=n - 1) if n > 1 else None
        return shown, words, before, self.address(page=n + 1) if len(page) > PER_PAGE else None

    def _found(self, rows):
        found = search.find(
            self.words, kind=self.room.flow.subject, rows=rows, after=self.get.get("after"), limit=PER_PAGE
        )
        words = _("找到 %(n)s 条") % {"n": trays.spell(self._counted(found))}
        before = self.address(after=None) if self.get.get("after") else None
        following = self.address(after=found.next_cursor) if found.next_cursor else None
        return found.among(rows), words, before, following

    def _counted(self, found) -> int:
        """All that was found. Counting a common word takes longer than finding a page of it: the next page is told the same."""
        hats = [str(hat.pk) for hat in (self.member, *getattr(self.member, "standing_in_for", ()))]
        asked = [(k, v) for k, v in sorted(self.get.lists()) if k not in {"page", "after", "sort"}]
        name = f"found:{self.room.flow.subject}:{','.join(hats)}:{urlencode(asked, doseq=True)}"
        return remember.until_change(name, lambda: found.total, day=timezone.localdate())

    def address(self, **changes) -> str:
        """This list's address with some parameters changed; None drops one."""
        kept = {k: v for k, v in self.get.items() if k not in {"page", "export", "after"}} | changes
        return "?" + urlencode({k: v for k, v in kept.items() if v not in (None, "")})

    def context(self) -> dict:
        rows, words, before, following = self.page()
        states, only_in = {r.state for r in rows}, getattr(self.room.pages, "BULK_IN", {})
        bulk = [
            s
            for s in self.room.flow.steps.values()
            if s.bulk
            and states & set(s.source)
            and self.room.any_may(self.member, s)
            and only_in.get(s.name) in (None, self.tray and self.tray.name)
        ]
        return {
            "title": self.title(),
            "asked": self.asked(),
            "list_address": self.address(),
            "printed_on": timezone.localdate(),
            "subtitle": self.filter.whose(self.member) if self.within else "",
            "trays": self._trays(),
            "filters": self.filter,
            "columns": [self._head(c) for c in self.room.columns],
            "rows": [self._row(r, bulk) for r in rows],
            "pager": {"prev": before, "next": following, "label": words},
            "bulk_steps": [
                {"name": s.name, "label": _(s.label), "url": links.to(self.room, "bulk", step=s.name)}
                for s in bulk
            ],
            "no_search": not finding.can_find(self.room.model),
            "exports": [
                {"label": kind.upper(), "url": self.address(export=kind)} for kind in ("xlsx", "csv")
            ],
            "primary": self._birth(),
            "empty": self.tray.empty if self.tray else "",
        }

    def _all_found(self, rows):
        if not finding.is_indexed(self.room.model):
            return finding.matching(self.words, rows)
        found = search.find(self.words, kind=self.room.flow.subject, rows=rows, limit=DEEPEST)
        return rows.filter(pk__in=found.ids)

    def _trays(self):
        if not self.within:
            return shelf(self.room, self.member, self.tray)
        mine = on_shelf(self.room, self.member)
        numbers = trays.counted([t.rows(self.member).filter(**self.within).order_by() for t in mine])
        return numbered(self.room, mine, numbers, self.tray, self.within)

    def _birth(self) -> dict | None:
        """What may be begun here, for whatever the list is of."""
        first = next(iter(births(self.room, self.member)), None)
        return first and {
            **first,
            "url": first["url"] + (f"?{urlencode(self.within)}" if self.within else ""),
        }

    def title(self) -> str:
        return self.tray.label if self.tray else _(self.room.flow.title)

    def _head(self, column):
        now = self.get.get("sort", "")
        direction = {column.key: "asc", "-" + column.key: "desc"}.get(now, "")
        turned = "-" + column.key if direction == "asc" else column.key
        return {
            "key": column.key, "label": column.label, "numeric": column.numeric, "sortable": bool(column.sort),
            "direction": direction, "url": self.address(sort=turned),
        }  # fmt: skip

    def _row(self, row, bulk):
        cells = [c.shown(row) for c in self.room.columns]
        can = any(row.state in s.source for s in bulk)
        return {
            "url": links.to(self.room, "detail", row.pk),
            "pk": row.pk,
            "cells": cells,
            "bulk": can,
            "name": str(row),
        }

    def asked(self) -> dict[str, str]:
        """What the list is narrowed to, as the reader chose it: {"状态": "办结"}. For paper and files."""
        said = {_("收件筐"): str(self.tray.label)} if self.tray else {}
        if self.words:
            said[_("找什么")] = self.words
        for bound in self.filter if self.filter is not None and self.filter.is_bound else ():
            if bound.name != "q" and (value := _chosen(bound)):
                said[str(bound.label)] = value
        return said

    def file(self, kind: str):
        """The whole list as XLSX or CSV, with the filters in force."""
        rows = self.rows()
        if self.words:
            rows = self._all_found(rows)
        title = self.tray.label if self.tray else _(self.room.flow.title)
        lines = ([c.plain(r) for c in self.room.columns] for r in rows.iterator(chunk_size=500))
        heads = [str(c.label) for c in self.room.columns]
        return tables.download(kind, title=str(title), heads=heads, lines=lines, filters=self.asked())


def _chosen(bound) -> str:
    """The words of what was chosen in a filter's field; "" where nothing was."""
    if not (value := bound.data):
        return ""
    if isinstance(bound.field, forms.BooleanField):
        return _("是")
    choices = getattr(bound.field.widget, "choices", None)
    return (
        str(value) if choices is None else str({str(k): v for k, v in _pairs(choices)}.get(str(value), value))
    )


def _pairs(choices):
    for key, label in choices:
        yield from label if isinstance(label, list | tuple) else [(key, label)]


def narrowed(rows, columns: tuple[str, ...]):
    """The rows with these columns only, and joined with no other table than theirs."""
    along = dict.fromkeys(name.rpartition("__")[0] for name in columns if "__" in name)
    return rows.select_related(None).select_related(*along).only(*columns)


def on_shelf(room, member, waiting_only: bool = False) -> list:
    """The trays of a room that stand on this person's desk."""
    return [t for t in room.trays if member.role in t.roles and (t.waits or not waiting_only)]


def shelf(room, member, current=None) -> list[dict]:
    """The trays of a room that this person has, with their counts."""
    mine = on_shelf(room, member)
    numbers = trays.counts(mine, member, room.flow.subject) if mine else []
    return numbered(room, mine, numbers, current)


def numbered(room, mine, numbers, current=None, within=()) -> list[dict]:
    """What pages show of trays whose rows are counted; `within` stays in their addresses."""
    return [
        {
            "label": t.label,
            "count": trays.spell(n),
            "number": n,
            "tray": t,
            "current": t is current,
            "url": links.to(room, "list") + "?" + urlencode({"tray": t.name, **dict(within)}),
        }
        for t, n in zip(mine, numbers, strict=True)
    ]


def births(room, member):
    """Things of this room that the person may bring into being: {"label", "url"}."""
    for step in room.flow.births():
        if step.name in room.doors and room.any_may(member, step):
            yield {"label": _(step.label), "url": links.to(room, step.name), "step": step.code}
