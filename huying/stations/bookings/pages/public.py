"""What a citizen does without an account: choose an hour, book it, talk, cancel. All of it works without JavaScript."""

from datetime import timedelta

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from huying.kernel import files, process
from huying.kernel.accounts import throttle
from huying.kernel.files import BadFile
from huying.kernel.process import AlreadyDone, Refused
from huying.ui import when
from huying.ui.forms import refuse
from huying.ui.links import whole
from huying.ui.visitors import guard
from huying.ui.visitors.forms import Follow
from huying.ui.visitors.proof import Proof

from ...models import Booking, Slot
from ...receptions.queries import announced
from ...slots.queries import offered
from .. import confirming, forms, operations, queries
from ..codes import codes
from .entry import moment, said

throttle.LIMITS.update(
    {
        "booking": (6, timedelta(minutes=10)),  # bookings per address
        "booking_words": (60, timedelta(minutes=10)),  # messages per address
        "booking_guess": (20, timedelta(hours=1)),  # wrong numbers or codes per address
    }
)
FRESH, FRESH_FOR = (
    "booked",
    1800,
)  # for so long after booking the page shows the code again, in this browser only


def _whole(congress, pk):
    rows = Booking.objects.select_related(
        "slot__host__person", "reception__host__person", "reception__duty", "station", "case"
    )
    return rows.filter(pk=pk)


PROOF = Proof("booking", codes, _whole, lasts=3600)  # as long as an hour of talk


