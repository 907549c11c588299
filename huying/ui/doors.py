"""Doors into a process: list, detail, one page per step; the API in api.py goes through the same room."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import include, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from huying.kernel import access, visibility, whole
from huying.rules.flow import Step

from . import detailing, links, stepping
from .listing import Listing

ROOMS: dict[str, "Room"] = {}


@dataclass
class Room:
    """What doors and API need to know of a process; made once by `for_flow`."""

    model: Any
    operations: Any
    queries: Any
    forms: Any
    pages: Any = None
    doors: dict[str, Callable] = field(default_factory=dict)

    def __post_init__(self):
        self.flow = self.model.FLOW
        self.trays = getattr(self.queries, "TRAYS", [])
        self.columns = getattr(self.pages, "COLUMNS", [])

    def operation(self, step: Step):
        return getattr(self.operations, step.name)

    def form_for(self, step: Step):
        return self.forms.STEPS.get(step.name, stepping.Confirm)

    def any_may(self, member, step: Step) -> bool:
        return access.may(member, step)

    def row(self, member, pk: int, *, bare: bool = False):
        """The row, or 404 when this person may not see it; `bare` without what pages show beside it."""
        rows = self.queries.visible_to(member)
        if (found := whole.of(rows.select_related(None) if bare else rows, pk)) is None:
            raise Http404
        return found

    def after(self, step: Step, row) -> str:
        if hasattr(self.pages, "after"):
            return self.pages.after(step, row)
        return links.to(self, "detail", row.pk)


def for_flow(model, operations, queries, forms, pages=None, extra=()) -> list:
    """URL patterns in the namespace of the flow: `<subject>:list|detail|bulk|<step>`; the room sets no app_name.

    `extra`: the room's own pages (django paths taking `code`), in the same namespace. A room with a sub-flow adds
    `path("handlings/", include(doors.for_flow(Handling, …)))` beside, not inside, the first list.
    """
    room = Room(model, operations, queries, forms, pages)
    flow = room.flow
    # steps that only the house takes have an operation but no door; pages.OWN names those with a page of their own
    own = getattr(pages, "OWN", ())
    room.doors = {
        s.name: stepping.page
        for s in flow.steps.values()
        if hasattr(operations, s.name) and s.name not in own and set(s.by) | set(s.acts_for) != {"house"}
    }
    ROOMS[flow.subject] = room
    visibility.register(flow.subject, queries.visible_to)
    index = _outside("public_list", room, _index(room))
    detail = _outside("public_detail", room, _detail(room))
    urls = [*extra, path("", index, name="list"), path("<int:pk>/", detail, name="detail")]
    urls.append(path("bulk/<slug:step>/", _bulk(room), name="bulk"))
    for name in room.doors:
        step = flow[name]
        where = f"new/{name}/" if step.is_birth else f"<int:pk>/{name}/"
        urls.append(path(where, _step(room, step), name=name))
    return [path("", include((urls, flow.subject)))]


def _outside(name, room, inside):
    """A room may show the public a page of its own at the same address: pages.public_list, pages.public_detail."""
    if (outside := getattr(room.pages, name, None)) is None:
        return inside

    def page(request, code, **where):
        return (outside if request.member.role == "public" else inside)(request, code, **where)

    return page


def _index(room):
    @require_safe
    @never_cache
    def index(request, code):
        if request.member.role == "public":
            raise Http404
        listing = Listing(room, request)
        if (kind := request.GET.get("export")) in ("xlsx", "csv"):
            return listing.file(kind)
        part = "_rows.html" if request.htmx and not request.htmx.history_restore_request else "list.html"
        return render(request, [f"{room.flow.subject}/{part}", f"ui/{part}"], listing.context())

    return index


def _detail(room):
    @require_safe
    @never_cache
    def detail(request, code, pk):
        try:
            row = room.row(request.member, pk)
        except Http404:
            if (elsewhere := stepping.gone(request, room, pk)) is None:
                raise
            return elsewhere
        context = detailing.context(room, row, request.member)
        return render(request, [f"{room.flow.subject}/detail.html", "ui/detail.html"], context)

    return detail


def _step(room, step):
    @require_http_methods(["GET", "HEAD", "POST"])
    @never_cache
    def door(request, code, pk=None):
        if step.is_birth and request.member.role == "public":
            raise Http404  # what strangers begin has a page of its own, with limits against floods
        # A step that is taken reads the row again under its lock.
        try:
            row = room.row(request.member, pk, bare=request.method == "POST") if pk is not None else None
        except Http404:  # the same press once more, after which it was no longer theirs
            if not stepping.pressed(request):
                raise
            return redirect(links.to(room, "detail", pk))
        return stepping.page(request, room, step, row)

    marked: Any = door
    marked.door = room, step  # a page that could not take the form says what it said
    return marked


def _bulk(room):
    @require_http_methods(["GET", "HEAD", "POST"])
    @never_cache
    def door(request, code, step):
        found = room.flow.steps.get(step)
        if found is None or not found.bulk or step not in room.doors:
            raise Http404
        given = request.POST.getlist("pk") or request.GET.getlist("pk")
        return stepping.bulk(request, room, found, [n for p in given[:200] if (n := links.whole(p, 0))])

    return door
