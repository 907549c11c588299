"""Who comes and goes: the screen at the door, the page that its code opens, the desk of whoever keeps the list."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from huying.kernel.process import AlreadyDone, Refused
from huying.ui.stepping import Stamp, stamp

from .. import attendance, feeds, forms, operations, queries, signing
from ..agenda.ordering import changes
from ..models import AgendaVersion, Presence
from ..summons import operations as summons
from .entry import OFFICE, now

MOST = 4000


def _kept(request, pk):
    if request.member.role not in OFFICE:
        raise Http404
    return get_object_or_404(queries.visible_to(request.member), pk=pk)


@require_safe
@never_cache
def live(request, code, pk):
    """The part of the page that counts: presence against the quorum at this moment."""
    row = get_object_or_404(queries.visible_to(request.member), pk=pk)
    if request.member.role not in OFFICE and not row.summoned(request.member):
        raise Http404
    return render(request, "sittings/_now.html", {"section": now(row, timezone.now())})


@require_safe
@never_cache
def screen(request, code, pk):
    """The code at the door, changed every two minutes."""
    row, at = _kept(request, pk), timezone.now()
    shown = signing.code_at(row, at)
    url = (
        request.build_absolute_uri(reverse("sittings:arrive", kwargs={"code": code, "pk": pk}))
        + f"?k={shown}"
    )
    context = {
        "title": _("签到码"), "sitting": row, "shown": f"{shown[:4]} {shown[4:]}", "url": url, "left": signing.left(at) + 1,
        "section": now(row, at),
    }  # fmt: skip
    part = "sittings/_screen.html" if request.htmx else "sittings/screen.html"
    return render(request, part, context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def arrive(request, code, pk):
    """Opened by scanning: one press signs in."""
    member, at, status = request.member, timezone.now(), 200
    if member.person_id is None:
        return redirect(f"/sign-in/?{urlencode({'next': request.get_full_path()})}")
    row = get_object_or_404(queries.visible_to(member), pk=pk)
    form = forms.SignIn(
        request.POST if request.method == "POST" else None, row=row, member=member,
        initial={"code": request.GET.get("k", "")[:20]},
    )  # fmt: skip
    if request.method == "POST":
        status = 422
        if form.is_valid():
            sent = Stamp(request.POST)
            key = sent.cleaned_data["_key"] if sent.is_valid() else None
            try:
                operations.sign_in(row, by=member, at=at, key=key or None, **form.cleaned_data)
            except AlreadyDone:
                pass
            except Refused as reason:
                form.add_error("code", str(reason))
                status = 409
            else:
                status = 303
    here = Presence.objects.filter(sitting=row, member__person=member.person_id, until=None).first()
    if status == 303:
        return redirect("sittings:arrive", code=code, pk=pk)
    context = {"title": _("会议签到"), "sitting": row, "form": form, "stamp": stamp(), "here": here}
    return render(request, "sittings/arrive.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def desk(request, code, pk):
    """All names with one button each: came, left. One press is one step; a list goes through 登记到会离会."""
    row, at, refused = _kept(request, pk), timezone.now(), ""
    people = _people(row)
    missing = [p["one"].member_id for p in people if p["one"].votes and not p["here"] and not p["excused"]]
    if request.method == "POST":
        wanted, do = _picked(request), request.POST.get("do")
        lines = [(member, at, "keeper") for member in (missing if do == "rest" else wanted)]
        try:
            (attendance.leave if do == "leave" else attendance.take)(row, lines, at=at, by=request.member)
            return redirect("sittings:desk", code=code, pk=pk)
        except Refused as reason:
            refused = str(reason)
    context = {
        "missing": len(missing),
        "title": _("签到台"), "sitting": row, "people": people, "refused": refused, "section": now(row, at),
        "open": row.state in ("notified", "open", "suspended"),
    }  # fmt: skip
    return render(request, "sittings/desk.html", context, status=409 if refused else 200)


def _people(row) -> list[dict]:
    """Everybody who is called and has a membership, those with a vote first, with the stay that runs now."""
    called = list(row.summons.exclude(state="released").exclude(member=None)
                  .select_related("member__person", "seating").order_by("place", "pk")[:MOST])  # fmt: skip
    called.sort(key=lambda s: (not s.votes, s.place))
    here = {p.member_id: p for p in Presence.objects.filter(sitting=row, until=None)}
    return [
        {"one": s, "here": here.get(s.member_id), "excused": s.state in ("excused", "leave_asked")}
        for s in called
    ]


def _picked(request) -> list[int]:
    sent = request.POST.getlist("member")[:MOST]
    return [int(p) for p in sent if p.isascii() and p.isdigit() and len(p) < 18]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invite(request, code, pk):
    """Deputies whose turn it is to attend, with the reason; one press invites them all (R-OWN-81)."""
    from huying.kernel.clocks import rules

    from .. import rolls

    row, at = _kept(request, pk), timezone.now()
    number = rules()[0].value("sittings.attending_deputies")
    given = request.POST.get("number") or request.GET.get("number") or ""
    number = min(100, int(given)) if given.isascii() and given.isdigit() and len(given) < 4 else number
    skills = [
        w
        for w in (request.POST.get("skills") or request.GET.get("skills") or "")[:200]
        .replace("、", " ")
        .split()
        if w
    ]
    if row.state not in ("planned", "set", "notified"):
        raise Http404
    if request.method == "POST":
        summons.invite_turn(row, number, by=request.member, at=at, skills=skills)
        return redirect("sittings:detail", code=code, pk=pk)
    turn = rolls.turn_to_attend(row, number, skills=skills)
    context = {
        "title": _("邀请代表列席"),
        "sitting": row,
        "turn": turn,
        "number": number,
        "skills": " ".join(skills),
    }
    return render(request, "sittings/invite.html", context)


@require_safe
@never_cache
def versions(request, code, pk):
    """The agenda as it was told each time, and what changed from one to the next."""
    row = get_object_or_404(queries.visible_to(request.member), pk=pk)
    if request.member.role not in OFFICE and not row.summoned(request.member):
        raise Http404
    found = list(AgendaVersion.objects.filter(sitting=row).order_by("number")[:100])
    told = [
        {"version": v, "changes": changes(found[n - 1].items, v.items) if n else None} for n, v in enumerate(found)
    ]  # fmt: skip
    return render(
        request, "sittings/versions.html", {"title": _("议程的各个版本"), "sitting": row, "told": told[::-1]}
    )


@require_safe
@never_cache
def ics(request, code, pk):
    """One sitting as a file for a phone's calendar."""
    row = get_object_or_404(queries.visible_to(request.member), pk=pk)
    return calendar_file(feeds.calendar([row], row.title, at=timezone.now()), f"sitting-{pk}.ics")


def calendar_file(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