@require_safe
@never_cache
def offers(request, code):
    """Hours online and receptions that may be booked, with the places left."""
    today = timezone.localdate()
    slots, receptions = (
        list(offered(today)[:100]),
        list(announced(today, today + timedelta(weeks=6)).filter(capacity__gt=0)[:100]),
    )
    gone = {
        "slot": queries.taken("slot", [s.pk for s in slots]),
        "reception": queries.taken("reception", [r.pk for r in receptions]),
    }
    book = reverse("bookings:make", kwargs={"code": code})
    rows = [
        {"event": e, "online": kind == "slot", "left": max(0, e.capacity - gone[kind].get(e.pk, 0)),
         "url": f"{book}?{kind[0]}={e.pk}"}
        for kind, events in (("slot", slots), ("reception", receptions)) for e in events
    ]  # fmt: skip
    rows.sort(key=lambda r: (r["event"].day, r["event"].starts_at))
    context = {
        "title": _("约见代表"),
        "rows": rows,
        "mine_url": reverse("bookings:mine", kwargs={"code": code}),
    }
    return render(request, "bookings/offers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def make(request, code):
    """Ask; or take the place and show number and code."""
    at, event = timezone.now(), _event(request)
    if event is None:
        raise Http404
    if request.method != "POST":
        return _make(request, event, forms.Make(initial=guard.fresh(at)))
    form, status = guard.received(request, forms.Make, at, lambda: _flood(request, at))
    if status:
        return _make(request, event, form, status)
    data, key = form.answers()
    try:
        where = {"slot" if isinstance(event, Slot) else "reception": event}
        row = operations.book(
            by=process.public(),
            at=at,
            key=f"book-{key}" if key else None,
            code_seed=key,
            origin=throttle.address(request),
            **where,
            **data,
        )
        guard.count("booking", request, at)
    except AlreadyDone as same:
        row = Booking.objects.get(pk=same.trace.subject_id)
        row.fresh_code = codes.fresh(key)
    except Refused as refusal:
        refuse(form, refusal)
        return _make(request, event, form, 409)
    request.session[FRESH] = [row.pk, at.timestamp() + FRESH_FOR]
    return PROOF.hold(request, redirect("bookings:talk", code=code), row, row.fresh_code)


def _flood(request, at) -> str:
    full = guard.reached("booking", request, at)
    return _("这个网络地址短时间内提交得太多，请过一会儿再试；您写的内容还在。") if full else ""


def _event(request):
    today = timezone.localdate()
    if pk := whole(request.GET.get("s"), 0):
        return offered(today).filter(pk=pk).first()
    return announced(today).filter(pk=whole(request.GET.get("r"), 0), capacity__gt=0).first()


def _until(event) -> str:
    now = timezone.now()
    last = confirming.until(event, now)
    return when.moment_words(last, now) if last else ""


def _make(request, event, form, status=200):
    context = {"title": _("预约"), "form": form, "event": event, "online": isinstance(event, Slot),
               "until": _until(event), "back": reverse("bookings:offers", kwargs={"code": request.congress.code})}  # fmt: skip
    return render(request, "bookings/make.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mine(request, code):
    """Number and code. A wrong number and a wrong code get the same answer, as slowly as the other."""
    at, status = timezone.now(), 200
    form = Follow(
        request.POST if request.method == "POST" else None, initial={"number": request.GET.get("n", "")[:32]}
    )
    if request.method == "POST":
        status = 422
        if guard.reached("booking_guess", request, at):
            form.add_error(None, _("查询次数太多，请一小时后再试，或者打电话到联络站。"))
            status = 429
        elif form.is_valid():
            number, secret = form.cleaned_data["number"], codes.plain(form.cleaned_data["code"])
            row = queries.by_number(number) or Booking(number=number, code_digest=codes.digest("", ""))
            if codes.fits(row, secret) and row.pk is not None:
                return PROOF.hold(request, redirect("bookings:talk", code=code), row, secret)
            guard.count("booking_guess", request, at)
            form.add_error(None, _("编号或者查询码不对，请对照凭条再输一次。"))
    return render(request, "bookings/mine.html", {"title": _("查预约"), "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def talk(request, code):
    """One's own booking: when and with whom, what was said, a line to add, a way to cancel."""
    row, secret = PROOF.held(request)
    if row is None:
        return redirect("bookings:mine", code=code)
    at, status, form = timezone.now(), 200, forms.Say()
    if request.method == "POST":
        step, reason = (
            request.POST.get("step"),
            _words_flood(request, at) or guard.too_many_files(request, at),
        )
        form, status = forms.Say(request.POST, None if reason else request.FILES), 422
        if reason:  # no file was looked at
            form.add_error(None, reason)
            status = 429
        elif step in ("cancel", "confirm") or form.is_valid():
            try:
                if step == "cancel":
                    operations.cancel(row, by=process.public(), at=at, code=secret)
                elif step == "confirm":
                    operations.confirm(row, by=process.public(), at=at, code=secret)
                else:
                    operations.say(row, by=process.public(), at=at, code=secret, **form.cleaned_data)
                guard.count("booking_words", request, at)
                return redirect("bookings:talk", code=code)
            except (Refused, BadFile) as reason:
                refuse(form, reason)
                row.refresh_from_db()
    booked, until = request.session.get(FRESH) or (None, 0)
    first = booked == row.pk and at.timestamp() < until
    context = {
        "title": _("我的预约"), "row": row, "event": row.event, "online": bool(row.slot_id), "moment": moment(row), "form": form,
        "shown": codes.spell(secret) if first else "", "section": {"talk": said(row, to_public=True), "ours": False},
        "open": row.state in queries.TAKES, "missed": row.state in queries.TAKES and row.event.state == "missed",
        "until": when.moment_words(row.confirm_by, at) if row.waits_for_confirmation else "",
        "may_say": row.slot_id and row.state in queries.TAKES and row.event.day <= timezone.localdate(at), "files_public": True,
        "video": row.slot.video if row.slot_id and row.state in queries.TAKES and row.slot.day == timezone.localdate(at) else "",
        "state_label": _("待确认") if row.waits_for_confirmation else row.state_label,
    }  # fmt: skip
    if request.htmx:
        return render(request, "bookings/_talk_live.html", context)
    return render(request, "bookings/talk.html", context, status=status)


def _words_flood(request, at) -> str:
    full = guard.reached("booking_words", request, at)
    return _("留言太快了，请过几分钟再发；您写的内容还在。") if full else ""


@require_safe
@never_cache
def attachment(request, code, pk):
    """A file of one's own talk; everybody else gets 404."""
    row, _secret = PROOF.held(request)
    file = files.of(row).filter(pk=pk).first() if row is not None else None
    if file is None:
        raise Http404
    try:
        body = files.opened(file)
    except files.Closed as reason:
        return HttpResponse(str(reason), status=409, content_type="text/plain; charset=utf-8")
    response = FileResponse(body, as_attachment=True, filename=file.name, content_type=file.mime)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def leave(request, code):
    """On a shared screen: forget whose booking was looked at."""
    request.session.pop(FRESH, None)
    return PROOF.forget(request, redirect("bookings:mine", code=code))
