"""Desks and boards: what waits for me, read from several rooms; changes nothing but the mark "read"."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from huying.kernel import drafts, trays, wording
from huying.kernel.notices import Notice
from huying.ui import clocks, doors, links, listing

from . import elsewhere, front

DAILY = ("voices", "suggestions")  # what is begun most often
BIRTHS = 2  # things to begin that stand open; the others are folded
NEAREST = 6  # rows shown per room on the desk
UNFOLDED = 3  # rooms that are open and show their rows; the others are folded, with their counts


@require_safe
@never_cache
def desk(request, code):
    """A person's front page; the public gets the congress's."""
    if request.member.role == "public":
        return front.page(request, code)
    mine = elsewhere.rooms()
    rooms = _rooms(mine, request.member)
    usual = sorted((r for r in mine if not r.flow.is_sub), key=lambda r: r.flow.subject not in DAILY)
    begun = drafts.begun(request.member) if request.member.person_id else set()
    births = [
        {**b, "label": _("继续写：%(step)s") % {"step": b["label"]} if b["step"] in begun else b["label"]}
        for room in usual
        for b in listing.births(room, request.member)
    ]
    births.sort(key=lambda b: b["step"] not in begun)
    context = {
        "title": _("我的工作台"),
        "rooms": sorted((r for r in rooms if r["trays"]), key=lambda r: r["first"] is None),
        "waiting": sum(r["waiting"] for r in rooms),
        "elsewhere": elsewhere.waiting(request.member),
        "news": _news(_notices(request.member)[:6]),
        "births": births[:BIRTHS],
        "more_births": births[BIRTHS:],
    }
    return render(request, "project/desk.html", context)


def _rooms(rooms, member) -> list[dict]:
    """The rooms with their trays: all counted in one question; the nearest rows of the first few that have any."""
    waiting, numbers = elsewhere.counted(rooms, member)
    found: list[dict] = []
    for room, shelf in waiting:
        counted = listing.numbered(room, shelf, [next(numbers) for _ in shelf])
        full = [t for t in counted if t["number"]]
        first = next((t for t in full if t["tray"].pressing), full[0] if full else None)
        rows, opened = [], bool(first) and sum(r["open"] for r in found) < UNFOLDED
        if first and opened:
            tray = first["tray"]
            nearest = tray.rows(member).order_by(*(tray.order or ("due_on", "pk")))[:NEAREST]
            rows = [_row(room, r) for r in nearest]
        waits = trays.asked_for([t["tray"] for t in counted], [t["number"] for t in counted])
        title = _(room.flow.title)
        found.append(
            {"title": title, "trays": counted, "rows": rows, "first": first, "waiting": waits, "open": opened}
        )
    return found


def _row(room, row):
    lamp = getattr(row, "pressing", None)
    if lamp is None and row.due_on:
        lamp = clocks.lamp_of(row.due_on, timezone.localdate())
    return {
        "url": links.to(room, "detail", row.pk),
        "title": str(row),
        "state": _(row.state_label),
        "lamp": lamp,
    }


@require_safe
@never_cache
def news(request, code):
    """All notices of the acting member, newest first."""
    if request.member.person_id is None:
        raise Http404
    items = _news(_notices(request.member)[:100])
    return render(request, "project/news.html", {"title": _("消息"), "news": items})


@require_safe
def open_news(request, code, pk):
    """Mark one notice as read and go where it points."""
    notice = get_object_or_404(Notice, pk=pk, to=request.member)
    if notice.read_at is None:
        Notice.objects.filter(pk=pk).update(read_at=timezone.now())
    room = doors.ROOMS.get(notice.subject_kind)
    if room is None or not notice.subject_id:
        return redirect("news", code=code)
    # a room may want its readers to land elsewhere than on the row's page
    door = getattr(room.pages, "NEWS", {}).get(notice.step, "detail")
    return redirect(links.to(room, door, notice.subject_id))


@require_POST
def read_all(request, code):
    Notice.objects.filter(to=request.member, read_at=None).update(read_at=timezone.now())
    return redirect("news", code=code)


def _notices(member):
    return Notice.objects.filter(to=member).select_related("case").order_by("-at")


def _news(notices) -> list[dict]:
    found = list(notices)
    titles = wording.titles(found)
    return [
        {
            "pk": n.pk,
            "label": wording.label(n),
            "title": titles[n.pk],
            "when": n.at,
            "unread": n.read_at is None,
        }
        for n in found
    ]
