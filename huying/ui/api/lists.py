"""Lists for programs: filters as on the page, one page of rows, and a cursor that inserts cannot shift."""

from django import forms
from django.utils.translation import gettext as _

from huying.kernel import finding, search
from huying.ui import links
from huying.ui.listing import PER_PAGE

from .bodies import savable
from .problems import Problem

MOST = 100
OWN = ("cursor", "limit", "q", "tray", "state")
LONGEST = 100


class Query:
    """The parameters of a list request; 400 with the reason for any that is not understood."""

    def __init__(self, request, allowed=()):
        self.get, self.wrong = request.GET, {}
        for name in self.get:
            if name not in allowed:
                self.wrong[name[:100]] = [_("没有这个参数")]
            elif not savable(self.get[name]):
                self.wrong[name] = [_("内容里有不能保存的字符")]
        self.limit = self._whole("limit", PER_PAGE, 1, MOST)
        self.cursor = self._whole("cursor", None, 1, 2**63 - 1)
        self.words = self.get.get("q", "").strip()
        if len(self.words) > LONGEST:
            self.wrong["q"] = [_("最多 %(most)s 字") % {"most": LONGEST}]

    def _whole(self, name, default, low, high):
        text = self.get.get(name, "")
        if not text:
            return default
        if text.isascii() and text.isdigit() and len(text) < 20 and low <= int(text) <= high:
            return int(text)
        self.wrong[name] = [_("应为 %(low)s 到 %(high)s 之间的整数") % {"low": low, "high": high}]
        return default

    def check(self) -> None:
        if self.wrong:
            raise Problem(400, _("有些参数要改"), errors=self.wrong)


def filters(room) -> dict[str, forms.Field]:
    """The fields of the room's Filter form that are not parameters of every list."""
    form = getattr(room.forms, "Filter", None)
    return {n: f for n, f in form.base_fields.items() if n not in OWN} if form else {}


def page(room, request) -> tuple[list, str | None]:
    """(rows, cursor of the following page): newest first; with q in the order of search, which is newest first too."""
    query, member = Query(request, (*OWN, *filters(room))), request.member
    rows = _narrowed(room, query, member)
    query.check()
    if hasattr(room.queries, "for_programs"):  # what api_row would otherwise ask of each row
        rows = room.queries.for_programs(rows)
    if query.words and not finding.is_indexed(room.model):
        rows = finding.matching(query.words, rows)
    elif query.words:
        found = search.find(
            query.words, kind=room.flow.subject, rows=rows, after=query.cursor, limit=query.limit
        )
        return found.among(rows), found.next_cursor or None
    return cut(rows.order_by("-pk"), query, "pk__lt")


def cut(rows, query, beyond: str) -> tuple[list, str | None]:
    if query.cursor is not None:
        rows = rows.filter(**{beyond: query.cursor})
    shown = list(rows[: query.limit + 1])
    more = len(shown) > query.limit
    shown = shown[: query.limit]
    return shown, str(shown[-1].pk) if more else None


def _narrowed(room, query, member):
    rows = room.queries.visible_to(member)
    if name := query.get.get("tray", ""):
        tray = next((t for t in room.trays if t.name == name and member.role in t.roles), None)
        if tray is None:
            query.wrong["tray"] = [_("没有这个收件筐，或者不是给您的")]
        else:
            rows = tray.rows(member)
    if state := query.get.get("state", ""):
        if state not in room.flow.states:
            query.wrong["state"] = [_("没有这个状态")]
        rows = rows.filter(state=state)
    form = getattr(room.forms, "Filter", None)
    if form is None or query.wrong:
        return rows
    bound = form({n: v for n, v in query.get.items() if n != "q"})
    if bound.is_valid():
        return bound.apply(rows, member)
    query.wrong |= {n: list(map(str, reasons)) for n, reasons in bound.errors.items()}
    return rows


def births(room, member) -> list[str]:
    return [s.name for s in room.flow.births() if s.name in room.doors and room.any_may(member, s)]


def trays(room, member) -> list[dict]:
    return [{"name": t.name, "label": str(t.label)} for t in room.trays if member.role in t.roles]


def page_url(room, row) -> str:
    return links.to(room, "detail", row.pk)
