"""The pages of the hall. They show what stands when they are opened; scripts keep them living, plain forms work without."""

import json

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from huying.kernel import access
from huying.ui.stepping import stamp

from .. import casting, keys, queries
from ..devices import tickets
from ..devices.models import Device
from ..models import Poll
from . import checking, showing

CHAIR = ("open", "close", "count", "declare")
STAFF = ("admin", "clerk", "leader")
MOST = 30  # polls of a state that the chair's page shows


def address(request) -> str:
    """Where the hall's process answers; "" where it does not run, or where this page may not ask it (https to http)."""
    if settings.HALL_URL:
        return settings.HALL_URL
    if not settings.HALL_PORT or request.is_secure():
        return ""
    host = (
        request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    )
    return f"http://{host}:{settings.HALL_PORT}"


def _live(request, template: str, context: dict, status: int = 200):
    """A page whose scripts may ask the hall: its address, and the content policy that allows it."""
    hall, said = address(request), showing.words_here()
    context |= {"hall": hall, "said": json.dumps(said) if said else ""}
    response = render(request, template, context, status=status)
    policy = {"connect-src": ["'self'", *([hall] if hall else [])]}
    setattr(response, "_csp_update", policy)  # noqa: B010 - what django-csp reads
    return response


@require_safe
@never_cache
def member(request, code):
    """A member's phone or tablet. The page itself says nothing: what is on comes for the ticket that the device holds."""
    open_now = queries.to_vote(request.member) if request.member.person_id else Poll.objects.none()
    return _live(
        request, "ballots/hall/member.html",
        {
            "title": _("会场投票"), "open_now": list(open_now[:20]), "known": bool(request.member.person_id),
            "choices_wait": getattr(settings, "BALLOT_WAIT_SECONDS", 5), "states": _state_words(),
        },
    )  # fmt: skip


def _state_words() -> dict[str, str]:
    """What the device says of a refusal; the sentences of the plain pages."""
    from ..sheet_page import SAID

    return {
        code: str(SAID[code]) for code in (casting.TAKEN, casting.REPLACED, casting.ALREADY, casting.CLOSED)
    }


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def device(request, code):
    """准备好这台设备: once, before the sitting. Another device that did so before has ended."""
    if not request.member.person_id:
        return redirect(f"{settings.LOGIN_URL}?next={request.path}")
    kept = Device.objects.filter(member=request.member, ended_at=None).first()
    ticket = ""
    if request.method == "POST":
        if request.POST.get("end"):
            tickets.end(request.member, at=timezone.now())
            return redirect(request.path)
        name = " ".join(request.POST.get("name", "").split())[:60]
        ticket = tickets.prepare(request.member, at=timezone.now(), name=name)
    context = {
        "title": _("准备好这台设备"),
        "kept": kept,
        "ticket": ticket,
        "days": tickets.LASTS[tickets.DEVICE].days,
    }
    return _live(request, "ballots/hall/device.html", context)


@require_safe
@never_cache
def screen(request, code):
    """The projector: what is on, countdown, turnout, result with bars. `?poll=`: that one, as long as it is on (the chair's
    choice where several are open)."""
    _staff(request)
    ticket = tickets.issue(tickets.WATCH, congress=code, member=request.member.pk)
    rows = showing.now_on([code], at=timezone.now())
    chosen = request.GET.get("poll", "")
    rows = [row for row in rows if str(row["id"]) == chosen] or rows[-1:]
    shown = [showing.shown(row, turnout=True) for row in rows]
    context = {
        "title": _("会场屏幕"),
        "ticket": ticket,
        "polls": shown,
        "chosen": chosen if chosen.isdecimal() else "",
    }
    response = _live(request, "ballots/hall/screen.html", context)
    if request.GET.get("plain"):  # a wall without scripts
        response["Refresh"] = "3"
    return response


@require_safe
@never_cache
def chair(request, code):
    """The chair: what is on, what comes next, every act a step of the poll, and what to check before opening."""
    _staff(request)
    under_way, coming = _newest(*showing.ON), _newest("prepared")
    under_way.sort(key=lambda p: (showing.ON.index(p.state), p.pk))
    first = coming[: max(1, 3 - len(under_way))]
    turnouts, received = queries.turnouts(under_way), queries.all_received(under_way)
    running = [p.title for p in under_way if p.state == "open"]
    polls = [
        {"row": p, "steps": _steps(request, p),
         "checks": checking.before_opening(p, timezone.now(), secure=_secure(request), running=running)
         if p.state == "prepared" else [],
         "turnout": turnouts.get(p.pk, 0) if p.state == "open" else p.turnout, "received": received.get(p.pk),
         "roll_url": reverse("polls:connections", kwargs={"code": code, "pk": p.pk})}
        for p in under_way + first
    ]  # fmt: skip
    ticket = tickets.issue(tickets.STAFF, congress=code, member=request.member.pk)
    done = Poll.objects.filter(state="declared").order_by("-closed_at").first()
    context = {
        "title": _("主持表决"), "polls": polls, "waiting": coming[len(first) :], "ticket": ticket, "done": done,
        "keys_ready": keys.folder().parent.is_dir(), "server_now": int(timezone.now().timestamp() * 1000),
    }  # fmt: skip
    return _live(request, "ballots/hall/chair.html", context)


def _secure(request) -> bool:
    """Would a browser call this page's address a secure one? (https, or this very machine)"""
    return request.is_secure() or request.get_host().rsplit(":", 1)[0] in ("localhost", "127.0.0.1", "[::1]")


def _newest(*states) -> list[Poll]:
    """The newest of them, in the order in which they were made: what was left lying does not hide today's."""
    return list(Poll.objects.filter(state__in=states).select_related("organ").order_by("-pk")[:MOST])[::-1]


def _steps(request, poll) -> list[dict]:
    """The acts that this person may take now, in the order of a vote."""
    found = []
    for name in CHAIR:
        step = Poll.FLOW[name]
        if poll.state in step.source and access.may(request.member, step, poll):
            url = reverse(f"polls:{name}", kwargs={"code": request.congress.code, "pk": poll.pk})
            found.append(
                {
                    "label": _(step.label),
                    "url": url,
                    "plain": name in ("close", "count"),
                    "stamp": stamp(poll),
                }
            )
    return found


@require_safe
@never_cache
def connections(request, code, pk):
    """The clerk: who on the roll has made a device ready, who is connected now, who holds paper."""
    _staff(request)
    poll = Poll.objects.filter(pk=pk).first()
    if poll is None:
        raise Http404
    voters = list(queries.voters(poll))
    ready = dict(
        Device.objects.filter(member__in=[v.member_id for v in voters], ended_at=None).values_list(
            "member_id", "name"
        )
    )
    rows = [{"voter": v, "ready": v.member_id in ready, "name": ready.get(v.member_id, "")} for v in voters]
    ticket = tickets.issue(tickets.STAFF, congress=code, member=request.member.pk)
    context = {"title": _("设备和连接"), "poll": poll, "rows": rows, "ticket": ticket, "ready": len(ready)}
    return _live(request, "ballots/hall/connections.html", context)


def _staff(request) -> None:
    if request.member.role not in STAFF:
        raise Http404
